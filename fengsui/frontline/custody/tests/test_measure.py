from datetime import timedelta
from uuid import uuid4

import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.models import Fever, Outcome, Remeasurement
from fengsui.ground.messages.queries import inbox, text
from fengsui.house import Refused


@pytest.mark.parametrize(
    ("typed", "read"), [("３７．５", "37.5"), ("37,5", "37.5"), ("38", "38.0"), (37.3, "37.3"), ("39.04 ℃", "39.0")]
)
def test_a_temperature_is_read_as_people_type_it(fever, typed, read):
    assert str(fever(typed).celsius) == read


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "as 37.5"),
        ("hot", "as 37.5"),
        ("nan", "as 37.5"),
        ("43.1", "between"),
        ("33.9", "between"),
        ("37.2", "no fever"),
    ],
)
def test_what_is_no_fever_is_refused(fever, typed, words):
    with pytest.raises(Refused, match=words) as refused:
        fever(typed)
    assert refused.value.field == "celsius"


def test_the_threshold_is_a_measure(fever):
    from fengsui.ground.measures.actions import put
    from fengsui.ground.measures.measures import FEVER_THRESHOLD
    from fengsui.ground.org.scope import SYSTEM

    put(FEVER_THRESHOLD, 37.0, basis="test", by=SYSTEM, at=at("00:00"))
    assert fever("37.0")


def test_leaders_and_the_duty_chief_above_hear_of_it_without_a_name(fever, leader, superior):
    fever()
    for person in (leader, superior):
        assert "38.1" in text(inbox(person).first())
        assert "张" not in str(inbox(person).first().data)


def test_sent_twice_it_is_entered_once(fever, officer):
    key = uuid4()
    first = fever(id=key)
    assert fever(id=key) == first
    for _ in range(2):
        custody.remeasure(first, celsius=37, by=officer, id=key)
    assert (Fever.objects.count(), Remeasurement.objects.count()) == (1, 1)


def test_nobody_measures_elsewhere_or_without_the_right(fever, units, superior):
    with pytest.raises(Refused, match="does not belong"):
        fever(section=units["ward-3"])
    with pytest.raises(Refused, match="enter temperatures"):
        fever(by=superior)


def test_an_unknown_site_is_refused(fever, officer):
    with pytest.raises(Refused, match="where"):
        fever(site="nose")
    with pytest.raises(Refused, match="where"):
        custody.remeasure(fever(), celsius=37, site="nose", by=officer)


def test_it_is_measured_again_afterwards(fever, officer):
    row = fever()
    assert str(custody.remeasure(row, celsius="36.9", by=officer, at=at("12:20")).celsius) == "36.9"
    with pytest.raises(Refused, match="after the fever"):
        custody.remeasure(row, celsius="36.9", by=officer, at=at("11:59"))


def test_what_was_decided_is_replaced_by_a_later_decision(fever, officer):
    row = fever()
    first = custody.conclude(row, "isolated", by=officer)
    assert custody.conclude(row, "isolated", by=officer) == first
    custody.conclude(row, "cleared", by=officer)
    assert [one.kind for one in Outcome.objects.as_known()] == ["cleared"]
    with pytest.raises(Refused, match="Choose"):
        custody.conclude(row, "cured", by=officer)


def test_a_mistake_is_withdrawn_and_takes_no_more(fever, officer, number, count):
    count(100, 80, day=DAY)
    row = fever()
    assert number("prisoner_fevers") == 1
    custody.withdraw_fever(row, because="entered by mistake", by=officer)
    assert number("prisoner_fevers") == 0
    for act in (
        lambda: custody.remeasure(row, celsius=37, by=officer),
        lambda: custody.conclude(row, "cleared", by=officer),
    ):
        with pytest.raises(Refused, match="withdrawn"):
            act()


def test_a_fever_after_the_window_belongs_to_the_next_report(fever, number):
    fever(at=at("18:10"))
    assert (number("prisoner_fevers"), number("prisoner_fevers", DAY + timedelta(days=1))) == (None, 1)
