from datetime import timedelta
from uuid import uuid4

import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.models import Detainee, Movement, Prisoner
from fengsui.ground.journal.models import Entry
from fengsui.ground.presence.queries import whereabouts
from fengsui.ground.vault import queries as vault
from fengsui.house import Refused


def place(movement, hour):
    stay = whereabouts(movement.person.pk, at(hour))
    return stay.place.code if stay else None


def test_an_admission_enters_a_person_with_a_sealed_name(move):
    row = move("admission", number="ｎ－１００１ ")
    person = Prisoner.objects.get()
    assert vault.open_all([(person.pk, "name", person.name_sealed), (person.pk, "number", person.number_sealed)]) == [
        "王某某",
        "N-1001",
    ]
    assert (place(row, "09:59"), place(row, "10:01")) == (None, "ward-1")
    entry = Entry.objects.get(kind="custody.admission")
    assert "王" not in str(entry.data)


def test_a_person_is_found_again_by_number(move):
    first = move("admission")
    second = move("escort_out", "15:00", name="", place="定点医院")
    assert second.person == first.person
    assert Prisoner.objects.count() == 1
    assert (place(first, "14:00"), place(first, "16:00")) == ("ward-1", None)


def test_an_unknown_number_takes_a_name(move):
    with pytest.raises(Refused, match="Nobody here has this number") as refused:
        move("release", name=" ")
    assert refused.value.field == "number"


@pytest.mark.parametrize("number", ["", "  ", "x" * 31, "12;drop", "<b>"])
def test_a_number_is_digits_and_letters(move, number):
    with pytest.raises(Refused, match="digits and letters"):
        move("admission", number=number)


def test_a_mistyped_number_is_noticed_by_its_name(move):
    move("admission")
    with pytest.raises(Refused, match="another name"):
        move("escort_out", "11:00", name="李某")


def test_a_name_has_an_end(move):
    with pytest.raises(Refused, match="60"):
        move("admission", name="王" * 61)


def test_a_prisoner_who_was_always_here_may_leave(move):
    assert move("release").person.section.code == "ward-1"


@pytest.mark.parametrize(
    ("before", "kind"),
    [("admission", "admission"), ("release", "escort_out"), ("escort_out", "shift"), ("admission", "escort_back")],
)
def test_what_cannot_follow_is_refused(move, wards, before, kind):
    move(before)
    with pytest.raises(Refused, match="is not possible"):
        move(kind, "11:00", to_section=wards[1] if kind == "shift" else None)


def test_a_person_leaves_from_where_the_ledger_has_him(move, wards):
    move("shift", to_section=wards[1])
    with pytest.raises(Refused, match="in another section"):
        move("release", "11:00")
    assert move("release", "11:00", section=wards[1])


def test_what_is_entered_late_comes_out_in_order(move, wards):
    row = move("release", "16:00", section=wards[1])
    move("shift", "12:00", to_section=wards[1])
    assert [place(row, hour) for hour in ("11:00", "13:00", "17:00")] == [None, "ward-2", None]


def test_a_move_needs_another_section_and_only_a_move(move, wards):
    for kind, to, words in (
        ("shift", None, "Say to which"),
        ("release", wards[1], "Say to which"),
        ("shift", wards[0], "another"),
    ):
        with pytest.raises(Refused, match=words):
            move(kind, to_section=to)


def test_a_transfer_says_where(move, units):
    with pytest.raises(Refused, match="comes from or goes to"):
        move("transfer_out")
    assert move("transfer_out", counterpart=units["prison-2"]).counterpart.code == "prison-2"
    assert Entry.objects.get(kind="custody.transfer_out").data["place"] == "测试第二监狱"


def test_who_was_transferred_out_is_the_same_person_where_he_arrives(move, units):
    from fengsui.ground.org.scope import SYSTEM

    left = move("transfer_out", counterpart=units["prison-2"])
    came = custody.move(
        units["prison-2"], "transfer_in", number="1001", section=units["ward-3"], place="测试监狱", by=SYSTEM, at=at("14:00")
    )  # fmt: skip
    assert came.person == left.person
    assert (place(came, "15:00"), came.person.facility.code) == ("ward-3", "prison-2")


@pytest.mark.parametrize("kind", ["admission", "transfer_in"])
def test_the_same_number_elsewhere_is_another_person(move, units, kind):
    from fengsui.ground.org.scope import SYSTEM

    here = move("admission")
    there = custody.move(
        units["prison-2"], kind, number="1001", name="李某", section=units["ward-3"], place="外地", by=SYSTEM, at=at("14:00")
    )  # fmt: skip
    assert there.person != here.person


def test_a_centre_holds_detainees(centre, units, keeper):
    row = custody.move(
        centre, "admission", number="7", name="包某", section=units["brigade-1"], by=keeper, at=at("10:00")
    )
    assert isinstance(row.person, Detainee)
    assert Entry.objects.filter(kind="custody.detainee_admission").exists()
    assert not Prisoner.objects.exists()


def test_a_section_of_another_facility_or_closed_is_refused(move, units, wards):
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    with pytest.raises(Refused, match="does not belong"):
        move("admission", section=units["ward-3"])
    org.close(wards[0], day=DAY, by=SYSTEM)
    with pytest.raises(Refused, match="is closed"):
        move("admission")


def test_nothing_moves_in_the_future_or_without_the_right(move, superior):
    with pytest.raises(Refused, match="still to come"):
        move("admission", "19:00")
    with pytest.raises(Refused, match="enter movements"):
        move("admission", by=superior)


def test_an_unknown_kind_is_refused(move):
    with pytest.raises(Refused, match="what happened"):
        move("escape")


def test_sent_twice_it_is_entered_once(move):
    key = uuid4()
    assert move("admission", id=key) == move("admission", id=key)
    assert Movement.objects.count() == 1


def test_a_correction_replaces_with_a_reason(move, wards):
    wrong = move("admission")
    with pytest.raises(Refused, match="Say why"):
        move("admission", replaces=wrong)
    right = move("admission", "11:00", section=wards[1], replaces=wrong, because="the wrong ward")
    wrong.refresh_from_db()
    assert wrong.replaced_because == "the wrong ward"
    assert (place(right, "10:30"), place(right, "11:30")) == (None, "ward-2")


def test_a_correction_may_be_about_another_person(move):
    wrong = move("admission")
    right = move("admission", number="1002", name="李某", replaces=wrong, because="the wrong number")
    assert (place(wrong, "11:00"), place(right, "11:00")) == (None, "ward-1")


def test_a_mistake_is_withdrawn(move, officer, number):
    row = move("admission")
    assert number("prisoner_admissions") == 1
    custody.withdraw(row, because="entered by mistake", by=officer)
    assert (number("prisoner_admissions"), place(row, "11:00")) == (None, None)
    with pytest.raises(Refused, match="already"):
        custody.withdraw(row, because="again", by=officer)


def test_what_others_build_on_is_not_withdrawn(move, officer):
    """Without the return, the second escort would take out somebody who is out already."""
    move("escort_out", "09:00")
    row = move("escort_back", "10:00")
    move("escort_out", "11:00")
    with pytest.raises(Refused, match="is not possible"):
        custody.withdraw(row, because="entered by mistake", by=officer)


def test_a_movement_counts_in_the_window_in_which_it_happened(move, number, drill):
    drill(at("19:00"))
    move("admission", "17:59")
    move("escort_out", "18:00")
    assert (number("prisoner_admissions"), number("prisoner_escorts")) == (1, None)
    assert number("prisoner_escorts", DAY + timedelta(days=1)) == 1
