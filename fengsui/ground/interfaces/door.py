"""The door for programs: what every room's `api.py` uses.

    router = Router()

    @router.get("/reports", **door("reports.read", _("Reports of a day"), name="reports"))
    def reports(request: Call, day: date) -> …

`call.person` acts as the person who answers for the token, narrowed to its unit and scopes; `call.token` is the token.
A write is wrapped in `write(...)`: done once per Idempotency-Key.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from annotated_types import Ge, Le
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.security import HttpBearer
from pydantic import ConfigDict

from fengsui.ground.interfaces import actions
from fengsui.ground.interfaces.actions import Denied

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import Promise

    from fengsui.ground.interfaces.models import Token
    from fengsui.ground.org.models import Person


Limit = Annotated[int, Ge(1), Le(500)]  # rows at once


class Call(HttpRequest):
    """What an operation gets."""

    person: Person
    token: Token


class Strict(Schema):
    """What a program sends: an unknown field is a mistake that it should hear of."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """RFC 9457: what went wrong. `code` is for programs, `detail` a sentence for people."""

    title: str
    status: int
    code: str
    detail: str
    errors: list[dict[str, str]] = []


class Bearer(HttpBearer):
    """`Authorization: Bearer fs_…`. A session of a browser is no token and is not looked at."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        found = super().__call__(request)
        if found is None:
            raise Denied(401, "interfaces.no_token", _("Send a token: Authorization: Bearer fs_…"))
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        found = actions.admit(token.strip(), self.scope, address(request), request.path)
        request.person, request.token = found.person, found  # type: ignore[attr-defined]
        return found


def address(request: HttpRequest) -> str:
    """Where a call comes from. Only a proxy on this machine is believed, and only its own last word."""
    here = str(request.META.get("REMOTE_ADDR", "")).strip("[]")
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        near = not here or ipaddress.ip_address(here).is_loopback
    except ValueError:
        near = False
    return told if told and near else here


_PROBLEM = {
    "description": "what went wrong (RFC 9457)",
    "content": {"application/problem+json": {"schema": Problem.model_json_schema()}},
}
_KEY = {
    "in": "header", "name": "Idempotency-Key", "required": True, "schema": {"type": "string", "format": "uuid"},
}  # fmt: skip


def door(
    scope: str, summary: str | Promise, *, name: str, about: str | Promise = "", writes: bool = False
) -> dict[str, Any]:
    """The keywords of an operation: its scope, its words in the documentation, its name in the URL configuration."""
    extra: dict[str, Any] = {"x-scope": scope, "responses": {"4XX": _PROBLEM}}
    if writes:
        extra["parameters"] = [_KEY]
    return {
        "auth": Bearer(scope),
        "summary": summary,
        "description": about,
        "url_name": name,
        "operation_id": name,
        "openapi_extra": extra,
    }


def write(call: Call, operation: str, deed: Callable[[UUID], dict[str, Any]]) -> dict[str, Any]:
    """Do a write once per `Idempotency-Key` (a UUID that the sender makes, given to the deed); again, the same answer."""
    said = call.headers.get("Idempotency-Key", "")
    try:
        key = UUID(said)
    except ValueError as error:
        raise Denied(
            400, "interfaces.no_key", _("Send an Idempotency-Key header with a new UUID for each write.")
        ) from error
    asked = f"{call.method} {call.path}\n".encode() + call.body
    return actions.once(call.token, key, asked, operation, lambda: deed(key))
