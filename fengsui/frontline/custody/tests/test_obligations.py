from datetime import timedelta

from fengsui.cast import DAY, at
from fengsui.frontline.custody import actions as custody
from fengsui.ground.obligations import queries
from fengsui.ground.obligations.actions import plan, replan
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM


def owed(prison, kind, day=DAY):
    return Obligation.objects.filter(unit=prison, kind=f"custody.{kind}", period=str(day), void_at=None).first()


def test_roll_calls_confirmations_and_strength_are_owed(prison):
    replan()
    hours = {
        kind: (owed(prison, kind).opens_at, owed(prison, kind).due_at)
        for kind in ("roll_call_evening", "confirm_evening", "strength")
    }
    assert hours == {
        "roll_call_evening": (at("17:30"), at("18:20")),
        "confirm_evening": (at("18:00"), at("18:30")),
        "strength": (at("06:00"), at("18:00")),
    }


def test_each_is_met_by_its_action(prison, count, muster, leader):
    replan()
    count(100)
    assert owed(prison, "roll_call_evening").met_at is None
    count(None, 80)
    muster(40, 30, 10)
    custody.confirm(prison, DAY, "evening", by=leader)
    met = [owed(prison, kind).met_at for kind in ("roll_call_evening", "strength", "confirm_evening")]
    assert met == [at("18:05"), at("18:30"), at("18:30")]


def test_a_correction_makes_the_confirmation_owed_again(prison, count, leader):
    replan()
    count(100, 80)
    custody.confirm(prison, DAY, "evening", by=leader)
    count(99, at=None, reason="counted again")
    replan()
    assert owed(prison, "confirm_evening").met_at is None
    assert owed(prison, "roll_call_evening").met_at


def test_what_was_done_before_it_was_planned_is_not_owed(prison, count, muster, leader):
    count(100, 80)
    muster(40, 30, 10)
    custody.confirm(prison, DAY, "evening", by=leader)
    replan()
    assert [owed(prison, kind) for kind in ("roll_call_evening", "strength", "confirm_evening")] == [None] * 3
    assert owed(prison, "roll_call_morning")


def test_a_closed_facility_and_one_without_sections_owe_nothing(prison, units):
    org.close(units["ward-3"], day=DAY, by=SYSTEM)
    org.close(prison, day=DAY, by=SYSTEM)
    plan(at("06:00"), at("23:00"))
    owed = Obligation.objects.filter(unit__in=[prison, units["prison-2"]], kind__startswith="custody.")
    assert not owed.filter(void_at__isnull=True, period=DAY.isoformat()).exists()


def test_a_fever_is_measured_again_within_half_an_hour(fever, officer):
    row = fever(at=at("18:20"))
    replan()
    owing = Obligation.objects.get(kind="custody.remeasure")
    assert (owing.opens_at, owing.due_at) == (at("18:20"), at("18:50"))
    custody.remeasure(row, celsius=37, by=officer)
    owing.refresh_from_db()
    assert owing.met_by == officer
    replan()
    owing.refresh_from_db()
    assert (owing.met_by, owing.void_at) == (officer, None)


def test_a_fever_decided_or_long_past_needs_no_new_measurement(fever, officer):
    custody.conclude(fever(number="1", at=at("18:20")), "hospital", by=officer)
    fever(number="2", at=at("17:00"))
    plan(at("18:00"), at("19:00"))
    assert not Obligation.objects.filter(kind="custody.remeasure").exists()


def test_one_tap_leads_to_the_page_that_does_it(prison, fever):
    row = fever(at=at("18:20"))
    plan(at("06:00"), at("23:00") - timedelta(minutes=1))
    links = {one.kind: queries.link(one) for one in Obligation.objects.filter(unit=prison, kind__startswith="custody.")}
    assert links["custody.roll_call_morning"] == "/custody/prison/2020-02-03/morning/"
    assert links["custody.confirm_evening"] == "/custody/prison/2020-02-03/evening/"
    assert links["custody.strength"] == "/custody/prison/strength/?day=2020-02-03"
    assert links["custody.remeasure"] == f"/custody/prison/fevers/{row.pk}/"
