"""Single changes: a gap filled, somebody else put there, taken back; only from now on."""

import pytest

from fengsui.cast import DAY, at, at_once
from fengsui.command.duty import actions
from fengsui.command.duty.models import Act, Move
from fengsui.command.duty.tests.conftest import TOMORROW, again, kinds, shift_of, there
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.models import Shift
from fengsui.house import Refused


def gap(day=DAY, hour="20:00"):
    return Obligation.objects.get(kind="duty.gap", due_at=at(hour, day))


def test_a_gap_is_filled_and_met(put, guards, gate, leader):
    assert gap().met_at is None
    act = put(guards[0])
    assert there(gate, at("21:00")) == [guards[0]]
    assert (gap().met_at, gap().met_by) == (at("18:30"), leader)
    assert Message.objects.get(kind="duty.came").recipient == guards[0]
    assert kinds()[-1] == "duty.filled"
    assert put(guards[0]) == act


def test_two_at_once_fill_it_once(put, guards, turn, leader, superior, transactional_db):
    first, second = at_once(
        lambda: actions.fill(turn(), guards[0], by=again(leader)),
        lambda: actions.fill(turn(), guards[1], by=again(leader)),
    )
    assert sorted([isinstance(first, Act), isinstance(second, Act)]) == [False, True]
    assert Shift.objects.filter(station__isnull=False).count() == 1


def test_where_nobody_is_missing_nobody_is_put(put, guards):
    put(guards[0])
    with pytest.raises(Refused, match="Nobody is missing"):
        put(guards[1])


def test_who_is_there_by_the_roster_is_no_act(put, guards, draft, leader):
    from fengsui.command.duty.models import Slot

    night = Slot.objects.get(begins="20:00")
    actions.save_draft(draft, {(night.pk, TOMORROW): [guards[0].pk]}, revision=0, by=leader)
    actions.publish(draft, revision=1, accepting=True, by=leader)
    with pytest.raises(Refused, match="Nobody is missing"):
        put(guards[0], 20, TOMORROW)


def test_only_who_is_in_charge_fills_it(turn, guards, officer, bureau, zhao):
    for person in (officer, bureau, zhao):
        with pytest.raises(Refused, match="You cannot"):
            actions.fill(turn(), guards[0], by=person)


def test_rest_is_measured_and_said(put, guards, gate):
    put(guards[0])
    with pytest.raises(Refused, match="only 0 hours of rest, 12 are due") as refused:
        put(guards[0], 8, TOMORROW)
    assert refused.value.field == "accepting"
    put(guards[0], 8, TOMORROW, accepting=True)
    assert there(gate, at("09:00", TOMORROW)) == [guards[0]]


def test_nobody_at_two_places(put, guards, prison, leader, gate):
    from datetime import time

    from fengsui.cast import FOUNDED

    office = actions.man_station(prison, "值班室", by=leader, since=FOUNDED)
    actions.add_slot(office, time(18), 240, by=leader, since=FOUNDED)
    actions.set_pool(office, [guards[0].pk], by=leader)
    put(guards[0])
    from fengsui.command.duty.queries.turns import asked

    turn = asked(prison, office.slots.get().pk, DAY)
    with pytest.raises(Refused, match="elsewhere"):
        actions.fill(turn, guards[0], by=leader, accepting=True)


def test_a_women_s_ward_is_manned_by_women_whoever_says_otherwise(put, guards, gate, leader, turn):
    actions.change_post(gate, women_only=True, skills="急救", by=leader)
    with pytest.raises(Refused, match="does not say that this is a woman"):
        put(guards[0], accepting=True)
    actions.describe(gate.unit, {guards[0].pk: ("m", "急救"), guards[1].pk: ("f", "")}, by=leader)
    with pytest.raises(Refused, match="managed by women"):
        put(guards[0], accepting=True)
    with pytest.raises(Refused, match="lacks: 急救"):
        put(guards[1])
    put(guards[1], accepting=True)
    shift = shift_of(guards[1], at("21:00"))
    with pytest.raises(Refused, match="managed by women"):
        actions.override(shift, guards[0], "顶替", by=leader)


def test_only_of_the_pool(put, officer):
    with pytest.raises(Refused, match="pool"):
        put(officer)


