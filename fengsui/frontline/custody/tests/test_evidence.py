"""The rows behind the numbers of this room: who entered what, what was corrected or withdrawn, what is missing."""

import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.actions import Row
from fengsui.frontline.custody.queries.evidence import evidence
from fengsui.ground.indicators import queries as indicators


@pytest.fixture
def rows(prison):
    """`rows("prisoners")`: the rows behind a number of the prison, as known now or then."""

    def read(code, known=None, unit=prison):
        return evidence(unit.pk, indicators.asked(DAY, [unit.pk], known), f"custody.{code}")

    return read


def test_every_section_of_the_last_roll_call_has_its_row(count, rows, officer):
    count(100, 80)
    first, second = rows("prisoners")
    assert "100" in first.text
    assert (first.at, first.by, first.replaced_at) == (at("18:05"), officer.pk, None)
    assert "/custody/prison/2020-02-03/evening/" in second.url


def test_a_count_that_does_not_add_up_says_so(count, rows):
    count(100, 80, slot="morning")
    count(99, 80)
    assert [row.remark for row in rows("prisoners")] == ["100 expected, difference -1", ""]


def test_a_section_without_a_count_is_named_as_missing(count, rows):
    count(100, None)
    assert [(row.at is None, "not counted" in row.text) for row in rows("prisoners")] == [(False, False), (True, True)]


def test_a_corrected_count_stays_with_its_reason(count, rows, drill, prison, wards, officer):
    count(100, 80)
    drill(at("18:50"))
    again = [Row(wards[0], 99, measured=None)]
    custody.count(prison, DAY, "evening", again, by=officer, at=at("18:05"), reason="one counted twice")
    old, new, _other = rows("prisoners")
    assert (old.replaced_at, old.reason, new.replaced_at) == (at("18:50"), "one counted twice", None)
    assert [row.replaced_at for row in rows("prisoners", at("18:45"))] == [None, None]


def test_movements_are_masked_and_withdrawn_ones_are_struck(move, rows, officer, drill):
    moved = move("admission")
    drill(at("18:50"))
    custody.withdraw(moved, because="wrong person", by=officer)
    (row,) = rows("prisoner_admissions")
    assert "王某某" not in row.text
    assert "1001" not in row.text
    assert (row.reason, row.by, row.is_late) == ("wrong person", officer.pk, True)


def test_fevers_lead_to_their_page(fever, rows):
    hot = fever(38.1)
    (row,) = rows("prisoner_fevers")
    assert "38.1" in row.text
    assert str(hot.pk) in row.url


def test_a_person_whose_data_was_destroyed_is_only_that(fever, rows):
    hot = fever(38.1)
    type(hot.person).objects.filter(pk=hot.person.pk).update(name_sealed=b"", number_sealed=b"")
    assert "destroyed" in rows("prisoner_fevers")[0].text


def test_strengths_are_those_of_the_last_day(muster, rows):
    muster(40, 30, 10)
    muster(41, 30, 9, reason="one came back")
    assert [("41" in row.text, bool(row.replaced_at)) for row in rows("officers_on_duty")] == [
        (False, True),
        (True, False),
    ]


def test_without_a_roll_call_there_are_no_rows(units, rows):
    assert rows("prisoners", unit=units["county"]) == []
