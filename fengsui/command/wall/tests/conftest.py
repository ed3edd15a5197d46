from dataclasses import replace
from functools import cache

import pytest
from django.test import Client

from fengsui.command.reports.tests.conftest import count, numbers, signed  # noqa: F401 - the same small register
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import RollUp
from fengsui.ground.obligations.tests.conftest import owe  # noqa: F401

WALL = "/wall/territory/department/"


@pytest.fixture(autouse=True)
def key(request, monkeypatch):
    """Both numbers are key figures; the fevers are told by their largest, which cannot be added up by place."""
    request.getfixturevalue("numbers")
    told = frozenset({"key"})
    toys = {code: replace(one, tags=told) for code, one in indicators.indicators().items()}
    toys["toy.fevers"] = replace(toys["toy.fevers"], rollup=RollUp.MAX)
    monkeypatch.setattr(indicators, "indicators", lambda: toys)
    for module in ("actions", "rollups"):
        monkeypatch.setattr(f"fengsui.ground.indicators.{module}.indicators", indicators.indicators)


@pytest.fixture
def as_(account):
    """as_(person): somebody's browser, in English."""

    @cache
    def browser(person):
        client = Client()
        client.force_login(account(person, f"user-{person.pk}"))
        client.cookies["django_language"] = "en"
        return client

    return browser


@pytest.fixture
def place(units):
    """place(prison="150402"): units get their divisions."""

    def put(**divisions):
        for code, division in divisions.items():
            units[code.replace("_", "-")].division = division
            units[code.replace("_", "-")].save()

    return put
