"""Paper sheets: numbered without gaps, entered as often as one likes, corrected, given up, accounted for."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from fengsui.cast import DAY, at, at_once
from fengsui.frontline.gates.actions import regulars
from fengsui.frontline.gates.actions import sheets as actions
from fengsui.frontline.gates.actions.entering import id_of
from fengsui.frontline.gates.actions.storing import Fresh, store
from fengsui.frontline.gates.models import Alert, Direction, Handover, Regular, Sheet, Tally, Withdrawal
from fengsui.frontline.gates.paper import Line
from fengsui.frontline.gates.queries import sheets as queries
from fengsui.frontline.gates.queries.store import moment_of
from fengsui.frontline.gates.roll import Entry
from fengsui.frontline.gates.tests.conftest import ident
from fengsui.house import Refused

IN = Direction.IN


def line(n=1, hour="08:05", name="王某", **more):
    return Line(n, at(hour), IN, **{"building": "1", "name": name, "heat": 365, **more})


@pytest.fixture
def sheet(gate, runner, drill):
    drill(at("07:00"))
    made = actions.number(gate, 3, key=uuid4(), by=runner)[0]
    drill(at("18:30"))
    return made


def people(gate):
    return sum(row.people for row in Tally.objects.filter(gate=gate))


def enter(sheet, *lines, day=DAY, by, **more):
    found = actions.enter(sheet, day, lines, by=by, **more)
    sheet.refresh_from_db()
    return found


def test_numbered_without_gaps_and_once(gate, other_gate, runner):
    key = uuid4()
    first = actions.number(gate, 2, key=key, by=runner)
    assert actions.number(gate, 2, key=key, by=runner) == first
    assert [row.number for row in actions.number(gate, 2, key=uuid4(), by=runner)] == [3, 4]
    for n in (0, 101):
        with pytest.raises(Refused) as refused:
            actions.number(gate, n, key=uuid4(), by=runner)
        assert refused.value.field == "n"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_have_different_numbers(gate, runner):
    made = at_once(*[lambda: actions.number(gate, 2, key=uuid4(), by=runner)] * 2)
    assert sorted(row.number for rows in made for row in rows) == [1, 2, 3, 4]


def test_entered_twice_is_once(sheet, runner, gate):
    lines = [line(), line(2, name="李某", heat=None, unreadable=True), line(3, name="", plate="蒙D12345", building="")]
    assert enter(sheet, *lines, by=runner)[:3] == (3, 0, 0)
    assert enter(sheet, *lines, by=runner) == (0, 0, 0, {})
    assert people(gate) == 3
    stands = queries.written(sheet)
    assert [(row.name, row.plate, row.heat, row.unreadable) for row in stands] == [
        ("王某", "", 365, False), ("李某", "", None, True), ("", "蒙D12345", 365, False)
    ]  # fmt: skip
    assert [row.id.version for row in stands] == [7, 7, 7]
    assert abs(moment_of(stands[0].id) - at("12:00")) < timedelta(seconds=1)


def test_corrected_by_withdrawal_and_a_new_line(sheet, runner, gate):
    enter(sheet, line(), by=runner)
    before = sheet.standing[1]
    mended = line(hour="09:00", name="", seen=str(before))
    assert enter(sheet, mended, by=runner)[:3] == (0, 1, 0)
    assert enter(sheet, mended, by=runner) == (0, 0, 0, {})  # a second click, with what was seen before the first
    assert (queries.written(sheet)[0].name, queries.written(sheet)[0].at) == ("王某", at("09:00"))
    assert Withdrawal.objects.get().passage == before
    assert people(gate) == 1
    assert [len(ids) for ids in sheet.lines.values()] == [2]


def test_somebody_else_was_first(sheet, runner, gate):
    enter(sheet, line(), by=runner)
    found = enter(sheet, line(name="李某"), line(2), by=runner)
    assert (found.fresh, found.conflicts[1].masked) == (1, "08:05 · 王*")
    assert people(gate) == 2


def test_struck_out_and_entered_again(sheet, runner, gate):
    enter(sheet, line(), line(2), by=runner)
    seen = str(sheet.standing[1])
    assert enter(sheet, struck={1: "other", 9: ""}, by=runner).conflicts.keys() == {1}
    assert enter(sheet, struck={1: seen}, by=runner).struck == 1
    assert enter(sheet, line(name="", seen=seen), struck={1: seen}, by=runner)[:3] == (0, 0, 0)
    assert (people(gate), list(sheet.standing)) == (1, [2])
    assert enter(sheet, line(), by=runner).fresh == 1
    assert people(gate) == 2


def test_known_people_are_recognised(sheet, runner, gate):
    regulars.add(gate.unit, {1: Entry("王某", "1", "101")}, by=runner)
    enter(sheet, line(), by=runner)
    assert queries.written(sheet)[0].name == "王某"
    enter(sheet, line(hour="08:06", seen=str(sheet.standing[1]), name=""), by=runner)
    from fengsui.frontline.gates.queries.store import standing

    assert [row.who for row in standing()] == [Regular.objects.get().pk]


def test_a_fever_on_paper_is_an_alert(sheet, runner):
    enter(sheet, line(heat=385), by=runner)
    assert Alert.objects.get().heat == 385


def test_both_readings_of_a_fever_are_kept(sheet, runner):
    enter(sheet, line(heat=375, again=378), by=runner)
    [there] = queries.written(sheet)
    assert (there.heat, there.again, Alert.objects.get().heat) == (375, 378, 378)
    assert enter(sheet, line(heat=375, again=378, seen=str(there.id)), by=runner) == (0, 0, 0, {})
    enter(sheet, line(heat=375, again=368, seen=str(there.id)), by=runner)
    assert [row.again for row in queries.written(sheet)] == [368]


def test_done(sheet, runner):
    enter(sheet, done=True, by=runner)
    assert (sheet.entered_by, sheet.is_over) == (runner, True)
    assert enter(sheet, done=True, by=runner) == (0, 0, 0, {})
    enter(sheet, line(), by=runner)
    assert sheet.entered_at


@pytest.mark.parametrize("day", [DAY - timedelta(days=1), DAY + timedelta(days=1)])
def test_only_of_a_day_after_its_printing(sheet, runner, day):
    with pytest.raises(Refused) as refused:
        enter(sheet, line(), day=day, by=runner)
    assert refused.value.field == "day"


def test_not_of_a_day_whose_passages_are_dropped(sheet, runner, drill):
    drill(at("10:00", DAY + timedelta(days=31)))
    with pytest.raises(Refused) as refused:
        enter(sheet, line(), by=runner)
    assert refused.value.code == "gates.too_old"


def test_of_one_day(sheet, runner, drill):
    enter(sheet, line(), by=runner)
    drill(at("10:00", DAY + timedelta(days=1)))
    with pytest.raises(Refused) as refused:
        enter(sheet, line(), day=DAY + timedelta(days=1), by=runner)
    assert refused.value.field == "day"
    enter(sheet, struck={1: str(sheet.standing[1])}, by=runner)
    assert enter(sheet, line(), day=DAY + timedelta(days=1), by=runner).fresh == 1


def test_given_up_and_expected_again(sheet, runner):
    with pytest.raises(Refused) as refused:
        actions.spoil(sheet, " ", by=runner)
    assert refused.value.code == "gates.sheet_reason"
    actions.spoil(sheet, "烧坏", by=runner)
    assert actions.spoil(sheet, "again", by=runner).spoiled_because == "烧坏"
    with pytest.raises(Refused) as refused:
        enter(sheet, line(), by=runner)
    assert refused.value.code == "gates.sheet_spoiled"
    actions.restore(sheet, by=runner)
    assert not actions.restore(sheet, by=runner).is_over
    enter(sheet, line(), by=runner)
    with pytest.raises(Refused) as refused:
        actions.spoil(sheet, "x", by=runner)
    assert refused.value.code == "gates.sheet_lines"


def test_only_who_runs_the_gate(sheet, bureau):
    acts = (
        lambda: enter(sheet, line(), by=bureau), lambda: actions.spoil(sheet, "x", by=bureau),
        lambda: actions.restore(sheet, by=bureau), lambda: actions.number(sheet.gate, 1, key=uuid4(), by=bureau),
    )  # fmt: skip
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "org.no_right"


def test_missing_is_what_lies_between(sheet, runner, gate):
    assert queries.missing(DAY) == []
    enter(Sheet.objects.get(number=3), line(), by=runner)
    assert [row.number for row in queries.missing(DAY, [gate.unit_id])] == [1, 2]
    assert queries.missing(DAY - timedelta(days=1)) == []
    assert len(queries.missing(DAY, noticed=True)) == 2
    assert queries.missing(DAY + timedelta(days=1), noticed=True) == []
    actions.spoil(sheet, "x", by=runner)
    assert [row.number for row in queries.missing(DAY)] == [2]
    assert not queries.missing(DAY, [])


def test_missing_is_what_a_phone_named(sheet, keeper_device, gate):
    Handover.objects.create(
        id=uuid4(), device=keeper_device, at=at("18:00"), known_at=at("18:00"), registered=0, people=0, sheets=[2]
    )
    assert [row.number for row in queries.missing(DAY, [gate.unit_id])] == [2]
    assert [row.number for row in queries.missing(DAY)] == [2]


def sent(n, number=1, line=1, hour="08:05"):
    return Fresh(id=ident(at(hour), n), at=at(hour), direction=0, kind=0, name="王某", sheet=number, line=line)


def test_copied_on_a_phone_counts_once(sheet, runner, gate):
    enter(sheet, line(), by=runner)
    rows = [sent(1), sent(2, line=2), sent(3, number=99), sent(4, line=None), sent(5, line=26)]
    new = store(gate, rows, known_at=at("18:30"))
    assert actions.copied(gate, [row for row in rows if row.id in new]) == {rows[0].id}
    sheet.refresh_from_db()
    assert sheet.standing[2] == rows[1].id
    assert people(gate) == 5
    assert actions.copied(gate, []) == set()
    assert enter(sheet, line(2, name="李某"), by=runner).conflicts.keys() == {2}


def test_ids_follow_from_sheet_day_line_and_correction(sheet):
    ids = {id_of(sheet, DAY, n, m) for n in range(1, 26) for m in range(3)}
    assert len(ids) == 75
    assert id_of(sheet, DAY, 1, 0) in ids
    assert all(isinstance(one, UUID) and one.variant == "specified in RFC 4122" for one in ids)
