"""Storing: once, whatever comes how often; numbers in step; sealed; a partition a day."""

from datetime import UTC, timedelta

import pytest
from django.db import connection

from fengsui.cast import EVENING, at, at_once
from fengsui.frontline.gates.actions import partitions
from fengsui.frontline.gates.actions.storing import Fresh, store, withdraw
from fengsui.frontline.gates.models import Passage, Stray, Tally, Withdrawal
from fengsui.frontline.gates.queries import store as reading
from fengsui.frontline.gates.tests.conftest import ident
from fengsui.ground.vault.models import Key


def fresh(n=0, moment=EVENING, **more):
    return Fresh(**{"id": ident(moment, n), "at": moment, "direction": 0, "kind": 0, **more})


def tally(gate, name="passages"):
    return sum(Tally.objects.filter(gate=gate).values_list(name, flat=True))


def test_a_passage_is_stored_once(gate):
    row = fresh(name="张某", heat=365)
    assert store(gate, [row], known_at=EVENING) == {row.id}
    assert store(gate, [row, fresh(1)], known_at=EVENING) == {ident(EVENING, 1)}
    assert (Passage.objects.count(), tally(gate), tally(gate, "measured")) == (2, 2, 1)


def test_nothing_to_store_is_nothing(gate):
    assert store(gate, [], known_at=EVENING) == set()


def test_the_first_of_one_id_in_a_batch_stays(gate):
    store(gate, [fresh(building="1"), fresh(building="2")], known_at=EVENING)
    assert Passage.objects.get().building == "1"


def test_numbers_of_a_day(gate):
    rows = [fresh(1, heat=380, heat_again=368), fresh(2, heat=368, heat_again=373), fresh(3, site="unreadable")]
    store(gate, [*rows, fresh(4, kind=3, people=512)], known_at=EVENING)
    person = Tally.objects.get(gate=gate, kind=0)
    assert (person.passages, person.people, person.measured, person.unreadable, person.fevers) == (3, 3, 2, 1, 1)
    assert Tally.objects.get(kind=3).people == 512


def test_a_fever_is_what_was_one_at_its_hour(gate, bao):
    from fengsui.ground.measures import actions as measures
    from fengsui.ground.measures.measures import FEVER_THRESHOLD

    measures.put(FEVER_THRESHOLD, 37.0, basis="x", by=bao, at=at("18:00"))
    store(gate, [fresh(1, at("17:59"), heat=371), fresh(2, at("18:01"), heat=371)], known_at=EVENING)
    assert tally(gate, "fevers") == 1


def test_what_is_said_of_a_person_is_sealed(gate):
    store(gate, [fresh(name="张三丰", phone="13900001234", plate="蒙D·12345", note="x")], known_at=EVENING)
    row = Passage.objects.get()
    assert "张".encode() not in bytes(row.sealed)
    assert reading.opened([row])[row.pk].name == "张**"
    plain = reading.opened([row], masked=False)[row.pk]
    assert (plain.name, plain.phone, plain.plate, plain.note) == ("张三丰", "13900001234", "蒙D·12345", "x")


def test_a_unit_and_day_have_one_key(gate, other_gate):
    day = timedelta(days=1)
    store(gate, [fresh(1, name="a"), fresh(2, name="b"), fresh(3, EVENING - day, name="c")], known_at=EVENING)
    store(other_gate, [fresh(4, name="d")], known_at=EVENING)
    assert (
        len(set(Passage.objects.values_list("key", flat=True)))
        == 3
        == Key.objects.filter(pk__in=Passage.objects.values("key")).count()
    )


def test_visitors_are_found_by_what_they_said(gate):
    rows = [
        fresh(1, number="15042419800101123x", name="a"),
        fresh(2, phone="+86 139-0000-1234"),
        fresh(3, name="张 三"),
        fresh(4, plate="蒙d 12345"),
    ]
    store(gate, rows, known_at=EVENING)
    since, until = at("00:00"), at("23:00")
    number, phone = reading.digest_of("number", "15042419800101123X"), reading.digest_of("phone", "13900001234")
    found = reading.of_who([number, phone, reading.digest_of("name", "张三", gate.unit_id)], since, until)
    assert {row.pk for row in found} == {ident(EVENING, n) for n in (1, 2, 3)}
    assert reading.of_plate(reading.digest_of("plate", "蒙D·12345"), since, until).get().pk == ident(EVENING, 4)
    assert reading.digest_of("plate", " ") is None


def test_what_says_nothing_has_no_digest(gate):
    store(gate, [fresh(1, plate="··", phone="-")], known_at=EVENING)
    assert Passage.objects.values_list("who", "plate").get() == (None, None)


