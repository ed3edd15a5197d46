from datetime import timedelta
from uuid import uuid4

import pytest

from fengsui.cast import DAY, FOUNDED, at
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.actions import Row
from fengsui.frontline.custody.models import Confirmation, Count
from fengsui.ground.indicators.actions import together
from fengsui.ground.journal.queries import history
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def test_every_section_is_counted_by_a_named_officer(prison, count, officer):
    first, second = count(100, 80)
    assert (first.total, second.total, first.entered_by) == (100, 80, officer)
    assert first.at == at("18:05")
    entry = history(f"custody.roll_call:{prison.pk}:{DAY}:evening")
    assert [row.data["present"] for row in entry] == [180]


def test_a_section_that_is_not_given_stays_missing(count, number):
    count(100)
    assert (number("prisoners"), number("sections"), number("sections_counted")) == (None, 2, 1)
    count(None, 80)
    assert (number("prisoners"), number("sections_counted")) == (180, 2)


def test_a_correction_takes_a_reason_and_replaces(count):
    [first] = count(100)
    with pytest.raises(Refused, match="Say why") as refused:
        count(101)
    assert refused.value.field == "reason"
    [second] = count(101, at=None, reason="miscounted")
    first.refresh_from_db()
    assert (first.replaced_because, second.at) == ("miscounted", first.at)
    assert list(Count.objects.as_known().values_list("present", flat=True)) == [101]


def test_a_correction_and_a_new_section_are_told_apart(prison, count):
    count(100)
    count(99, 80, reason="miscounted")
    kinds = [row.kind for row in history(f"custody.roll_call:{prison.pk}:{DAY}:evening")]
    assert kinds == ["custody.counted", "custody.counted", "custody.corrected"]


def test_equal_numbers_change_nothing(count):
    assert len(count(100, 80)) == 2
    assert count(100, 80) == []


def test_the_same_form_sent_twice_counts_once(prison, wards, officer):
    row = Row(wards[0], 100, id=uuid4())
    for expected in (1, 0):
        made = custody.count(prison, DAY, "evening", [row], by=officer, at=at("18:05"))
        assert len(made) == expected


def test_a_form_that_arrives_after_its_correction_is_not_taken_again(prison, wards, officer, count):
    row = Row(wards[0], 100, measured=100, id=uuid4())
    custody.count(prison, DAY, "evening", [row], by=officer, at=at("18:05"))
    count(101, reason="miscounted")
    assert custody.count(prison, DAY, "evening", [row], by=officer, at=at("18:05")) == []


def test_what_somebody_else_saved_is_not_overwritten_unseen(count, wards):
    [theirs] = count(100)
    with pytest.raises(Refused) as refused:
        count(99, 80, reason="counted again", seen={wards[0].pk: "", wards[1].pk: ""})
    assert refused.value.facts["conflicts"] == {wards[0].pk: theirs}
    assert Count.objects.count() == 1  # nothing is half-saved
    count(99, 80, reason="counted again", seen={wards[0].pk: str(theirs.pk)})
    assert Count.objects.as_known().count() == 2


@pytest.mark.parametrize(
    "row", [{"present": -1}, {"present": 10_000}, {"outside": -1}, {"measured": -3}, {"present": True}]
)
def test_a_number_must_be_possible(prison, wards, officer, row):
    with pytest.raises(Refused, match="whole number") as refused:
        custody.count(prison, DAY, "evening", [Row(wards[0], **{"present": 5, **row})], by=officer, at=at("18:05"))
    assert refused.value.facts["section"] == wards[0].pk


def test_nothing_is_no_roll_call(prison, officer):
    with pytest.raises(Refused, match="at least one"):
        custody.count(prison, DAY, "evening", [], by=officer)


def test_a_closed_ward_cannot_be_counted(wards, count):
    org.close(wards[1], day=DAY, by=SYSTEM)
    wards[1].refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        count(100, 80)
    assert len(count(100)) == 1


