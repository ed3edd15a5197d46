"""Two keys: both commanders sign, then command passes; until then it neither passes nor ends."""

import pytest

from fengsui.cast import at, at_once
from fengsui.command.meetings import actions
from fengsui.command.meetings.models import Handover, Key
from fengsui.command.meetings.queries import content
from fengsui.command.meetings.queries.handing import mark
from fengsui.command.meetings.tests.conftest import NINE, TOMORROW
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


def both(change, bao, wang):
    actions.sign(change, "out", by=bao, note="三号楼水管")
    actions.sign(change, "in", by=wang)
    change.refresh_from_db()


def test_signed_before_the_hour_command_passes_at_the_hour(change, tick, bao, wang, holder):
    tick("09:00")
    both(change, bao, wang)
    tick("09:31")
    assert (change.done_at, change.held_from) == (NINE, None)
    assert (holder("09:29"), holder("09:30"), holder("10:00")) == (bao, wang, wang)


def test_without_both_keys_the_outgoing_one_holds_over(change, tick, bao, wang, li, head, seat, holder):
    seat(li, kind="duty_chief")
    tick("09:29")
    tick("10:00")
    change.refresh_from_db()
    assert (change.is_held, holder("09:30"), holder("18:00")) == (True, bao, bao)
    told = set(Message.objects.filter(kind="meetings.held_over").values_list("recipient", flat=True))
    assert {bao.pk, wang.pk, li.pk, head.pk} == told


def test_signed_late_command_passes_then(change, tick, bao, wang, holder):
    tick("10:00")
    both(change, bao, wang)
    assert change.done_at == at("10:00", TOMORROW)
    assert (holder("09:59"), holder("10:00"), holder("20:00")) == (bao, wang, wang)
    tick("10:05")
    assert Handover.objects.standing().count() == 1  # the moved boundary is no new handover


def test_both_at_once(transactional_db, change, tick, bao, wang, holder):
    tick("09:40")
    done = at_once(lambda: actions.sign(change, "out", by=bao), lambda: actions.sign(change, "in", by=wang))
    assert [type(one) for one in done] == [Key, Key]
    change.refresh_from_db()
    assert (change.done_at, holder("12:00")) == (at("09:40", TOMORROW), wang)


def test_the_first_key_seals_what_is_handed_over(change, tick, bao, wang, units):
    tick("09:00")
    seen = mark(content(units["department"]))
    key = actions.sign(change, "out", by=bao, seen=seen, note="三号楼水管")
    change.refresh_from_db()
    assert (change.note, change.mark, change.content["en"][1]["key"]) == ("三号楼水管", key.mark, "handover")
    with pytest.raises(Refused, match="changed since you read"):
        actions.sign(change, "in", by=wang, seen="x")


def test_a_second_click_signs_once_and_nobody_else_there(change, tick, bao, wang, head):
    tick("09:00")
    assert actions.sign(change, "out", by=bao) == actions.sign(change, "out", by=bao)
    with pytest.raises(Refused, match="signed for this side"):
        actions.sign(change, "out", by=head, stead="ill")


def test_nobody_turns_both_keys(change, tick, bao, wang, head):
    tick("09:00")
    actions.substitute(change, head, reason="ill", by=head)
    actions.sign(change, "out", by=head, stead="ill")
    change.refresh_from_db()
    with pytest.raises(Refused, match="both sides"):
        actions.sign(change, "in", by=head)


def test_who_signs_for_whom(change, tick, bao, wang, li, head, superior):
    tick("09:00")
    for person, side, said in ((li, "in", "Only the incoming"), (li, "out", "cannot"), (bao, "x", "which side")):
        with pytest.raises(Refused, match=said):
            actions.sign(change, side, by=person, stead="ill")
    with pytest.raises(Refused, match="Say why"):
        actions.sign(change, "out", by=head)
    actions.sign(change, "out", by=head, stead="ill")
    actions.sign(change, "in", by=wang)


def test_not_too_early_not_twice_not_when_it_is_over(change, tick, bao, wang):
    tick("07:00")
    with pytest.raises(Refused, match="from"):
        actions.sign(change, "out", by=bao)
    tick("09:00")
    both(change, bao, wang)
    assert actions.sign(change, "in", by=wang)  # a second click
    Key.objects.filter(side="in").update(back_at=NINE)
    with pytest.raises(Refused, match="handed over at"):
        actions.sign(change, "in", by=wang)


def test_what_is_owed_is_met(change, tick, bao, wang):
    tick("09:00")
    owed = Obligation.objects.filter(kind="meetings.key", void_at=None)
    assert owed.count() == 2
    actions.sign(change, "out", by=bao)
    assert owed.filter(met_at=None).count() == 1
    actions.unsign(change, "out", by=bao)
    assert owed.filter(met_at=None).count() == 2
