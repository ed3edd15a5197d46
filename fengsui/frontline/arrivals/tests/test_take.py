from datetime import timedelta

import pytest

from fengsui.cast import DAY, at, at_once
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.actions import Reading
from fengsui.frontline.arrivals.models import Temperature
from fengsui.frontline.arrivals.tests.conftest import NEXT
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.actions import replan
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


@pytest.fixture
def take(office, clerk):
    """`take("morning", (row, "36.5"))`: of the next day, by the clerk."""

    def enter(slot, *readings, day=NEXT, **more):
        return arrivals.take(
            office, day, slot, [Reading(row.pk, said) for row, said in readings], **{"by": clerk, **more}
        )

    return enter


@pytest.fixture
def morning(watched, drill):
    """Two persons under observation since yesterday; it is nine in the morning."""
    rows = watched(), watched(name="其其格", phone="13900000009")
    drill(at("09:00", NEXT))
    replan()
    return rows


def test_both_measurements_of_a_day_are_owed_until_nobody_is_left(morning, take, owed):
    one, other = morning
    assert (owed("morning"), owed("evening")) == ([("office", NEXT.isoformat())], [("office", NEXT.isoformat())])
    take("morning", (one, "36.5"))
    assert owed("morning") == [("office", NEXT.isoformat())]
    take("morning", (other, None))
    assert (owed("morning"), owed("evening")) == ([], [("office", NEXT.isoformat())])


def test_unreadable_is_an_answer_and_a_later_one_replaces_it(morning, take):
    one, _other = morning
    take("morning", (one, None))
    assert take("morning", (one, None)) == []
    take("morning", (one, "３６，８"))
    assert [
        (row.celsius and str(row.celsius), row.replaced_at is None) for row in Temperature.objects.order_by("pk")
    ] == [(None, False), ("36.8", True)]


def test_a_fever_is_not_written_over(morning, take, owed):
    one, other = morning
    take("morning", (one, "38.2"))
    with pytest.raises(Refused) as refused:
        take("morning", (other, "36.4"), (one, "36.6"))  # a colleague, whose page is older than the fever
    assert refused.value.code == "arrivals.fever_stands"
    assert take("morning", (one, "38.2")) == []
    assert (owed("conclude"), Temperature.objects.as_known().get().fever) == ([("office", "1")], True)


def test_a_fever_warns_at_once_and_is_owed(morning, take, clerk, county, owed):
    one, _other = morning
    [row] = take("morning", (one, "37.3"))
    assert (row.fever, owed("remeasure"), owed("conclude")) == (True, [("office", "1")], [("office", "1")])
    told = {message.recipient_id for message in Message.objects.filter(kind="arrivals.fever")}
    assert told == {clerk.pk, county.pk}
    replan()
    assert (owed("remeasure"), owed("conclude")) == ([("office", "1")], [("office", "1")])


def test_below_the_threshold_is_no_fever(morning, take, owed):
    [row] = take("morning", (morning[0], "37.2"))
    assert (row.fever, owed("remeasure")) == (False, [])


def test_a_person_reports_it_but_does_not_change_what_stands(morning, take):
    one, _other = morning
    take("morning", (one, "36.4"), own=True, by=SYSTEM)
    assert take("morning", (one, "36.9"), own=True, by=SYSTEM) == []
    row = Temperature.objects.get()
    assert (row.by_self, str(row.celsius), row.entered_by) == (True, "36.4", None)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_enter_one(watched, office, clerk):
    row = watched()
    at_once(*[lambda: arrivals.take(office, DAY, "evening", [Reading(row.pk, "36.6")], by=clerk)] * 2)
    assert Temperature.objects.count() == 1


def test_what_cannot_be_is_refused(morning, take, office, clerk, county):
    one, _other = morning
    for sentence, slot, more in (
        ("Choose morning", "noon", {}), ("Choose morning", "morning", {"day": NEXT + timedelta(days=1)}), ("check and observe", "morning", {"by": county}),
    ):  # fmt: skip
        with pytest.raises(Refused, match=sentence):
            take(slot, (one, "36.5"), **more)
    with pytest.raises(Refused, match="where it was measured"):
        arrivals.take(office, NEXT, "morning", [Reading(one.pk, "36.5", site="foot")], by=clerk)
    arrivals.release(one, by=clerk, because="x")
    with pytest.raises(Refused, match="not under observation here any more"):
        take("morning", (one, "36.5"))


def test_a_bad_number_enters_none_of_them(morning, take):
    one, other = morning
    with pytest.raises(Refused, match=r"34\.0 and 43\.0"):
        take("morning", (one, "36.5"), (other, "365"))
    assert (Temperature.objects.count(), Entry.objects.filter(kind="arrivals.measured").count()) == (0, 0)


def test_who_was_put_under_observation_after_the_hour_owes_nothing_for_it(watched, owed):
    watched()
    replan()
    assert owed("evening") == []


def test_nobody_above_a_unit_is_told_where_there_is_nobody(partner, appoint):
    worker = appoint("community", "officer")
    from fengsui.frontline.arrivals.tests.conftest import coming

    filing = arrivals.file(partner, coming(companions=()), by=worker)
    [row] = arrivals.observe(filing, "home", by=worker)
    arrivals.take(partner, DAY, "evening", [Reading(row.pk, "38.5")], by=worker)
    assert [message.recipient_id for message in Message.objects.all()] == [worker.pk]


def test_what_is_entered_afterwards_was_measured_at_its_hour(morning, take, drill):
    one, _other = morning
    drill(at("10:00", NEXT + timedelta(days=1)))
    [row] = take("evening", (one, "36.5"))
    assert (row.at, row.known_at) == (at("17:00", NEXT), at("10:00", NEXT + timedelta(days=1)))


def test_what_cannot_be_entered_names_its_rows(watched, clerk, office):
    one, other, third = (watched(name=name) for name in ("甲某", "乙某", "丙某"))
    arrivals.take(office, DAY, "evening", [Reading(other.pk, "38.2")], by=clerk)
    typed = [Reading(one.pk, "-5"), Reading(other.pk, "36.5"), Reading(third.pk, "36.5")]
    with pytest.raises(Refused) as refused:
        arrivals.take(office, DAY, "evening", typed, by=clerk)
    assert refused.value.facts["rows"] == [one.pk, other.pk]
