"""The 2020 drill, its last two days loaded: at its opening hour exactly the planted troubles are there."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import F, Q

from fengsui.command.directives.models import Delivery, Directive
from fengsui.command.incoming.models import Paper
from fengsui.command.plans.models import Plan, Version
from fengsui.command.reports.filling import TARGET, filling
from fengsui.command.reports.models import Field, owing_units
from fengsui.command.reports.queries import standings
from fengsui.command.tasks.models import Step as TaskStep
from fengsui.frontline.custody.measures import CLOSED
from fengsui.frontline.custody.models import Count, Fever, Movement, Strength
from fengsui.ground.checks import queries as checks
from fengsui.ground.clock import actions as clock_actions
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.models import Entry
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.models import FACILITY_KINDS, Account, Person, Unit
from fengsui.ground.org.queries import seats
from journeys import scenario

DAY = date(2020, 2, 3)
BEFORE = DAY - timedelta(days=1)
OPENING = scenario.table("meta.toml")["opening"]
TROUBLES = scenario.part("troubles")
BUREAUS = scenario.part("bureaus")
WORK = scenario.part("work")
PLANTED = {
    ("custody.conservation", "prison-08"), ("custody.section_conservation", "prison-08"),
    ("custody.fever_cluster", "prison-11"), ("assessment.threshold", "prison-11"), ("custody.strength", "centre-09"),
}  # fmt: skip


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """Load two days once for all tests here, and take them back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        clock_actions.found_drill(OPENING, scenario.NAME)
        scenario.part("load").load(lambda part: None, first=BEFORE)
        yield
        transaction.set_rollback(True)
    clock.forget()


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_loaded")]


def failing(day):
    codes = dict(Unit.objects.values_list("pk", "code"))
    return {(failure.check, codes[failure.unit_id]) for failure in checks.failures(day)}


def stages(day):
    return {row.unit.code: row.stage for row in standings(day)}


def test_it_stands_at_its_opening_hour():
    assert clock.now() == OPENING == clock.state().settled_until
    assert clock.state().rate == 0


def test_only_what_was_planted_fails():
    assert failing(DAY) == PLANTED
    assert failing(BEFORE) == set()


def test_after_the_cutoff_the_silent_appear():
    with transaction.atomic():
        clock_actions.move(OPENING + timedelta(minutes=21))
        silent = {unit for check, unit in failing(DAY) if check == "reports.silent"}
        transaction.set_rollback(True)
    clock.forget()
    assert silent == {TROUBLES.SILENT, TROUBLES.LIVE, TROUBLES.HALFWAY, *BUREAUS.OPEN}


def test_troubles_have_synthetic_names():
    troubled = {unit for _check, unit in PLANTED} | {TROUBLES.SILENT, TROUBLES.LIVE, TROUBLES.HALFWAY}
    troubled |= {code for code, _day in TROUBLES.LATE} | {TROUBLES.RETURNED[0]}
    assert Unit.objects.filter(code__in=troubled, synthetic=True).count() == len(troubled)
    named = Unit.objects.filter(kind__in=FACILITY_KINDS, synthetic=False)
    assert set(named.values_list("code", flat=True)) == set(TROUBLES.SPARED)
    assert not Fever.objects.filter(facility__in=named).exists()


def test_yesterday_is_accepted_and_today_nearly_done():
    assert {stage for code, stage in stages(BEFORE).items() if not code.startswith("bureau-")} == {"accepted"}
    today = {code: stage for code, stage in stages(DAY).items() if not code.startswith("bureau-")}
    assert len(today) == 34
    assert [today.pop(code) for code in (TROUBLES.SILENT, TROUBLES.LIVE, TROUBLES.HALFWAY)] == ["", "", "drafted"]
    assert set(today.values()) == {"signed", "accepted"}


def test_every_bureau_signed_but_those_of_the_log_ins():
    before, today = ({c: s for c, s in stages(day).items() if c.startswith("bureau-")} for day in (BEFORE, DAY))
    assert (len(before), len(today)) == (115, 115)
    assert set(before.values()) == {"signed"}
    assert {code for code, stage in today.items() if stage != "signed"} == set(BUREAUS.OPEN)
    users = Account.objects.filter(username__in=["bureau", "county"])
    assert set(users.values_list("person__appointments__unit__code", flat=True)) == set(BUREAUS.OPEN)


def test_bureaus_of_real_names_have_no_case():
    codes = {"corrections.isolated", "care.staff_isolated", "care.staff_fevers"}
    typed = Field.objects.as_known().filter(code__in=codes).values_list("declared", flat=True)
    assert set(typed) == {0.0}


def test_before_their_first_day_bureaus_owe_nothing():
    assert not [code for code in stages(BEFORE - timedelta(days=1)) if code.startswith("bureau-")]


