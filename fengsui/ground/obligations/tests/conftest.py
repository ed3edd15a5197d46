"""What is owed, written by hand: the engine is tested on rows of its own, whatever the rooms declare."""

from datetime import timedelta

import pytest
from django.test import Client

from fengsui.cast import DAY, at
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations import actions
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.vault.actions import uuid7

KIND = "reports.report"


@pytest.fixture
def owe(units):
    """owe("prison", "18:45"): one thing that a unit owes by an hour."""

    def add(code, hour="18:45", kind=KIND, day=DAY, **more):
        due = at(hour, day)
        fields = {"opens_at": due - timedelta(hours=3), "subject": f"test.thing:{uuid7()}"}
        fields |= {"period": day.isoformat()} | more
        return Obligation.objects.create(kind=kind, unit=units[code], due_at=due, **fields)

    return add


@pytest.fixture
def tell(drill):
    """tell("18:31"): let the engine look at an hour, the last look a minute before (or at `since`)."""

    def look(hour, day=DAY, since=None):
        now = at(hour, day)
        drill(now)
        return actions.remind(since or now - timedelta(minutes=1), now)

    return look


@pytest.fixture
def heard():
    """heard(person): the messages that a person got, oldest first, of a kind."""

    def read(person, kind="obligations."):
        return list(Message.objects.filter(recipient=person, kind__startswith=kind).order_by("pk"))

    return read


@pytest.fixture
def signed_in(account):
    def enter(person):
        client = Client()
        client.force_login(account(person, f"user-{person.pk}"))
        return client

    return enter
