"""Corrected, withdrawn, opened again: with a reason, and what was said before stays."""

import pytest

from fengsui.cast import at
from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.models import Incident
from fengsui.command.incidents.tests.conftest import TEXT, owed, stage
from fengsui.ground.messages.models import Message
from fengsui.house import Refused


def test_what_it_said_before_stays(report, officer, said):
    incident = report()
    actions.correct(incident, said(text="二监区一人发热", place="二监区"), "监区写错", by=officer)
    texts = [(step.deed, step.text, step.note) for step in queries.steps(incident)]
    assert texts == [("corrected", "二监区一人发热", "监区写错"), ("reported", TEXT, "")]
    assert Message.objects.filter(kind="incidents.corrected").count() == 0  # nobody sits above in this test


def test_the_clock_moves_with_the_hour_at_which_it_was_known(report, officer, said, drill):
    drill(at("20:30"))
    incident = report(learned="18:10")
    assert queries.now(incident).is_late
    step = actions.correct(incident, said(learned="19:10"), "获知时间写错", by=officer)
    assert (step.is_late, step.first_due_at) == (False, at("21:10"))
    with pytest.raises(Refused, match="later than now"):
        actions.correct(incident, said(learned="20:31"), "x", by=officer)


def test_so_does_what_is_owed_of_a_note(note, li, said):
    incident = note(learned="18:10")
    actions.correct(incident, said("fire", learned="18:25"), "是火警", by=li)
    assert (owed().get().due_at, queries.now(incident).kind) == (at("20:25"), "fire")


def test_it_takes_a_reason_and_is_done_once(report, officer, said):
    incident = report()
    with pytest.raises(Refused, match="Say why"):
        actions.correct(incident, said(), " ", by=officer)
    first, second = (actions.correct(incident, said(place="x"), "y", by=officer) for _n in range(2))
    assert first == second


def test_a_reported_one_is_its_units_to_correct(report, li, said, leader):
    incident = report()
    for act in (
        lambda by: actions.correct(incident, said(), "x", by=by),
        lambda by: actions.withdraw(incident, "x", by=by),
    ):
        with pytest.raises(Refused, match="You cannot"):
            act(li)
    assert actions.correct(incident, said(place="a"), "x", by=leader)


def test_a_kind_that_is_off_the_list_stays(report, officer, bao, said):
    incident = report("fire")
    actions.take_off("fire", by=bao)
    assert actions.correct(incident, said("fire", place="a"), "x", by=officer).kind == "fire"
    with pytest.raises(Refused, match="Choose the kind"):
        report("fire", again=True)


def test_withdrawn_nobody_owes_anything(report, note, officer, li):
    for incident, by in ((report(), officer), (note("fire"), li)):
        first, second = (actions.withdraw(incident, "误报", by=by) for _n in range(2))
        assert (first, stage(incident)) == (second, "withdrawn")
    assert not any(owed(kind).exists() for kind in ("incidents.first", "incidents.follow", "incidents.take"))
    with pytest.raises(Refused, match="withdrawn"):
        actions.withdraw(incident, "x", by=li)


def test_opened_again_it_is_owed_again(report, note, officer, li):
    incident, noted = report(), note("fire")
    actions.conclude(incident, "x", by=officer)
    first, second = (actions.reopen(incident, "又有一人", by=officer) for _n in range(2))
    assert (first, first.stage, owed("incidents.follow").count()) == (second, "reported", 1)
    actions.withdraw(noted, "x", by=li)
    assert (actions.reopen(noted, "x", by=li).stage, owed().count()) == ("noted", 1)
    with pytest.raises(Refused, match="noted"):
        actions.reopen(noted, "y", by=li)
    assert Incident.objects.count() == 2
