"""A draft becomes the roster: what changes, what stands in the way, one act with undo."""

from datetime import date, time

import pytest

from fengsui.cast import DAY, FOUNDED, at, at_once
from fengsui.command.duty import actions
from fengsui.command.duty.models import Cell, Draft, Pattern
from fengsui.command.duty.queries.comparing import compare
from fengsui.command.duty.tests.conftest import TOMORROW, again, shift_of, there
from fengsui.ground.messages.models import Message
from fengsui.ground.org.models import Shift
from fengsui.house import Refused

AFTER = date(2020, 2, 5)


@pytest.fixture
def slots(gate):
    return {slot.begins.hour: slot.pk for slot in gate.slots.all()}


@pytest.fixture
def written(draft, slots, guards, leader):
    """Tomorrow and the day after: four people, four turns, twelve hours apart at least."""
    cells = {
        (slots[8], TOMORROW): [guards[0].pk], (slots[20], TOMORROW): [guards[1].pk], (slots[8], AFTER): [guards[2].pk],
        (slots[20], AFTER): [guards[3].pk],
    }  # fmt: skip
    return actions.save_draft(draft, cells, revision=0, by=leader)


def test_published_it_is_the_roster(written, gate, guards, leader):
    act = actions.publish(written, revision=1, by=leader)
    assert there(gate, at("09:00", TOMORROW)) == [guards[0]]
    assert there(gate, at("03:00", AFTER)) == [guards[1]]
    assert Message.objects.filter(kind="duty.several").count() == 4
    assert actions.publish(written, revision=1, by=leader) == act
    assert Shift.objects.filter(station__isnull=False).count() == 4


def test_taken_back_the_roster_is_as_before(written, gate, leader, put, guards):
    act = actions.publish(written, revision=1, by=leader)
    actions.undo(act, by=leader)
    assert not Shift.objects.filter(station__isnull=False).exists()


def test_only_what_differs_moves(written, gate, guards, leader, slots):
    actions.publish(written, revision=1, by=leader)
    draft = actions.begin_draft(gate.unit, TOMORROW, AFTER, by=leader)
    actions.save_draft(
        draft, {(slots[8], AFTER): [guards[3].pk], (slots[20], AFTER): [guards[2].pk]}, revision=0, by=leader
    )
    found = compare(draft)
    assert (found.came, found.went, found.people) == (2, 2, {guards[2].pk, guards[3].pk})
    actions.publish(draft, revision=1, by=leader)
    assert there(gate, at("09:00", AFTER)) == [guards[3]]


def test_nothing_differs_nothing_moves(gate, written, leader):
    actions.publish(written, revision=1, by=leader)
    draft = actions.begin_draft(gate.unit, TOMORROW, AFTER, by=leader)
    act = actions.publish(draft, revision=0, by=leader)
    assert not act.moves.exists()


def test_gaps_and_doubts_are_meant_so_or_not_published(draft, slots, guards, leader, gate):
    cells = {(slots[8], TOMORROW): [guards[0].pk], (slots[20], TOMORROW): [guards[0].pk]}
    actions.save_draft(draft, cells, revision=0, by=leader)
    found = compare(draft)
    assert ([one.code for one in found.soft], len(found.gaps)) == (["duty.rest"], 2)
    with pytest.raises(Refused, match="gaps or doubts"):
        actions.publish(draft, revision=1, by=leader)
    actions.publish(draft, revision=1, accepting=True, by=leader)
    assert there(gate, at("09:00", TOMORROW)) == [guards[0]]


def test_what_cannot_be_is_not_published_whoever_says_so(draft, slots, guards, leader, gate, prison):
    actions.note_absence(guards[0], prison, at("12:00", TOMORROW), at("13:00", TOMORROW), "开会", by=leader)
    actions.save_draft(draft, {(slots[8], TOMORROW): [guards[0].pk]}, revision=0, by=leader)
    assert [one.code for one in compare(draft).hard] == ["duty.absent"]
    with pytest.raises(Refused, match="cannot be published"):
        actions.publish(draft, revision=1, accepting=True, by=leader)


def test_what_began_meanwhile_stays(gate, guards, leader, slots, drill):
    draft = actions.begin_draft(gate.unit, DAY, TOMORROW, by=leader)
    actions.save_draft(
        draft, {(slots[20], DAY): [guards[0].pk], (slots[20], TOMORROW): [guards[1].pk]}, revision=0, by=leader
    )
    drill(at("20:30"))
    assert [turn.day for turn in compare(draft).begun] == [DAY]
    actions.publish(draft, revision=1, accepting=True, by=again(leader))
    assert (there(gate, at("21:00")), there(gate, at("21:00", TOMORROW))) == ([], [guards[1]])


def test_the_second_one_sees_the_first(written, draft, slots, guards, leader):
    with pytest.raises(Refused, match="所领导甲 saved this draft at 18:30") as refused:
        actions.save_draft(draft, {(slots[8], AFTER): [guards[1].pk]}, revision=0, by=leader)
    assert refused.value.facts["revision"] == 1
    with pytest.raises(Refused, match="saved this draft"):
        actions.publish(draft, revision=0, by=leader)
    same = {(slots[8], AFTER): [guards[2].pk]}
    assert actions.save_draft(draft, same, revision=0, by=leader).revision == 1


def test_saved_by_the_house(written, slots, guards):
    from fengsui.ground.org.scope import SYSTEM

    actions.save_draft(written, {(slots[8], AFTER): []}, revision=1, by=SYSTEM)
    with pytest.raises(Refused, match="the system saved"):
        actions.save_draft(written, {(slots[8], AFTER): [guards[1].pk]}, revision=1, by=SYSTEM)


