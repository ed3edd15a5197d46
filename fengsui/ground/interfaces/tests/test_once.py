"""A write with its key: done once, answered the same, whatever comes between."""

import uuid

import pytest

from fengsui.cast import at_once
from fengsui.ground.interfaces import actions
from fengsui.ground.interfaces.models import Receipt
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


@pytest.fixture
def token(program):
    return program("reports.write").token


def test_sent_twice_it_is_done_once_and_answered_the_same(token):
    key, done = uuid.uuid4(), []
    for _n in range(2):
        assert actions.once(token, key, b"x", "test", lambda: done.append(1) or {"n": 1}) == {"n": 1}
    assert done == [1]
    assert Entry.objects.get(kind="interfaces.written").data["operation"] == "test"


def test_the_same_key_for_another_thing_is_refused(token):
    key = uuid.uuid4()
    actions.once(token, key, b"x", "test", dict)
    with pytest.raises(Refused, match="something else"):
        actions.once(token, key, b"y", "test", dict)


def test_a_refusal_is_not_kept(token):
    key = uuid.uuid4()

    def deed():
        raise Refused("test.no", "no")

    with pytest.raises(Refused, match="no"):
        actions.once(token, key, b"x", "test", deed)
    assert actions.once(token, key, b"x", "test", lambda: {"n": 2}) == {"n": 2}


def test_another_constraint_is_not_taken_for_the_key(token):
    from django.db import IntegrityError

    def deed():
        raise IntegrityError("another")

    with pytest.raises(IntegrityError, match="another"):
        actions.once(token, uuid.uuid4(), b"x", "test", deed)


def test_old_receipts_are_swept(token):
    from datetime import timedelta

    from fengsui.ground.clock import queries as clock

    actions.once(token, uuid.uuid4(), b"x", "test", dict)
    Receipt.objects.update(at=clock.wall() - timedelta(days=9))
    actions.sum_up(clock.local(clock.wall()).date())
    assert not Receipt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one(token):
    key, done = uuid.uuid4(), []

    def deed():
        done.append(1)
        return {"n": len(done)}

    answers = at_once(*[lambda: actions.once(token, key, b"x", "test", deed)] * 2)
    assert (done, answers) == ([1], [{"n": 1}, {"n": 1}])
