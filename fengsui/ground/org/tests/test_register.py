import pytest

from fengsui.cast import FOUNDED
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import NUMBER_KIND, PHONE_KIND, PersonRow
from fengsui.ground.org.models import Capacity, Person
from fengsui.ground.org.queries import known_by
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.vault import queries as vault
from fengsui.ground.vault.models import Lookup, Trace
from fengsui.house import Refused


@pytest.fixture
def rows(units):
    return [
        PersonRow(
            "民警丙", units["prison"], phone="１３９ 0000 0001", number="a-100", valid_from=FOUNDED, synthetic=True
        ),
        PersonRow("志愿者丁", units["county"], capacity="volunteer"),
    ]


def test_many_come_with_capacities_in_their_order(rows, units):
    first, second = org.register_many(rows, by=SYSTEM)
    assert Capacity.objects.get(person=first).valid_from == FOUNDED
    assert Capacity.objects.get(person=second).kind == "volunteer"
    assert [p.synthetic for p in (Person.objects.get(pk=first.pk), Person.objects.get(pk=second.pk))] == [True, False]


def test_they_are_found_by_phone_and_number(rows):
    first, _second = org.register_many(rows, by=SYSTEM)
    assert known_by(NUMBER_KIND, ["A 100", "b200", " "]) == {"A 100": [first.pk]}
    assert known_by(PHONE_KIND, ["139-0000-0001"]) == {"139-0000-0001": [first.pk]}


def test_what_is_kept_opens_to_what_was_written(rows):
    first = org.register_many(rows, by=SYSTEM)[0]
    kept = Person.objects.get(pk=first.pk)
    sealed = [(kept.pk, "name", kept.name_sealed), (kept.pk, "phone", kept.phone_sealed)]
    assert vault.open_all([*sealed, (kept.pk, "number", kept.number_sealed)]) == ["民警丙", "１３９ 0000 0001", "a-100"]


def test_any_number_costs_the_same_queries(rows, units, django_assert_max_num_queries):
    for made in (rows[:1], rows[:1] * 20):
        with django_assert_max_num_queries(9):
            org.register_many(made, by=SYSTEM)


def test_each_unit_is_told_once(rows):
    org.register_many(rows * 2, by=SYSTEM)
    assert [entry.data for entry in Entry.objects.filter(kind="org.registered")] == [{"persons": 2}] * 2


def test_nobody_registers_elsewhere_and_nothing_stays(rows, leader):
    before = Trace.objects.count()
    with pytest.raises(Refused, match="You cannot"):
        org.register_many(rows, by=leader)
    assert (Trace.objects.count(), Lookup.objects.count()) == (before, 0)


def test_a_leader_registers_in_the_own_sections(leader, units):
    made = [PersonRow("民警丙", units["ward-1"]), PersonRow("民警丁", units["prison"])]
    assert len(org.register_many(made, by=leader)) == 2


@pytest.mark.parametrize(
    ("change", "word"), [({"name": " "}, "name"), ({"name": "长" * 61}, "60"), ({"number": "1" * 41}, "40")]
)
def test_a_wrong_row_is_named(units, change, word):
    row = PersonRow(**{"name": "民警丙", "unit": units["prison"]} | change)
    with pytest.raises(Refused, match=word) as refused:
        org.register_many([PersonRow("民警甲", units["prison"]), row], by=SYSTEM)
    assert refused.value.facts["row"] == 2


def test_nobody_is_nobody(units):
    with pytest.raises(Refused, match="nobody"):
        org.register([], unit=units["prison"], capacity="officer", by=SYSTEM)
