"""Short ways to say what the tests of this room begin with."""

from datetime import timedelta

import pytest
from django.utils import translation

from fengsui.cast import DAY, at
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.actions import Row

BEFORE = DAY - timedelta(days=1)
HOUR = {"morning": "07:05", "evening": "18:05"}


@pytest.fixture(autouse=True)
def _in_english():
    """Sentences are compared in the language of the msgids."""
    with translation.override("en"):
        yield


@pytest.fixture
def wards(units):
    return units["ward-1"], units["ward-2"]


@pytest.fixture
def count(prison, wards, officer):
    """`count(100, 80)`: the prison's two wards, counted in the evening by the officer; measured as many as present."""

    def take(*present, day=DAY, slot="evening", **more):
        rows = [Row(ward, n, measured=n) for ward, n in zip(wards, present, strict=False) if n is not None]
        options = {"by": officer, "at": at(HOUR[slot], day), **more}
        return custody.count(prison, day, slot, rows, **options)

    return take


@pytest.fixture
def move(prison, wards, officer):
    """`move("admission", hour="10:00")`: of the person 1001, in the first ward, by the officer."""

    def enter(kind, hour="10:00", **more):
        options = {"number": "1001", "name": "王某某", "section": wards[0], "by": officer, "at": at(hour), **more}
        return custody.move(prison, kind, **options)

    return enter


@pytest.fixture
def fever(prison, wards, officer):
    """`fever(38.1)`: of the person 2001 in the first ward, by the officer, at noon."""

    def enter(celsius=38.1, **more):
        options = {"number": "2001", "name": "张某", "by": officer, "at": at("12:00"), **more}
        return custody.measure(prison, options.pop("section", wards[0]), celsius=celsius, **options)

    return enter


@pytest.fixture
def muster(prison, officer):
    """`muster(40, 30, 10)`: the prison's officers of the day."""

    def enter(on_duty, in_isolation, on_standby, day=DAY, **more):
        options = {"by": officer, **more}
        numbers = {"on_duty": on_duty, "in_isolation": in_isolation, "on_standby": on_standby}
        return custody.set_strength(prison, day, **numbers, **options)

    return enter


@pytest.fixture
def number(prison):
    """`number("prisoners")`: what the report of a day computes; None is missing."""
    from fengsui.ground.indicators import queries as indicators

    def read(code, day=DAY, unit=prison):
        found = indicators.numbers(unit.pk, day, day)
        return found[day].computed.get(f"custody.{code}") if day in found else None

    return read


@pytest.fixture
def failed():
    """`failed()`: the keys of the checks of this room that fail on a day, without the room's name."""
    from fengsui.frontline.custody.checks import failures

    def keys(day=DAY):
        return [failure.check.removeprefix("custody.") for failure in failures(day)]

    return keys


@pytest.fixture
def walk(account):
    """`walk(officer)`: a browser of that person, in English."""
    from django.test import Client

    def sign_in(person):
        client = Client()
        client.force_login(getattr(person, "account", None) or account(person, person.pk.hex))
        client.cookies["django_language"] = "en"
        return client

    return sign_in
