"""bin/fengsui: its words, and how it says no."""

import pytest

from fengsui.ground.clock import actions as clock
from fengsui.ground.clock import queries
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.models import Entry
from fengsui.site import cli, databases


@pytest.fixture(autouse=True)
def _server_is_there(monkeypatch):
    monkeypatch.setattr(cli, "_database", cli._no_database)


@pytest.fixture
def drill(db):
    clock.found_drill(queries.on(queries.date(2020, 2, 3), queries.clock_time(18, 25)), "small", rate=0)


def test_help_lists_every_word(capsys):
    assert cli.main(["help"]) == 0
    said = capsys.readouterr().out
    for word in ("scenario", "drill", "journal", "golive", "doctor", "tick", "purge", "backup", "restore"):
        assert f"\n  {word} " in said


def test_an_unknown_word_gets_a_sentence(capsys):
    assert cli.main(["scenaro"]) == 1
    assert "did you mean “scenario”" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["drill", "--at", "noon"], ["drill", "--rate", "7"], ["journal"], ["brief"]])
def test_a_wrong_word_is_refused_without_a_traceback(words, capsys, db):
    assert cli.main(words) == 1
    said = capsys.readouterr().err
    assert said.startswith("fengsui: ")
    assert "Traceback" not in said


def test_the_clock_is_moved_in_local_time(drill, capsys):
    assert cli.main(["drill", "--at", "2020-02-03T19:05", "--pause"]) == 0
    assert "2020-02-03 19:05:00, the clock stands still; settled until 2020-02-03 19:05" in capsys.readouterr().out
    assert Entry.objects.filter(kind="org.clock_moved", actor=None).count() == 1


def test_a_live_clock_is_not_moved(db, capsys):
    clock.found_live()
    assert cli.main(["drill", "--rate", "60"]) == 1
    assert "live" in capsys.readouterr().err


def test_verify_counts_what_is_sealed(drill, capsys):
    journal.seal()
    assert cli.main(["journal", "verify"]) == 0
    assert "The journal is whole" in capsys.readouterr().out


def test_purge_asks_for_a_reason(db, capsys):
    assert cli.main(["purge"]) == 1
    assert "--reason" in capsys.readouterr().err
    assert cli.main(["purge", "--dry-run"]) == 0


def test_doctor_names_what_is_not_well(drill, capsys, monkeypatch):
    monkeypatch.setattr(databases, "kind", lambda _name: databases.DRILL)
    assert cli.main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "!! worker      no sign of life" in said
    assert "ok migrations" in said