def test_somebody_else_is_put_there_with_the_reason(put, guards, gate, leader, drill):
    put(guards[0])
    drill(at("22:00"))
    shift = shift_of(guards[0], at("22:00"))
    act = actions.override(shift, guards[1], "另有任务", by=again(leader))
    assert (there(gate, at("21:00")), there(gate, at("22:00"))) == ([guards[0]], [guards[1]])
    assert [(move.came, move.since) for move in act.moves.order_by("came")] == [
        (False, at("22:00")),
        (True, at("22:00")),
    ]
    assert set(Message.objects.filter(sent_at=at("22:00")).values_list("kind", flat=True)) == {"duty.came", "duty.went"}
    actions.undo(act, by=again(leader))
    assert there(gate, at("23:00")) == [guards[0]]


@pytest.mark.parametrize("note", ["", "长" * 201])
def test_a_reason_is_said(put, guards, leader, note):
    put(guards[0])
    with pytest.raises(Refused, match="Say why"):
        actions.override(shift_of(guards[0], at("21:00")), guards[1], note, by=leader)


def test_what_is_past_stays(put, guards, leader, drill):
    act = put(guards[0])
    shift = shift_of(guards[0], at("21:00"))
    drill(at("08:00", TOMORROW))
    with pytest.raises(Refused, match="over"):
        actions.override(shift, guards[1], "x", by=again(leader))
    with pytest.raises(Refused, match="past"):
        actions.undo(act, by=again(leader))


def test_a_page_that_is_old_changes_nothing(put, guards, leader):
    put(guards[0])
    shift = shift_of(guards[0], at("21:00"))
    actions.override(shift, guards[1], "x", by=leader)
    with pytest.raises(Refused, match="changed meanwhile"):
        actions.override(shift, guards[2], "x", by=leader)
    with pytest.raises(Refused, match="there already"):
        actions.override(shift_of(guards[1], at("21:00")), guards[1], "x", by=leader)


def test_a_place_that_is_no_post(leader, prison, guards):
    shift = shift_of(leader, at("18:30"))
    with pytest.raises(Refused, match="not among the posts"):
        actions.override(shift, guards[1], "x", by=leader)


def test_taken_back_once(put, guards, leader, gate):
    act = put(guards[0])
    undone = actions.undo(act, by=leader)
    assert actions.undo(act, by=leader) == undone
    assert (there(gate, at("21:00")), gap().met_at) == ([], None)
    with pytest.raises(Refused, match="cannot be taken back"):
        actions.undo(undone, by=leader)


def test_not_when_it_was_changed_since(put, guards, leader):
    act = put(guards[0])
    actions.override(shift_of(guards[0], at("21:00")), guards[1], "x", by=leader)
    with pytest.raises(Refused, match="changed there since"):
        actions.undo(act, by=leader)


def test_acts_and_moves_are_never_changed(put, guards):
    from django.db.utils import DatabaseError

    act = put(guards[0])
    for rows, change in ((Act, {"note": "x"}), (Move, {"came": False})):
        with pytest.raises(DatabaseError):
            rows.objects.update(**change)
    assert act.subject == f"duty.act:{act.pk}"


def test_a_seat_carries_rights_that_nobody_gives_who_lacks_them(prison, leader, guards, units, bureau):
    from datetime import time

    from fengsui.cast import FOUNDED
    from fengsui.command.duty.queries.turns import asked
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    clerk = org.register(["文书"], unit=prison, capacity="officer", by=SYSTEM)[0]
    org.appoint(clerk, prison, "administrator", by=SYSTEM)
    post = actions.man_seat(prison, "duty_chief", by=leader, since=FOUNDED)
    slot = actions.add_slot(post, time(20), 720, by=leader, since=FOUNDED)
    actions.set_pool(post, [guards[0].pk], by=leader)
    with pytest.raises(Refused, match="right that you lack"):
        actions.fill(asked(prison, slot.pk, DAY), guards[0], by=clerk)


def test_a_seat_given_by_who_may(prison, leader, guards):
    from datetime import time

    from fengsui.cast import FOUNDED
    from fengsui.command.duty.queries.turns import asked

    post = actions.man_seat(prison, "leader_on_duty", by=leader, since=FOUNDED)
    slot = actions.add_slot(post, time(9, 30), 1440, by=leader, since=FOUNDED)
    actions.set_pool(post, [guards[0].pk], by=leader)
    actions.fill(asked(prison, slot.pk, TOMORROW), guards[0], by=leader)
    assert there(post, at("12:00", TOMORROW)) == [guards[0]]
