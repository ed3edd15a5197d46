"""The answers behind a standing question's number: who sent what, what was answered again."""

import pytest

from fengsui.cast import DAY, at
from fengsui.command.questions import actions
from fengsui.command.questions.queries.evidence import evidence
from fengsui.ground.indicators import queries as indicators


@pytest.fixture
def kept(ask, bao):
    row = ask("prison", "prison-2")
    return row, actions.keep(row, hour=at("19:30").time(), by=bao)


def told(unit, code, known=None):
    return evidence(unit.pk, indicators.asked(DAY, [unit.pk], known), code)


def test_an_answer_has_its_row_and_leads_to_it(kept, send, officer, prison, units):
    row, standing = kept
    send(row, "prison", officer, 3)
    [one] = told(prison, standing.code)
    assert (one.text, one.by, one.replaced_at) == ("Test prison: 3", officer.pk, None)
    assert one.url == f"/questions/{row.pk}/at/prison/"
    assert told(units["prison-2"], standing.code) == []


def test_what_was_answered_again_is_struck_from_then_on(kept, send, officer, prison, drill):
    row, standing = kept
    send(row, "prison", officer, 3)
    drill(at("18:40"))
    send(row, "prison", officer, 4)
    assert [(one.text[-1], one.reason) for one in told(prison, standing.code)] == [("3", "answered again"), ("4", "")]
    assert [(one.text[-1], one.reason) for one in told(prison, standing.code, at("18:35"))] == [("3", "")]


def test_a_withdrawn_question_has_no_rows_but_had_them(kept, send, officer, bao, prison, drill):
    row, standing = kept
    send(row, "prison", officer, 3)
    drill(at("18:40"))
    actions.withdraw(row, reason="asked twice", by=bao)
    assert told(prison, standing.code) == []
    assert len(told(prison, standing.code, at("18:35"))) == 1
