from datetime import timedelta

import pytest

from fengsui.cast import at
from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.actions import Said
from fengsui.command.incidents.actions.calling import Heard
from fengsui.ground.obligations.models import Obligation

TEXT = "一监区一人发热，38.5 ℃"


@pytest.fixture
def said():
    """What is typed: said(), said("fire", text="…", learned="18:00")."""

    def typed(kind="fever", text=TEXT, *, learned="18:10", happened=None, **more):
        hours = {"learned_at": at(learned), "happened_at": at(happened) if happened else None}
        return Said(kind, text, **{**hours, **more})

    return typed


@pytest.fixture
def report(units, officer, said):
    """Make a first report as the officer of the prison: report(), report("fire", unit="centre", by=keeper)."""

    def reporting(kind="fever", *, unit="prison", by=officer, key=None, again=False, **more):
        return actions.report(units[unit], said(kind, **more), by=by, key=key, again=again).incident

    return reporting


@pytest.fixture
def note(units, li, said):
    """Note an incident as the duty chief of the department."""

    def noting(kind="fever", *, unit="prison", by=li, key=None, again=False, **more):
        return actions.note(units[unit], said(kind, **more), by=by, key=key, again=again).incident

    return noting


@pytest.fixture
def ring(units, li):
    """Write a call down at the department's telephone."""

    def ringing(text="一监区一人发热", *, unit="department", by=li, key=None, **more):
        return actions.ring(units[unit], Heard(text, **more), by=by, key=key)

    return ringing


@pytest.fixture
def browse(account, client):
    """browse(bao) returns how that person opens (or posts to) pages, in English."""
    given = {}

    def sign_in(person):
        if person.pk not in given:
            given[person.pk] = account(person, f"user-{person.pk}")
        client.force_login(given[person.pk])

        def ask(path, post=None, *, follow=True):
            answer = client.get if post is None else client.post
            return answer(path, post or {}, HTTP_ACCEPT_LANGUAGE="en", follow=follow)

        return ask

    return sign_in


def stage(incident):
    return queries.now(incident).stage


def owed(kind="incidents.first"):
    """What is open of a kind."""
    return Obligation.objects.filter(kind=kind, met_at__isnull=True, void_at__isnull=True).order_by("pk")


def later(minutes):
    """The cast's evening and so many minutes."""
    return at("18:30") + timedelta(minutes=minutes)
