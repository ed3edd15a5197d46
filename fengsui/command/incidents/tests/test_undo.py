"""One's own last step is taken back while nobody has done anything since."""

import pytest

from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.tests.conftest import TEXT, owed, stage
from fengsui.house import Refused


def test_a_follow_up_a_final_report_a_withdrawal_a_correction(report, officer, said):
    incident = report()
    for act in (
        lambda: actions.follow(incident, "x", by=officer), lambda: actions.conclude(incident, "x", by=officer),
        lambda: actions.withdraw(incident, "x", by=officer), lambda: actions.correct(incident, said(text="x"), "y", by=officer),
    ):  # fmt: skip
        step = act()
        actions.undo(incident, step.pk, by=officer)
        now = queries.now(incident)
        assert (now.stage, now.text, now.number, owed("incidents.follow").count()) == ("reported", TEXT, 1, 1)


def test_not_the_first_report_not_somebody_elses_not_twice(report, officer, leader):
    incident = report()
    with pytest.raises(Refused, match="since"):
        actions.undo(incident, queries.now(incident).pk, by=officer)
    step = actions.conclude(incident, "x", by=officer)
    with pytest.raises(Refused, match="since"):
        actions.undo(incident, step.pk, by=leader)
    actions.undo(incident, step.pk, by=officer)
    with pytest.raises(Refused, match="since"):
        actions.undo(incident, step.pk, by=officer)
    assert stage(incident) == "reported"
