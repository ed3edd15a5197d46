"""A small register of its own: the reports are tested on declared numbers, not on any real register's rules."""

from datetime import date

import pytest
from django.urls import get_resolver

from fengsui.cast import DAY
from fengsui.command.reports import actions
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.actions import refresh, register_slots
from fengsui.ground.indicators.declare import Indicator, Kind
from fengsui.ground.org.models import UnitKind

PRISONS = (UnitKind.PRISON, UnitKind.CENTRE)


@pytest.fixture
def numbers(monkeypatch):
    """What the register says: numbers["toy.held"][unit id] = value."""
    assert (
        get_resolver().url_patterns
    )  # a page that is first imported while the register is a toy would keep it for ever
    values = {"toy.held": {}, "toy.fevers": {}}

    def declare(code, kind, **more):
        return Indicator(code, code, "persons", kind, PRISONS, lambda asked: values[code], **more)

    toys = [declare("toy.held", Kind.STOCK, order=1), declare("toy.fevers", Kind.FLOW, order=2, high=2, rises=0.5)]
    monkeypatch.setattr(indicators, "indicators", lambda: {toy.code: toy for toy in toys})
    for module in ("actions", "rollups"):
        monkeypatch.setattr(f"fengsui.ground.indicators.{module}.indicators", indicators.indicators)
    return values


@pytest.fixture
def count(numbers, prison):
    """Let the register say something and compute it: count(held=500, fevers=1)."""
    register_slots()

    def say(unit=prison, day: date = DAY, **said):
        for name, value in said.items():
            numbers[f"toy.{name}"][unit.pk] = value
        refresh(day)

    return say


@pytest.fixture
def signed(prison, officer, count):
    """The prison's report of the day, signed as computed."""
    count(held=500, fevers=0)
    return actions.sign(prison, DAY, {}, revision=0, by=officer)
