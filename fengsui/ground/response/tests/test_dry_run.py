"""What every room says to a change, and that asking writes nothing and costs the same for any number of units."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from fengsui.cast import DAY, FOUNDED, REMEMBERED, at
from fengsui.command.reports import actions as reports
from fengsui.command.reports.measures import CUTOFF, OWED
from fengsui.frontline.custody.measures import CLOSED
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.models import Measure
from fengsui.ground.obligations.actions import meet, replan
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.response.actions import Line
from fengsui.ground.response.queries.switching import Wanted, dry_run


def test_values_change_from_what_to_what(prepared, said):
    assert said(prepared)["measures.values"] == [
        "Cut-off of the evening report: from 18:45 to 18:35 (Rehabilitation centre: 1).",
        "Cut-off of the evening report: from 18:45 to 18:20 (Prison: 2).",
    ]


def test_what_holds_already_changes_nothing(write, said):
    told = said(write(Line("reports.cutoff", "18:45", "prison")))
    assert "nothing changes" in told["measures.values"][0]
    assert "reports.in_time" not in told


def test_a_unit_s_own_value_goes_before(prepared, prison, said):
    measures.put(CUTOFF, "19:00", basis="x", unit=prison, by=SYSTEM)
    assert "from 18:45 to 18:20 (Prison: 1)." in said(prepared)["measures.values"][1]


def test_reports_become_late_and_in_time_again(prepared, write, said, units, officer, drill):
    reports.sign(units["prison"], DAY, {}, revision=0, by=officer, note="—")
    told = said(prepared)["reports.in_time"]
    assert told == [
        "1 evening report is not signed and would be late at once (Prison: 1).",
        "1 evening report was signed in time and would count as late (Prison: 1).",
    ]
    drill(at("18:50"))
    later = write(Line("reports.cutoff", "18:55"), name="later")
    assert "are late would be in time again" in said(later)["reports.in_time"][0]


def test_a_cut_off_after_the_meeting_is_said(write, said):
    told = said(write(Line("reports.cutoff", "19:00", "prison")))["reports.in_time"]
    assert told == ["The cut-off is not before the evening meeting (Prison: 2)."]


def test_who_signs_no_longer_or_begins(write, said):
    off = said(write(Line("reports.owed", "no", "bureau")))
    assert "sign no evening report any more" in off["reports.in_time"][0]
    measures.put(OWED, False, basis="x", system="bureau", by=SYSTEM)
    on = said(write(Line("reports.owed", "yes", "bureau"), name="on"))
    assert "begin to sign" in on["reports.in_time"][0]


def test_what_is_owed_is_counted_and_not_written(prepared, said, units):
    replan()
    before = list(Obligation.objects.order_by("pk").values())
    meet("reports.report", f"org.unit:{units['prison'].pk}", DAY.isoformat(), by=SYSTEM)
    told = said(prepared)["obligations.owed"]
    assert told[0] == "Evening report: 1 would be late at once."
    assert "due at another hour" in told[1]
    assert not Measure.objects.exists()
    assert len(before) == Obligation.objects.count()


def test_what_is_void_and_what_is_new(write, said):
    told = said(write(Line("reports.owed", "no", "bureau")))["obligations.owed"]
    assert "no longer owed" in told[0]
    measures.put(OWED, False, basis="x", system="bureau", by=SYSTEM)
    told = said(write(Line("reports.owed", "yes", "bureau"), name="on"))["obligations.owed"]
    assert "newly owed" in told[0]


def test_seats_of_that_night(prepared, said, leader, bao):
    told = said(prepared, at=at("18:00", DAY + timedelta(days=1)))["response.seats"]
    assert any("“Leader on duty”" in one and "(Prison: 2, Rehabilitation centre: 1)" in one for one in told)
    assert any("“Commander of the day”" in one and "4 February 2020" in one for one in told)
    tonight = said(prepared)["response.seats"]
    assert any("(Rehabilitation centre: 1, Prison: 1)" in one for one in tonight)


def test_roll_calls_and_a_closing(write, said, drill):
    drill(at("18:15"))
    told = said(write(Line("custody.evening_hour", "17:30", "prison")))
    assert told["custody.hours"] == [
        "Evening roll-call: 2 facilities have not counted and would be late at once (Prison: 2)."
    ]
    told = said(write(Line("custody.closed", "yes", "prison"), name="close"))
    assert told["custody.hours"][0].startswith("2 facilities are closed without")
    measures.put(CLOSED, True, basis="x", system="prison", by=SYSTEM)
    told = said(write(Line("custody.closed", "no", "prison"), name="open"))
    assert told["custody.hours"] == ["Closed management ends (Prison: 2)."]


def test_a_clock_that_runs_begins_all_lines_at_once(prepared, said, apply):
    from fengsui.ground.clock.actions import move
    from fengsui.ground.response.queries.switching import dry_run_back

    move(at("18:00"), rate=1)
    assert len(said(prepared)["measures.values"]) == 2
    back = dry_run_back(apply(prepared)).answers[0]
    assert [one.sentence.split("from ")[1] for one in back.said] == [
        "18:35 to 18:45 (Rehabilitation centre: 1).", "18:20 to 18:45 (Prison: 2).",
    ]  # fmt: skip


def test_every_room_is_asked_once_for_all_languages(prepared, apply, take_back, monkeypatch):
    from fengsui.ground.measures import effects

    asked = []
    tell = effects.VALUES.tell
    monkeypatch.setitem(effects.VALUES.__dict__, "tell", lambda what: asked.append(what) or tell(what))
    made = apply(prepared)  # looks once, and once more as it is applied
    assert len(asked) == 2
    assert made.told["zh-hans"][0]["said"] != made.told["en"][0]["said"]
    take_back(made)
    assert len(asked) == 4


def test_the_token_knows_no_language(prepared):
    from django.utils import translation

    seen = dry_run(Wanted(prepared)).token
    with translation.override("zh-hans"):
        assert dry_run(Wanted(prepared)).token == seen


@pytest.mark.parametrize(
    "line", [("reports.cutoff", "18:20"), ("custody.evening_hour", "17:00"), ("custody.closed", "yes")]
)
def test_three_times_the_units_cost_no_more(line, write, units):
    from django.db import connection

    prepared = write(Line(*line))

    def cost():
        with CaptureQueriesContext(connection) as caught:
            dry_run(Wanted(prepared))
        return len([one for one in caught if not any(table in one["sql"] for table in REMEMBERED)])

    cost()
    before = cost()
    _grow()
    assert cost() == before


def _grow():
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.actions import UnitRow

    rows = []
    for n in range(8):
        above = {"territory": "prisons", "prison": "prisons"}
        rows.append(UnitRow(f"more-{n}", "prison", f"又一监狱{n}", superiors=above))
        rows.append(UnitRow(f"more-{n}-w", "ward", "监区", superiors=dict.fromkeys(above, f"more-{n}")))
    org.arrange(rows, since=FOUNDED, by=SYSTEM)