def test_a_closed_facility_cannot_be_counted(prison, count):
    org.close(prison, day=DAY, by=SYSTEM)
    with pytest.raises(Refused):
        count(100, by=SYSTEM)


def test_a_ward_of_another_prison_is_refused(prison, units):
    with pytest.raises(Refused, match="does not belong"):
        custody.count(prison, DAY, "evening", [Row(units["ward-3"], 5)], by=SYSTEM, at=at("18:05"))


@pytest.mark.parametrize("hour", ["18:32", "23:59"])
def test_nobody_counts_in_the_future(count, hour):
    with pytest.raises(Refused, match="still to come"):
        count(100, at=at(hour))


@pytest.mark.parametrize("moment", [at("17:29"), at("06:30", DAY + timedelta(days=1))])
def test_a_count_belongs_to_its_roll_call(count, drill, moment):
    drill(at("07:00", DAY + timedelta(days=1)))
    with pytest.raises(Refused, match="is taken from 17:30 until before 06:30"):
        count(100, at=moment)


def test_a_late_count_says_when_it_was_taken(count, drill):
    drill(at("09:00", DAY + timedelta(days=1)))
    [row] = count(100, at=at("23:59"))
    assert (row.at, row.known_at) == (at("23:59"), at("09:00", DAY + timedelta(days=1)))


def test_only_those_who_may_count(prison, wards, superior, zhao, keeper):
    for person in (superior, zhao, keeper):
        with pytest.raises(Refused, match="take the roll-call"):
            custody.count(prison, DAY, "evening", [Row(wards[0], 5)], by=person, at=at("18:05"))


def test_an_officer_of_one_ward_counts_that_ward(prison, wards, uyunna):
    org.appoint(uyunna, wards[0], "officer", by=SYSTEM, since=FOUNDED)
    assert custody.count(prison, DAY, "evening", [Row(wards[0], 5)], by=uyunna, at=at("18:05"))
    with pytest.raises(Refused):
        custody.count(prison, DAY, "evening", [Row(wards[1], 5)], by=uyunna, at=at("18:05"))


def test_a_correction_reopens_the_confirmation(prison, count, leader):
    from fengsui.ground.messages.queries import inbox, text

    count(100, 80)
    custody.confirm(prison, DAY, "evening", by=leader)
    count(99, at=None, reason="miscounted")
    assert Confirmation.objects.get().replaced_because == "miscounted"
    assert "confirm it again" in text(inbox(leader).first())


def test_a_section_counted_after_the_confirmation_reopens_it_too(prison, count, units, leader):
    from fengsui.ground.org.actions import UnitRow

    count(100, 80)
    custody.confirm(prison, DAY, "evening", by=SYSTEM)  # nobody is told: the system confirmed
    rows = [UnitRow("ward-9", "ward", "九监区", superiors={"territory": "prison", "prison": "prison"})]
    org.arrange(rows, since=FOUNDED, by=SYSTEM)
    ward = type(prison).objects.get(code="ward-9")
    custody.count(prison, DAY, "evening", [Row(ward, 7)], by=SYSTEM, at=at("18:20"))
    assert not Confirmation.objects.as_known().exists()


def test_a_count_of_a_centre_belongs_to_the_report_of_the_next_day(centre, units, keeper, number):
    """Its report of a day covers the whole day before (indicators.window_end is 0)."""
    from fengsui.ground.indicators.measures import WINDOW_END
    from fengsui.ground.measures.actions import put

    put(WINDOW_END, 0, basis="test", by=SYSTEM, at=at("00:00", FOUNDED), system="rehabilitation")
    custody.count(centre, DAY, "evening", [Row(units["brigade-1"], 60, 1)], by=keeper, at=at("18:05"))
    assert number("detainees", DAY, centre) is None
    assert number("detainees", DAY + timedelta(days=1), centre) == 61


def test_many_counts_may_refresh_their_numbers_together(count, number):
    with together():
        count(100, 80)
        assert number("prisoners") is None
    assert number("prisoners") == 180
