from datetime import UTC, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from fengsui.cast import DAY, REMEMBERED, at
from fengsui.ground.clock.actions import tick
from fengsui.ground.measures import actions as measures
from fengsui.ground.messages.models import Message
from fengsui.ground.messages.queries import text
from fengsui.ground.obligations import actions
from fengsui.ground.obligations.measures import ESCALATE_AFTER, QUIET_FROM, QUIET_UNTIL, REMIND
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import Unit
from fengsui.ground.org.scope import SYSTEM

TOMORROW = DAY + timedelta(days=1)


def put(parameter, value):
    """Set a measure; what planning anew makes of it is taken back."""
    before = set(Obligation.objects.values_list("pk", flat=True))
    measures.put(parameter, value, basis="test", by=SYSTEM, at=at("00:00"))
    Obligation.objects.exclude(pk__in=before).delete()
    Obligation.objects.update(void_at=None)


def test_before_the_hour_one_message_says_everything(officer, owe, tell, heard):
    owe("prison")
    owe("prison", kind="custody.roll_call_evening")
    tell("18:29")
    assert heard(officer) == []
    tell("18:30")
    tell("18:31")
    (message,) = heard(officer)
    assert (message.kind, message.data["n"], message.url) == ("obligations.digest", 2, "/")


def test_one_thing_leads_straight_to_it(officer, owe, tell, heard):
    owe("prison", day=DAY).refresh_from_db()
    tell("18:31")
    assert heard(officer)[0].url.startswith("/reports/prison/")


def test_who_is_done_hears_nothing(officer, keeper, owe, tell, heard):
    owe("prison", met_at=at("18:00"))
    owe("centre")
    tell("18:31")
    tell("18:46")
    assert heard(officer) == []
    assert len(heard(keeper)) == 1


def test_the_lead_is_a_measure(officer, owe, tell, heard, units):
    put(REMIND, 60)
    owe("prison")
    tell("17:45")
    assert len(heard(officer)) == 1


def test_a_kind_may_have_its_own_lead(officer, owe, tell, heard):
    owe("prison", kind="custody.remeasure", opens_at=at("18:00"))
    tell("18:34")
    assert heard(officer) == []
    tell("18:35")
    assert len(heard(officer)) == 1


def test_a_new_hour_is_told_anew(officer, owe, tell, heard):
    row = owe("prison")
    tell("18:30")
    row.due_at = at("18:40")
    row.save()
    tell("18:31")
    assert len(heard(officer)) == 2


def test_after_the_hour_the_superior_hears_once(superior, owe, tell, heard):
    owe("prison")
    owe("prison-2", met_at=at("18:00"))
    tell("18:44")
    assert heard(superior) == []
    tell("18:46")
    tell("18:47")
    (message,) = heard(superior)
    assert (message.data["things"][0]["n"], message.data["things"][0]["m"]) == (1, 2)
    assert message.url == "/chase/territory/prisons/"


def test_then_the_next_level_a_grace_later(superior, li, owe, tell, heard):
    owe("prison")
    tell("18:59")
    assert heard(li) == []
    tell("19:00")
    tell("19:16")
    assert len(heard(li)) == len(heard(superior)) == 1


def test_the_grace_is_a_measure(li, superior, owe, tell, heard):
    put(ESCALATE_AFTER, 60)
    owe("prison")
    tell("19:44")
    assert heard(li) == []
    tell("19:45")
    assert len(heard(li)) == 1


def test_nothing_goes_up_once_it_is_done(superior, li, owe, tell, heard):
    row = owe("prison")
    tell("18:46")
    row.met_at = at("18:50")
    row.save()
    tell("19:01")
    assert (len(heard(superior)), heard(li)) == (1, [])


def test_a_centre_of_a_league_has_two_superiors(bureau, units, owe, tell, heard):
    watcher = org.register(["值班长丙"], unit=units["centres"], capacity="officer", by=SYSTEM)[0]
    org.appoint(watcher, units["centres"], "duty_chief", by=SYSTEM, since=DAY)
    owe("centre")
    tell("18:46")
    assert heard(bureau)[0].url == "/chase/territory/league/"
    assert heard(watcher)[0].url == "/chase/rehabilitation/centres/"


def test_a_level_without_ears_is_passed_over(li, owe, tell, heard):
    owe("prison")
    tell("18:46")
    assert len(heard(li)) == 1


def test_who_has_no_superior_that_hears_is_told_of_to_nobody(owe, tell):
    owe("prison")
    assert tell("18:46") == 0


def test_some_kinds_go_to_nobody_above(superior, officer, owe, tell, heard):
    owe("prison", kind="custody.strength")
    tell("18:46")
    assert (heard(superior), len(heard(officer))) == ([], 1)


