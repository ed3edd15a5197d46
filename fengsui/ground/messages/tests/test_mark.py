"""Copy and mark: the chosen ones in one act, exceptions with their reason, undo, and who is missing stays on a list."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fengsui.cast import at, at_once
from fengsui.ground.clock import queries as clock
from fengsui.ground.messages import retention
from fengsui.ground.messages.actions import rounds
from fengsui.ground.messages.actions.rounds import Wanted
from fengsui.ground.messages.models import Mark, Reach, Round
from fengsui.ground.messages.queries import rounds as queries
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention.actions import destroy
from fengsui.house import Refused

NAMES = ("王小明", "王小明", " 乌兰图雅 ", "")


@pytest.fixture
def round_(units, li, bao):
    return rounds.begin(units["department"], Wanted("报到", "请今日联系。", [bao.pk, li.pk], NAMES), by=li)


def ids(round_):
    return list(round_.reaches.order_by("position").values_list("pk", flat=True))


def words(person, round_):
    rows = queries.shown(person, round_.reaches.select_related("mark", "round").order_by("position"), "waits")
    return [(row.name, row.word) for row in rows]


def test_staff_and_typed_names_are_written_down(round_, li):
    assert [name for name, _word in words(li, round_)] == ["包某", "李某", "王小明", "乌兰图雅"]
    assert "王小明".encode() not in b"".join(bytes(row.name_sealed) for row in round_.reaches.all())


@pytest.mark.parametrize(
    ("more", "field"),
    [({"title": ""}, "title"), ({"title": "x" * 61}, "title"), ({"text": ""}, "text"), ({"text": "x" * 1001}, "text"),
     ({"text": "到{地点}"}, "text"), ({"names": ["x" * 61]}, "names"), ({"names": [" "]}, "staff"),
     ({"names": [f"n{n}" for n in range(501)]}, "names"), ({"staff": [uuid4()]}, "staff")],
)  # fmt: skip
def test_what_cannot_be_told_is_refused(units, li, more, field):
    wanted = Wanted(**({"title": "报到", "text": "请今日联系。", "names": ["王小明"]} | more))
    with pytest.raises(Refused) as refused:
        rounds.begin(units["department"], wanted, by=li)
    assert refused.value.field == field


def test_a_second_click_makes_no_second_one(units, li):
    key = uuid4()
    made = [rounds.begin(units["department"], Wanted("报到", "x", names=["甲"]), by=li, key=key) for _n in range(2)]
    assert made[0] == made[1]
    assert Round.objects.count() == Reach.objects.count() == 1


def test_the_chosen_ones_are_marked_in_one_act(round_, li):
    mark = rounds.mark(round_, ids(round_)[:3], "sent", by=li)
    assert (mark.people, [word for _name, word in words(li, round_)].count("sent by hand")) == (3, 3)
    assert [row.pk for row in queries.missing(li)] == ids(round_)[3:]
    assert (queries.rounds(li).get().reached, queries.rounds(li).get().people) == (3, 4)


def test_who_was_not_reached_stays_on_the_list_with_the_reason(round_, li):
    rounds.mark(round_, ids(round_), "sent", by=li)
    assert not queries.missing(li).exists()
    rounds.undo(Mark.objects.get(), by=li)
    rounds.mark(round_, ids(round_)[:1], "not", reason="关机", by=li)
    assert queries.missing(li).count() == 4
    assert queries.missing(li).get(pk=ids(round_)[0]).mark.reason == "关机"
    rounds.mark(round_, ids(round_)[:1], "sent", by=li)
    assert queries.missing(li).count() == 3


def test_undo_brings_back_what_was_said_before(round_, li):
    first = ids(round_)[:1]
    rounds.mark(round_, first, "not", reason="关机", by=li)
    second = rounds.mark(round_, ids(round_), "sent", by=li)
    assert second.people == 4
    rounds.undo(second, by=li)
    assert [word for _name, word in words(li, round_)] == ["not reached", "waits", "waits", "waits"]
    assert [one.outcome for one in queries.marks(round_)] == ["not"]
    with pytest.raises(Refused, match="already"):
        rounds.undo(second, by=li)


def test_an_earlier_mark_that_is_taken_back_leaves_the_later_one(round_, li):
    first = rounds.mark(round_, ids(round_)[:1], "not", reason="关机", by=li)
    second = rounds.mark(round_, ids(round_)[:1], "sent", by=li)
    rounds.undo(first, by=li)
    rounds.undo(second, by=li)
    assert words(li, round_)[0] == ("包某", "waits")


@pytest.mark.parametrize(
    ("outcome", "reason", "hour", "field"),
    [("maybe", "", None, "outcome"), ("not", "", None, "reason"), ("not", "x" * 101, None, "reason"),
     ("sent", "", "19:00", "at"), ("sent", "", "18:00", "at")],
)  # fmt: skip
def test_a_mark_that_cannot_be_is_refused(round_, li, outcome, reason, hour, field):
    with pytest.raises(Refused) as refused:
        rounds.mark(round_, ids(round_), outcome, reason=reason, at=at(hour) if hour else None, by=li)
    assert refused.value.field == field


def test_only_people_of_this_list_and_not_twice(round_, li, bao):
    for chosen in ([], [uuid4()]):
        with pytest.raises(Refused, match="of this list"):
            rounds.mark(round_, chosen, "sent", by=li)
    rounds.mark(round_, ids(round_), "sent", by=li)
    with pytest.raises(Refused, match="told already"):
        rounds.mark(round_, ids(round_), "sent", by=bao)


@pytest.mark.django_db(transaction=True)
def test_two_who_mark_the_same_at_once(round_, li, bao):
    found = at_once(
        lambda: rounds.mark(round_, ids(round_), "sent", by=li),
        lambda: rounds.mark(round_, ids(round_), "sent", by=bao),
    )
    assert sorted(type(one).__name__ for one in found) == ["Mark", "Refused"]


def test_a_closed_one_is_no_longer_waited_for(round_, li):
    rounds.close(round_, by=li)
    assert not queries.missing(li).exists()
    with pytest.raises(Refused, match="closed"):
        rounds.mark(round_, ids(round_), "sent", by=li)
    rounds.reopen(round_, by=li)
    assert queries.missing(li).count() == 4


def test_the_system_marks_too(units):
    made = rounds.begin(units["department"], Wanted("报到", "x", names=["甲"]), by=SYSTEM)
    mark = rounds.mark(made, ids(made), "sent", by=SYSTEM)
    assert (made.by, mark.by, rounds.undo(mark, by=SYSTEM).undone_by) == (None, None, None)


def test_names_are_masked_for_those_above(units, officer, bao, leader):
    made = rounds.begin(units["prison"], Wanted("报到", "x", [officer.pk], ["王小明"]), by=leader)
    assert [name for name, _word in words(bao, made)] == ["民**", "王**"]
    assert queries.staff(units["prison"])[0] == (str(officer.pk), "民警甲")


def test_typed_names_are_destroyed_in_due_time(round_, li):
    before = clock.now() + timedelta(days=1)
    assert retention.NAMES.days() == 30
    destroy(retention.NAMES, retention.NAMES.due(before), reason="test", by=SYSTEM)
    assert [name for name, _word in words(li, round_)] == ["包某", "李某", "", ""]
    assert retention.NAMES.due(before) == set()


def test_not_by_an_outsider(units, zhao):
    with pytest.raises(Refused):
        rounds.begin(units["department"], Wanted("报到", "x", names=["甲"]), by=zhao)
