"""For the tests of any room's `api.py`: `from fengsui.ground.interfaces.testing import program` in its conftest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from fengsui.ground.interfaces import actions

if TYPE_CHECKING:
    from collections.abc import Callable

    from fengsui.ground.org.models import Person, Unit


class Program:
    """Another system: calls with a token, and reads JSON."""

    def __init__(self, secret: str, language: str = "en") -> None:
        self.client = Client(raise_request_exception=False)
        self.head = {"Authorization": f"Bearer {secret}", "Accept-Language": language} if secret else {}
        self.token: Any = None

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers=self.head)

    def put(self, path: str, body: Any, key: str = "", **head: str) -> Any:
        headers = self.head | ({"Idempotency-Key": key} if key else {}) | head
        said = body if isinstance(body, (bytes, str)) else json.dumps(body)
        return self.client.put(f"/api/v1{path}", said, "application/json", headers=headers)

    def post(self, path: str, body: Any, key: str = "") -> Any:
        headers = self.head | ({"Idempotency-Key": key} if key else {})
        said = body if isinstance(body, (bytes, str)) else json.dumps(body)
        return self.client.post(f"/api/v1{path}", said, "application/json", headers=headers)


@pytest.fixture
def program(officer: Person, leader: Person, prison: Unit) -> Callable[..., Program]:
    """A program with a token of the prison, for whom the duty officer answers, unless told otherwise."""

    def make(
        *scopes: str,
        person: Person = officer,
        unit: Unit = prison,
        by: Person = leader,
        language: str = "en",
        **how: Any,
    ) -> Program:
        token = actions.propose(unit, person, "test register", scopes, by=by, **how)
        made = Program(actions.draw(token, by=person), language)
        made.token = token
        return made

    return make
