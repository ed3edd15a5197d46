import pytest

from fengsui.ground.runs import actions, queries


def taken(key, query, person):
    run = actions.export(queries.tables()[key], query, "csv", by=person, now=True)
    actions.perform(run.pk)
    run.refresh_from_db()
    return run, queries.opened(run).decode("utf-8-sig").splitlines() if run.file_size else []


def test_rounds_with_n_of_m(ask, send, officer, bao):
    send(ask(), "prison", officer, 3)
    _run, lines = taken("questions.rounds", {}, bao)
    assert lines[1].endswith(",1,3")


def test_answers_by_unit_missing_ones_empty(ask, send, officer, bao):
    row = ask()
    send(row, "prison", officer, 3)
    _run, lines = taken("questions.round", {"pk": str(row.pk)}, bao)
    assert sum(line.endswith(",,,,,,not answered") for line in lines) == 2


@pytest.mark.parametrize("pk", ["", "x", "0199aaaa-0000-7000-8000-000000000000"])
def test_a_question_that_is_not_there(pk, ask, bao):
    run, _lines = taken("questions.round", {"pk": pk}, bao)
    assert (run.state, run.refusal) == ("refused", "This question does not exist, or it is not yours to see.")
