"""Who is who: by id, identity number, telephone and name; by name alone somebody decides. Nothing is merged silently."""

import pytest

from fengsui.cast import FOUNDED
from fengsui.ground.exchange import actions as exchange
from fengsui.ground.exchange.tests.conftest import ID_A, ID_B
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Capacity, Person
from fengsui.ground.org.queries import known_by, names
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

HEADS = ["人员编号", "姓名", "身份证号", "手机号", "单位编码", "人员类别", "开始日期", "结束日期"]


def row(name="王某", identity="", phone="", unit="prison", person="", since="", until="", capacity=""):
    return [person, name, identity, phone, unit, capacity, since, until]


def said(line):
    return " ".join(problem.sentence for problem in line.problems)


@pytest.fixture
def wang(units):
    made = org.PersonRow("王某", units["prison"], phone="13800000001", number=ID_A, valid_from=FOUNDED)
    return org.register_many([made], by=SYSTEM)[0]


@pytest.fixture
def matched(units, bring, rows):
    def give(*listed, by=SYSTEM, unit="department"):
        give.batch = bring(by, units[unit], persons=[HEADS, *listed])
        return rows(give.batch)

    return give


@pytest.mark.parametrize(
    "one", [row(identity=ID_A), row(phone="138 0000 0001"), row(identity=ID_A.lower(), phone="+86-13800000001")]
)
def test_a_number_says_who_it_is(wang, matched, one):
    line = matched(one)[2]
    assert (line.outcome, line.target) == ("same", str(wang.pk))


def test_the_id_says_who_it_is_even_masked(wang, matched):
    line = matched(row("王*", person=str(wang.pk), identity="*" * 16 + ID_A[-2:]))[2]
    assert (line.outcome, line.how) == ("same", "id")


def test_a_masked_value_of_somebody_else_is_rejected(wang, matched):
    assert "not that of the person" in said(matched(row("李*", person=str(wang.pk)))[2])
    assert "together with the person's id" in said(matched(row("李*"))[2])


def test_a_changed_value_is_shown_old_and_new(wang, matched):
    line = matched(row("王某某", identity=ID_A, phone="13900000000"))[2]
    assert line.outcome == "changed"
    assert line.changes == {"name": ["王某", "王某某"], "phone": ["13800000001", "13900000000"]}


def test_a_change_is_taken_and_the_person_found_by_it(wang, matched):
    matched(row("王某某", identity=ID_A, phone="13900000000"))
    exchange.take(matched.batch, by=SYSTEM)
    assert names([wang.pk]) == {wang.pk: "王某某"}
    assert known_by(org.PHONE_KIND, ["13900000000", "13800000001"]) == {"13900000000": [wang.pk]}


def test_another_unit_is_a_further_capacity(wang, matched):
    assert matched(row(identity=ID_A, unit="centre"))[2].changes == {"unit": ["", "centre"]}


def test_a_name_alone_is_somebodys_decision(wang, matched):
    line = matched(row())[2]
    assert line.outcome == "ask"
    assert [(one["id"], one["how"]) for one in line.candidates] == [(str(wang.pk), "name")]


def test_an_identity_number_of_another_is_another_person(wang, matched):
    assert matched(row(identity=ID_B))[2].outcome == "new"


def test_a_telephone_of_another_name_is_a_decision(wang, matched):
    line = matched(row("李某", phone="13800000001"))[2]
    assert [one["how"] for one in line.candidates] == ["phone"]


def test_undecided_nothing_is_taken(wang, matched):
    matched(row())
    with pytest.raises(Refused, match="decide first") as refused:
        exchange.take(matched.batch, by=SYSTEM)
    assert refused.value.code == "exchange.undecided"


@pytest.mark.parametrize(("choice", "more"), [("new", 1), ("same", 0)])
def test_what_was_decided_is_taken(wang, matched, choice, more):
    matched(row(phone="13900000000"), row("新某", identity=ID_B))
    before = Person.objects.count()
    exchange.decide(matched.batch, "persons", {2: str(wang.pk) if choice == "same" else choice}, by=SYSTEM)
    assert exchange.take(matched.batch, by=SYSTEM)
    assert Person.objects.count() - before == 1 + more


def test_what_is_left_out_is_not_taken(wang, matched):
    matched(row(), row("新某", identity=ID_B))
    before = Person.objects.count()
    exchange.decide(matched.batch, "persons", {2: "skip"}, by=SYSTEM)
    exchange.take(matched.batch, by=SYSTEM)
    assert Person.objects.count() - before == 1