def test_two_publish_at_once(written, leader, transactional_db):
    acts = at_once(*[lambda: actions.publish(Draft.objects.get(), revision=1, by=again(leader))] * 2)
    assert acts[0] == acts[1]
    assert Shift.objects.filter(station__isnull=False).count() == 4


@pytest.mark.parametrize(("first", "last"), [(FOUNDED, TOMORROW), (TOMORROW, DAY), (TOMORROW, date(2020, 5, 1))])
def test_a_draft_covers_days_that_come(gate, leader, first, last):
    with pytest.raises(Refused):
        actions.begin_draft(gate.unit, first, last, by=leader)


def test_one_draft_at_a_time(draft, leader, gate, officer):
    with pytest.raises(Refused, match="from 2020-02-04 to 2020-02-05"):
        actions.begin_draft(gate.unit, DAY, DAY, by=leader)
    with pytest.raises(Refused, match="You cannot"):
        actions.drop_draft(draft, by=officer)
    actions.drop_draft(draft, by=leader)
    for act in (actions.drop_draft, lambda draft, by: actions.publish(draft, revision=0, by=by)):
        with pytest.raises(Refused, match="dropped"):
            act(draft, by=leader)


def test_what_is_published_is_not_written_any_more(written, slots, leader):
    actions.publish(written, revision=1, by=leader)
    with pytest.raises(Refused, match="was published"):
        actions.save_draft(written, {(slots[8], AFTER): []}, revision=1, by=leader)


def test_cells_that_are_none(draft, slots, guards, leader, officer):
    for wrong in ({(slots[8], DAY): []}, {(slots[8], TOMORROW): [officer.pk]}):
        with pytest.raises(Refused):
            actions.save_draft(draft, wrong | {(slots[20], AFTER): [guards[0].pk]}, revision=0, by=leader)
    assert not Cell.objects.exists()


def test_a_pattern_repeats(written, gate, guards, leader):
    pattern = actions.keep_pattern(written, " 两日轮 ", 2, by=leader)
    assert actions.keep_pattern(written, "两日轮", 2, by=leader).pk != pattern.pk
    actions.publish(written, revision=1, by=leader)
    draft = actions.begin_draft(gate.unit, date(2020, 2, 6), date(2020, 2, 9), by=leader)
    actions.fill_draft(draft, Pattern.objects.get(), revision=0, start=1, by=leader)
    days = Cell.objects.filter(draft=draft, slot__begins=time(8)).order_by("day").values_list("person", flat=True)
    assert list(days) == [guards[2].pk, guards[0].pk] * 2


def test_a_pattern_leaves_what_is_there_and_who_left(written, leader, guards, gate, slots):
    pattern = actions.keep_pattern(written, "轮", 1, by=leader)
    actions.set_pool(gate, [guards[0].pk, guards[2].pk], by=leader)
    actions.save_draft(written, {(slots[8], AFTER): [guards[2].pk], (slots[20], AFTER): []}, revision=1, by=leader)
    draft = actions.fill_draft(written, pattern, revision=2, only_empty=True, by=leader)
    assert (draft.revision, Cell.objects.get(draft=draft, slot=slots[8], day=AFTER).person_id) == (3, guards[2].pk)
    actions.drop_pattern(pattern, by=leader)
    assert not Pattern.objects.exists()


@pytest.mark.parametrize(("name", "days"), [("", 1), ("长" * 81, 1), ("a", 0), ("a", 3)])
def test_patterns_that_are_none(draft, leader, name, days):
    with pytest.raises(Refused):
        actions.keep_pattern(draft, name, days, by=leader)


def test_a_pattern_of_another_unit(draft, leader, units):
    other = Pattern.objects.create(unit=units["prison-2"], name="x", days=1, at=at("12:00"))
    with pytest.raises(Refused, match="another unit"):
        actions.fill_draft(draft, other, revision=0, by=leader)


def test_a_long_shift_is_cut_where_somebody_else_comes(gate, guards, leader, slots, prison):
    from fengsui.ground.org.actions.manning import Stint, man

    man([Stint(guards[0], gate.place, at("08:00", TOMORROW), at("08:00", date(2020, 2, 8)))])
    draft = actions.begin_draft(prison, TOMORROW, AFTER, by=leader)
    change = {
        (slots[20], TOMORROW): [guards[1].pk],
        (slots[8], AFTER): [guards[1].pk, guards[0].pk][:1],
        (slots[20], AFTER): [guards[2].pk],
    }
    actions.save_draft(draft, change, revision=0, by=leader)
    actions.publish(draft, revision=1, accepting=True, by=leader)
    hours = [("09:00", TOMORROW), ("21:00", TOMORROW), ("09:00", AFTER), ("21:00", AFTER), ("12:00", date(2020, 2, 6))]
    assert [there(gate, at(*one)) for one in hours] == [[guards[n]] for n in (0, 1, 1, 2, 0)]


def test_between_two_cuts_it_stays_theirs(gate, guards, leader, slots, prison):
    from fengsui.ground.org.actions.manning import Stint, man

    man([Stint(guards[0], gate.place, at("08:00"), at("08:00", date(2020, 2, 8)))])
    draft = actions.begin_draft(prison, TOMORROW, AFTER, by=leader)
    actions.save_draft(draft, {(slots[8], day): [guards[1].pk] for day in (TOMORROW, AFTER)}, revision=0, by=leader)
    actions.publish(draft, revision=1, accepting=True, by=leader)
    hours = [("21:00", DAY), ("09:00", TOMORROW), ("21:00", TOMORROW), ("09:00", AFTER), ("21:00", AFTER)]
    assert [there(gate, at(*one)) for one in hours] == [[guards[n]] for n in (0, 1, 0, 1, 0)]
    assert shift_of(guards[0], at("12:00", date(2020, 2, 7))).period.upper == at("08:00", date(2020, 2, 8))