def test_the_share_filled_by_itself_reaches_its_target_at_facilities():
    kinds = {one.kind: one for one in filling(list(owing_units(DAY)), DAY)}
    assert all(not one.is_short for kind, one in kinds.items() if kind in FACILITY_KINDS)
    assert all(one.share and one.share < TARGET for kind, one in kinds.items() if kind not in FACILITY_KINDS)


def test_only_what_is_left_to_play_is_owed():
    here = Obligation.objects.filter(Q(kind__startswith="custody.") | Q(kind__startswith="reports."))
    owed = set(here.open().values_list("unit__code", flat=True))
    assert owed == {TROUBLES.SILENT, TROUBLES.LIVE, TROUBLES.HALFWAY, *BUREAUS.OPEN}
    assert not here.overdue().exists()


@pytest.mark.parametrize("table", [Count, Movement, Fever, Strength])
def test_everything_was_known_within_five_minutes(table):
    assert table.objects.exists()
    late = table.objects.exclude(known_at__gte=F("at"), known_at__lte=F("at") + timedelta(minutes=5))
    assert not late.exists()
    assert not table.objects.filter(known_at__gt=OPENING).exists()


def test_everybody_is_synthetic_and_named():
    assert not Person.objects.filter(synthetic=False).exists()
    assert not Count.objects.filter(entered_by=None).exists()
    assert not Movement.objects.exclude(prisoner__synthetic=True).exclude(detainee__synthetic=True).exists()


def test_the_printed_accounts_open():
    meta = scenario.table("meta.toml")
    found = {account.username: account for account in Account.objects.all()}
    assert set(found) == {each["username"] for each in meta["accounts"]}
    assert all(account.check_password(meta["password"]) for account in found.values())


def test_the_cast_sits_where_it_should():
    held = seats(Unit.objects.get(code="department"))
    assert held["commander"].account.username == "bao"
    assert held["duty_chief"].account.username == "li"
    assert seats(Unit.objects.get(code=TROUBLES.LIVE))["leader_on_duty"].account.username == "leader"


def test_only_prisons_are_closed():
    reading = measures.reading(CLOSED)
    closed = {unit.kind for unit in Unit.objects.filter(kind__in=FACILITY_KINDS) if reading.of(unit)}
    assert closed == {"prison", "prison_hospital"}


def test_the_readme_tells_the_true_count():
    text = (scenario.FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"Ward (\d) \| (\d+) \| (\d+) \|", text)
    kinds = {unit["code"]: unit["kind"] for unit in scenario.units()}
    days = clock.days(date(2020, 1, 25), DAY)
    truth = scenario.part("diary").courses(kinds, days)[TROUBLES.LIVE].tallies[DAY, "evening"]
    assert [(f"{TROUBLES.LIVE}-ward-{n}", int(p), int(o)) for n, p, o in rows] == [
        (tally.section, tally.present, tally.outside) for tally in truth
    ]


def test_the_account_s_plan_is_a_draft_without_a_text():
    unit = Unit.objects.get(code="bureau-150202")
    version = Version.objects.select_related("plan").get(plan__unit=unit)
    assert (version.plan.title, version.stage) == ("东河区社区矫正人员疫情防控工作方案", "drafted")
    assert not version.plan.synthetic
    assert "【原文未载】" in version.preamble
    assert not version.sections.exists()
    assert version.drafted_by is None


def test_papers_and_directives_are_synthetic():
    assert not Paper.objects.filter(synthetic=False).exists()
    assert not Directive.objects.filter(synthetic=False).exists()
    assert not Paper.objects.exclude(sender_number="", dated=None).exists()
    named = Plan.objects.filter(synthetic=False).values_list("unit__code", flat=True)
    assert list(named) == ["bureau-150202"]


def test_who_blocks_shows_the_silent_and_the_log_ins():
    running = Delivery.objects.exclude(receipts__mark="acknowledged").select_related("unit")
    first = running.filter(directive__title=WORK.TO_FACILITIES)
    assert {row.unit.code for row in first} == WORK.WAITING
    assert Unit.objects.filter(code__in=WORK.WAITING, synthetic=True).count() == len(WORK.WAITING)
    second = running.filter(directive__title=WORK.TO_OFFICES)
    assert {row.unit.code for row in second if row.at} == {"bureau-150424"}
    assert second.filter(at=None, unit__kind="office").count() == second.count() - 1 > 1


def test_there_is_a_task_in_every_state_and_only_the_silent_are_late():
    rows = TaskStep.objects.as_known().select_related("to")
    assert {row.stage for row in rows} == {"given", "begun", "returned", "done", "closed"}
    assert [row.to.code for row in rows.late(OPENING)] == [TROUBLES.SILENT]


def test_nothing_of_the_directives_is_late():
    assert not Obligation.objects.filter(kind__startswith="directives.").overdue().exists()


def test_every_step_is_in_the_journal():
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"org.arranged", "measures.set", "custody.counted", "custody.confirmed", "reports.signed"} <= kinds
