from datetime import timedelta

import pytest

from fengsui.cast import DAY, FOUNDED, at
from fengsui.command.questions import actions
from fengsui.command.questions.models import Round
from fengsui.ground.clock import actions as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.actions import refresh
from fengsui.ground.indicators.rollups import rollup
from fengsui.ground.indicators.trends import courses
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused

HOUR = at("19:30").time()
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def kept(ask, bao):
    """A standing question of facilities: kept("prison", "centre") returns its round of today and the standing one."""

    def keeping(*codes, **wanted):
        row = ask(*codes, **wanted)
        return row, actions.keep(row, hour=HOUR, by=bao)

    return keeping


def figure(code, day=DAY, line="territory"):
    return rollup(day, line).figure(0, code)


def test_its_number_is_an_indicator_at_once(kept, send, officer):
    row, standing = kept()
    send(row, "prison", officer, 3)
    assert standing.code == "q.cdhbhfhdmjzgrs"
    assert (figure(standing.code).unconfirmed, figure(standing.code).m) == (3, 3)
    assert figure(standing.code, line="prison").unconfirmed == 3


def test_a_course_may_begin_before_there_was_anybody(kept, send, officer, units):
    row, standing = kept()
    send(row, "prison", officer, 3)
    [course] = courses(FOUNDED - timedelta(days=1), DAY, "territory", units["department"], only=standing.code)
    assert (course.points[0].m, course.points[-1].total) == (0, 3)


def test_it_is_asked_every_day_by_itself(kept, drill):
    row, _standing = kept()
    drill(at("19:00", NEXT))
    clock.tick()
    today = Round.objects.get(day=NEXT)
    owed = Obligation.objects.open().filter(kind="questions.answer", period=NEXT.isoformat())
    assert (owed.count(), {one.due_at for one in owed}, today.question) == (3, {at("19:30", NEXT)}, row.question)


def test_days_that_were_jumped_over_have_their_rounds(kept, drill):
    kept()
    drill(at("19:00", DAY + timedelta(days=4)))
    clock.tick()
    assert Round.objects.filter(day__gt=DAY, day__lte=DAY + timedelta(days=4)).count() == 4


def test_what_justice_offices_answer_counts_for_their_bureau(kept, send, clerk, units):
    row, standing = kept("office")
    send(row, "office", clerk, 2)
    number = indicators.numbers(units["county"].pk, DAY, DAY)[DAY]
    assert number.computed[standing.code] == 2
    assert indicators.of_unit(units["county"], DAY)[-1].code == standing.code
    assert standing.code not in {one.code for one in indicators.of_unit(units["league"], DAY)}


def test_the_largest_is_kept_as_the_largest(kept, send, clerk, units):
    row, standing = kept("office", "county", adds_up="max")
    send(row, "office", clerk, 2)
    assert indicators.indicators()[standing.code].rollup == "max"
    assert indicators.numbers(units["county"].pk, DAY, DAY)[DAY].computed[standing.code] == 2


def test_a_correction_and_a_withdrawal_reach_the_number(kept, send, officer, bao):
    row, standing = kept()
    send(row, "prison", officer, 3)
    send(row, "prison", officer, 5)
    assert figure(standing.code).unconfirmed == 5
    actions.withdraw(row, reason="x", by=bao)
    assert figure(standing.code).unconfirmed is None


def test_the_number_of_the_past_is_known_as_it_was(kept, send, officer, drill):
    row, standing = kept()
    send(row, "prison", officer, 3)
    drill(at("18:50"))
    send(row, "prison", officer, 5)
    compute = indicators.indicators()[standing.code].compute
    assert compute(indicators.asked(DAY, known=at("18:40"))) == {row.asked.get(unit__code="prison").unit_id: 3}


def test_retired_it_is_asked_no_more_and_its_past_stays(kept, send, officer, bao, drill):
    row, standing = kept()
    send(row, "prison", officer, 3)
    actions.retire(standing, by=bao)
    drill(at("19:00", NEXT))
    clock.tick()
    refresh(NEXT)
    assert figure(standing.code).unconfirmed == 3
    assert figure(standing.code, NEXT).m == 0
    assert not Obligation.objects.open().filter(period=NEXT.isoformat(), kind="questions.answer").exists()
    with pytest.raises(Refused, match="already"):
        actions.retire(standing, by=bao)


def test_retired_before_todays_round_opens_it_ends_today(kept, bao, drill):
    _row, standing = kept()
    drill(at("08:00", NEXT))
    clock.tick()
    assert actions.retire(standing, by=bao).until == NEXT


def test_a_round_that_was_withdrawn_already_stays_so_when_it_is_retired(kept, bao):
    row, standing = kept()
    ahead = Round.objects.exclude(pk=row.pk).get()
    actions.withdraw(ahead, reason="x", by=bao)
    actions.retire(standing, by=bao)
    assert ahead.steps.count() == 2


@pytest.mark.parametrize("wanted", [{"kind": "text"}, {"adds_up": "none"}, {"kind": "choice", "choices": ["有", "无"]}])
def test_what_is_no_number_is_asked_daily_without_an_indicator(kept, wanted, bao):
    _row, standing = kept(**wanted)
    assert standing.code == ""
    assert actions.retire(standing, by=bao).until == NEXT


def test_it_is_kept_once_from_today_on_by_who_may_ask(kept, ask, bao, officer):
    row, _standing = kept()
    with pytest.raises(Refused, match="already"):
        actions.keep(row, hour=HOUR, by=bao)
    with pytest.raises(Refused, match="from today on"):
        actions.keep(ask(text="y"), hour=HOUR, by=bao, since=DAY - timedelta(days=1))
    with pytest.raises(Refused, match="You cannot"):
        actions.keep(ask(text="z"), hour=HOUR, by=officer)


def test_kept_from_tomorrow_it_is_no_field_of_todays_report(ask, bao, prison):
    standing = actions.keep(ask(), hour=HOUR, by=bao, since=NEXT)
    assert standing.code not in {one.code for one in indicators.of_unit(prison, DAY)}
    assert standing.code in {one.code for one in indicators.of_unit(prison, NEXT)}