def test_a_late_tick_tells_once_and_everything(officer, superior, li, owe, tell, heard):
    owe("prison")
    owe("prison", "18:40", kind="custody.roll_call_evening")
    tell("21:00", since=at("18:00"))
    assert [len(heard(one)) for one in (officer, superior, li)] == [1, 1, 1]
    assert "was due at 18:40" in text(heard(officer)[0])


def test_the_clock_going_back_tells_nothing_twice(officer, superior, owe, tell, heard):
    owe("prison")
    tell("18:46")
    tell("18:20", since=at("18:00"))
    tell("18:46", since=at("18:20"))
    assert (len(heard(officer)), len(heard(superior))) == (1, 1)


def test_what_nobody_can_meet_any_more_is_not_told(units, bao, owe, tell, heard):
    owe("department", kind="assessment.brief", day=DAY - timedelta(days=3))
    tell("18:31", since=at("00:00") - timedelta(days=5))
    assert heard(bao) == []


def test_at_night_it_waits_for_the_morning(officer, superior, owe, tell, heard):
    owe("prison", "23:00")
    done = owe("prison", "23:30")
    tell("22:50")
    tell("23:50")
    assert (heard(officer), heard(superior)) == ([], [])
    done.met_at = at("23:40")
    done.save()
    tell("06:30", TOMORROW)
    assert [len(heard(one)) for one in (officer, superior)] == [1, 1]
    assert heard(officer)[0].data["n"] == 1


def test_what_is_urgent_does_not_wait(officer, owe, tell, heard):
    owe("prison", "23:00", kind="custody.remeasure")
    tell("22:51")
    assert len(heard(officer)) == 1


def test_quiet_hours_may_lie_within_a_day_or_be_none(officer, owe, tell, heard, drill):
    drill(at("12:00"))
    put(QUIET_FROM, "12:00")
    put(QUIET_UNTIL, "14:00")
    owe("prison", "13:00")
    tell("12:50")
    assert heard(officer) == []
    put(QUIET_UNTIL, "12:00")
    tell("12:51")  # begins and ends at the same hour: none
    assert len(heard(officer)) == 1


@pytest.mark.parametrize(("language", "said"), [("en", "Test prison"), ("zh-hans", "测试监狱")])
def test_it_reads_as_a_sentence(language, said, officer, superior, owe, tell, heard):
    owe("prison")
    owe("prison", "23:00", day=TOMORROW, opens_at=at("10:00"))
    put(REMIND, 240)
    tell("18:46")
    with translation.override(language):
        assert said in text(heard(officer)[0])
        assert said in text(heard(superior)[0])
        assert "18:45" in text(heard(superior)[0])


def test_many_things_are_named_shortly(officer, owe, tell, heard):
    for minute in range(30, 40):
        owe("prison", f"18:{minute}")
    tell("18:29")
    assert "and 4 more" in text(heard(officer)[0])


def test_what_the_old_messages_said_is_still_read(officer, units):
    for kind in ("obligations.reminder", "obligations.overdue"):
        Message.objects.create(
            recipient=officer, kind=kind, key=kind, unit=units["prison"], sent_at=at("18:00"),
            data={"what": "reports.report", "period": "2020-02-03"},
        )  # fmt: skip
        assert "Evening report" in text(Message.objects.get(kind=kind))


def test_the_tick_sends_them(officer, superior, units, drill, heard):
    actions.replan()
    drill(at("18:25"))
    for minute in (31, 32, 46, 47):
        drill(at(f"18:{minute}"))
        tick()
    due = [(thing["what"], thing["due"]) for row in heard(superior) for thing in row.data["things"]]
    assert due.count(("reports.report", at("18:45").astimezone(UTC).isoformat())) == 1
    assert len([row for row in heard(officer, "obligations.digest") if row.data["n"]]) >= 1


def test_a_tick_asks_as_little_for_many_units(officer, superior, owe, tell, units):
    def cost(hour):
        with CaptureQueriesContext(connection) as asked:
            tell(hour)
        return len([query for query in asked if not any(known in query["sql"] for known in REMEMBERED)])

    owe("prison")
    owe("prison-2", "18:55")
    before = cost("18:46")
    above = {"territory": "prisons", "prison": "prisons"}
    org.arrange([UnitRow(f"more-{n}", "prison", f"又{n}", superiors=above) for n in range(9)], since=DAY, by=SYSTEM)
    units |= {unit.code: unit for unit in Unit.objects.filter(code__startswith="more-")}
    for n in range(9):
        owe(f"more-{n}", "19:05")
        owe(f"more-{n}", "19:20")
    assert cost("19:06") <= before
