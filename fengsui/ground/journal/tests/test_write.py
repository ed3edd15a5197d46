import pytest

from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import Unguarded, action
from fengsui.ground.journal.models import Entry
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope


def test_an_undeclared_kind_is_not_written(units):
    with pytest.raises(LookupError):
        journal.write("org.gossiped", by=None, unit=None, about="test")


def test_a_field_that_no_room_declared_is_not_written(units):
    with pytest.raises(ValueError, match="name"):
        journal.write("org.arranged", by=None, unit=None, about="test", name="王某")


def test_an_action_that_asks_for_no_right_commits_nothing(units):
    @action
    def careless():
        journal.write("org.arranged", by=None, unit=None, about="careless", units=1)

    with pytest.raises(Unguarded, match="asked for no right"):
        careless()
    assert not Entry.objects.filter(about="careless").exists()


def test_an_action_that_writes_no_fact_commits_nothing(units, bao):
    @action
    def silent():
        scope.require(bao, "org.view")

    with pytest.raises(Unguarded, match="wrote no fact"):
        silent()


def test_an_objects_history_is_its_entries(units):
    journal.write("org.arranged", by=None, unit=None, about="thing:1", units=1)
    journal.write("org.arranged", by=None, unit=None, about="thing:2", units=1)
    assert len(history("thing:1")) == 1
