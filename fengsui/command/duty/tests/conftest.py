from datetime import date, time

import pytest

from fengsui.cast import DAY, FOUNDED, at
from fengsui.command.duty import actions
from fengsui.command.duty.models import Post
from fengsui.command.duty.queries.turns import laid, posts_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Person, Shift
from fengsui.ground.org.scope import SYSTEM

TOMORROW = date(2020, 2, 4)


@pytest.fixture
def guards(units):
    """Four officers of the prison, who stand at its gate."""
    return org.register(["民警丙", "民警丁", "王伟", "李娜"], unit=units["prison"], capacity="officer", by=SYSTEM)


@pytest.fixture
def gate(prison, leader, guards):
    """The gate of the prison, one at a time, 8–20 and 20–8, with a pool of four."""
    post = actions.man_station(prison, "大门", by=leader, since=FOUNDED)
    for hour in (8, 20):
        actions.add_slot(post, time(hour), 720, by=leader, since=FOUNDED)
    actions.set_pool(post, [one.pk for one in guards], by=leader)
    return Post.objects.select_related("unit", "seat", "station").get(pk=post.pk)


@pytest.fixture
def turn(gate):
    """A turn of the gate: turn(20), turn(8, TOMORROW)."""

    def find(hour=20, day=DAY):
        return next(one for one in laid(posts_of([gate.unit], day, day), day, day) if one.slot.begins.hour == hour)

    return find


@pytest.fixture
def put(turn, leader):
    """Put somebody into a turn that is empty: put(guards[0], 8, TOMORROW)."""

    def put_(person, hour=20, day=DAY, **more):
        return actions.fill(turn(hour, day), person, by=leader, **more)

    return put_


@pytest.fixture
def draft(gate, leader):
    """A draft of tomorrow and the day after."""
    return actions.begin_draft(gate.unit, TOMORROW, date(2020, 2, 5), by=leader)


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


def again(person):
    """The person as another request has them: what they hold is looked up anew."""
    return Person.objects.get(pk=person.pk)


def there(post, moment=None):
    """Who is at a post at a moment."""
    rows = Shift.objects.filter(seat=post.seat, station=post.station, period__contains=moment or clock.now())
    return [row.person for row in rows.select_related("person").order_by("pk")]


def kinds():
    return list(Entry.objects.filter(kind__startswith="duty.").order_by("pk").values_list("kind", flat=True))


def shift_of(person, moment):
    return Shift.objects.select_related("seat__unit", "station__unit", "person").get(
        person=person, period__contains=moment
    )


__all__ = ["DAY", "TOMORROW", "again", "at", "kinds", "shift_of", "there"]
