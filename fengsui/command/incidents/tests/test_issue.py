"""The bulletin on paper: numbered, without persons, the same as long as nothing changed."""

import pytest

from fengsui.cast import at
from fengsui.command.incidents import actions
from fengsui.house import Refused


def test_it_has_a_number_and_says_nothing_of_persons(report, officer):
    incident = report(about_persons="王某", place="一监区", persons=1, happened="18:00")
    actions.enter_fever(incident, "measured", at=at("18:05"), celsius="38.5", by=officer)
    actions.record_outside(incident, "direct", at=at("18:20"), card="1", by=officer)
    document = actions.issue(incident, by=officer).document
    assert (document.number_label, document.series.code) == ("〔2020〕第1期", "incident-bulletin")
    assert document.pdf.startswith(b"%PDF")
    assert "王某" not in str(document.source)


def test_unchanged_it_is_the_same(report, officer):
    incident = report("fire")
    first = actions.issue(incident, by=officer)
    assert actions.issue(incident, by=officer) == first
    for act in (actions.follow, actions.conclude):
        act(incident, "x", by=officer)
        assert actions.issue(incident, by=officer) != first


def test_by_its_unit_of_what_was_reported(report, note, officer, li):
    with pytest.raises(Refused, match="You cannot"):
        actions.issue(report(), by=li)
    with pytest.raises(Refused, match="not reported"):
        actions.issue(note("fire"), by=officer)