def test_a_regular_is_opened_by_their_own_key(gate):
    from fengsui.frontline.gates.models import Regular
    from fengsui.ground.vault.actions import new

    pen = new()
    known = Regular.objects.create(
        id=pen.subject,
        unit=gate.unit,
        name_sealed=pen.seal("name", "王五"),
        building="3",
        room="101",
        since=EVENING.date(),
    )
    store(gate, [fresh(who=known.pk)], known_at=EVENING)
    told = reading.opened(reading.of_who([known.pk], at("00:00"), at("23:00")))[ident(EVENING)]
    assert (told.name, told.building, told.room, told.regular) == ("王*", "3", "101", known.pk)


def test_a_list_of_a_day_leaves_out_what_was_withdrawn(gate, other_gate):
    store(gate, [fresh(1), fresh(2), fresh(3, EVENING - timedelta(days=1))], known_at=EVENING)
    assert withdraw(gate, ident(EVENING, 1), id=ident(EVENING, 9), at=EVENING, known_at=EVENING, reason="x")
    assert [row.pk for row in reading.of_gate(gate, EVENING.date())] == [ident(EVENING, 2)]
    assert tally(gate) == 2


def test_withdrawn_before_it_came(gate):
    ask = {"id": ident(EVENING, 9), "at": EVENING, "known_at": EVENING, "reason": "x"}
    assert withdraw(gate, ident(EVENING, 1), **ask)
    assert not withdraw(gate, ident(EVENING, 1), **ask)
    assert store(gate, [fresh(1), fresh(2)], known_at=EVENING) == {ident(EVENING, 1), ident(EVENING, 2)}
    assert tally(gate) == 1


def test_another_gate_withdraws_nothing(gate, other_gate):
    store(gate, [fresh(1, heat=380)], known_at=EVENING)
    withdraw(other_gate, ident(EVENING, 1), id=ident(EVENING, 9), at=EVENING, known_at=EVENING, reason="x")
    assert reading.of_gate(gate, EVENING.date()).count() == tally(gate) == 1
    assert not Tally.objects.filter(gate=other_gate)


def test_a_row_whose_id_is_far_from_its_event_is_found(gate):
    store(gate, [fresh(1, at=EVENING - timedelta(days=3)), fresh(2)], known_at=EVENING)
    assert Stray.objects.get().pk == ident(EVENING, 1)
    early = reading.window([gate.pk], EVENING - timedelta(days=4), EVENING - timedelta(days=2))
    assert [row.pk for row in early] == [ident(EVENING, 1)]
    assert reading.window([gate.pk], EVENING - timedelta(days=4), EVENING + timedelta(days=1)).count() == 2


def _partition_of(ident):
    with connection.cursor() as cursor:
        cursor.execute("select tableoid::regclass::text from gates_passage where id = %s", [ident])
        return cursor.fetchone()[0]


def test_near_days_have_partitions_far_ones_share_one(gate, drill):
    far = EVENING + timedelta(days=5)
    store(gate, [fresh(1), fresh(2, far)], known_at=EVENING)
    assert _partition_of(ident(EVENING, 1)) == "gates_passage_20200203"
    assert _partition_of(ident(far, 2)) == "gates_passage_default"
    drill(far)
    store(gate, [fresh(3, far)], known_at=far)
    assert _partition_of(ident(far, 2)) == "gates_passage_20200208"


def test_any_id_has_a_day():
    assert reading.moment_of(ident(EVENING)) == EVENING.astimezone(UTC)
    assert reading.day_of(ident(EVENING).__class__(int=(1 << 128) - 1)).year == 9999
    assert reading.first_of(EVENING - timedelta(days=365 * 90)).int == 0


@pytest.mark.django_db(transaction=True)
def test_the_same_batch_twice_at_once(gate):
    rows = [fresh(n, name="a", heat=380) for n in range(50)]
    new = at_once(lambda: store(gate, rows, known_at=EVENING), lambda: store(gate, rows[::-1], known_at=EVENING))
    assert sorted(map(len, new)) == [0, 50]
    assert Passage.objects.count() == tally(gate) == tally(gate, "fevers") == 50


@pytest.mark.django_db(transaction=True)
def test_two_gates_of_a_unit_begin_a_day_at_once(gate, units):
    from fengsui.frontline.gates.models import Gate
    from fengsui.ground.org.models import Station

    station = Station.objects.create(unit=gate.unit, name="西门")
    west = Gate.objects.create(station=station, unit=gate.unit, kind="community", since=gate.since)
    moment = EVENING - timedelta(days=20)
    new = at_once(
        *(lambda g=g, n=n: store(g, [fresh(n, moment, name="a")], known_at=EVENING) for n, g in enumerate([gate, west]))
    )
    assert list(map(len, new)) == [1, 1]
    assert {_partition_of(ident(moment, n)) for n in (0, 1)} == {partitions.name_of(reading.day_of(ident(moment)))}
    assert Withdrawal.objects.count() == 0