@pytest.mark.parametrize("choice", ["somebody", ""])
def test_only_what_was_shown_can_be_chosen(wang, matched, choice):
    matched(row())
    with pytest.raises(Refused, match="choose one of the persons shown"):
        exchange.decide(matched.batch, "persons", {2: choice}, by=SYSTEM)
    with pytest.raises(Refused):
        exchange.decide(matched.batch, "persons", {99: "new"}, by=SYSTEM)


def test_namesakes_in_the_file_without_numbers_are_a_decision(units, matched):
    found = matched(row(), row())
    assert (found[2].outcome, found[3].outcome) == ("new", "ask")
    exchange.decide(matched.batch, "persons", {3: "row:2"}, by=SYSTEM)
    before = Person.objects.count()
    exchange.take(matched.batch, by=SYSTEM)
    assert Person.objects.count() - before == 1


def test_one_person_in_two_units_of_the_file_comes_once(units, matched):
    matched(row(identity=ID_A), row(identity=ID_A, unit="centre"))
    before = Person.objects.count()
    exchange.take(matched.batch, by=SYSTEM)
    assert Person.objects.count() - before == 1
    assert set(Capacity.objects.order_by("-pk")[:2].values_list("unit__code", flat=True)) == {"prison", "centre"}


@pytest.mark.parametrize(
    ("second", "sentence"),
    [(row(identity=ID_A), "says the same"), (row("李某", identity=ID_A, unit="centre"), "with other particulars")],
)
def test_rows_that_contradict_each_other_are_rejected(units, matched, second, sentence):
    assert sentence in said(matched(row(identity=ID_A), second)[3])


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (row(unit="nowhere"), "nowhere is not there"),
        (row(identity="11010519491231002"), "has 18 characters"),
        (row(identity="110105194912310021"), "check digit"),
        (row(identity="1.10105194912310E+17"), "rounded this number"),
        (row(phone="12"), "not a telephone"),
        (row("王某1"), "no digits"),
        (row(since="2020-02-30"), "not a date"),
        (row(since="2020-02-03", until="2020-02-03"), "after the first"),
        (row(capacity="皇帝"), "permitted values"),
    ],
)
def test_what_cannot_be_is_rejected_with_a_sentence(units, matched, one, sentence):
    assert sentence in said(matched(one)[2])


def test_the_day_since_when_cannot_be_changed(wang, matched):
    assert "cannot be changed by an import; it is 2020-01-01" in said(
        matched(row(identity=ID_A, since="2019-01-01"))[2]
    )


def test_who_leaves_leaves(wang, matched):
    matched(row(identity=ID_A, until="2020-03-01"))
    exchange.take(matched.batch, by=SYSTEM)
    assert str(Capacity.objects.get(person=wang).valid_to) == "2020-03-01"


def test_a_new_person_may_leave_already(units, matched):
    matched(row("新某", identity=ID_B, since="2020-01-01", until="2020-03-01"))
    exchange.take(matched.batch, by=SYSTEM)
    assert str(Capacity.objects.order_by("-pk").first().valid_to) == "2020-03-01"


def test_two_numbers_of_two_persons_contradict(wang, units, matched):
    [_other] = org.register_many([org.PersonRow("李某", units["prison"], number=ID_B)], by=SYSTEM)
    assert "two different persons" in said(matched(row(person=str(wang.pk), identity=ID_B))[2])


def test_a_person_of_another_unit_gives_nothing_away(wang, units, bureau, matched):
    """A bureau may take over whom it knows by number, but neither sees nor changes what another unit wrote."""
    assert matched(row(identity=ID_A, unit="league"), by=bureau, unit="league")[2].changes == {"unit": ["", "league"]}
    line = matched(row("王五", identity=ID_A, unit="league"), by=bureau, unit="league")[2]
    assert ("only that unit can change" in said(line), line.changes) == (True, {})


def test_persons_of_other_units_are_not_entered(bureau, matched):
    assert "may not enter persons of the unit prison" in said(matched(row(), by=bureau, unit="league")[2])


def test_two_persons_of_one_number_are_a_decision(wang, units, matched):
    org.register_many([org.PersonRow("王二", units["prison"], number=ID_A)], by=SYSTEM)
    assert len(matched(row(identity=ID_A))[2].candidates) == 2


def test_who_was_destroyed_is_new(wang, matched):
    from fengsui.ground.vault import actions as vault

    vault.destroy([wang.pk])
    assert matched(row(identity=ID_A))[2].outcome == "new"
