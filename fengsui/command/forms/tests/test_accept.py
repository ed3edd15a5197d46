import pytest

from fengsui.command.forms import actions
from fengsui.command.forms.models import Cell
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def current(version):
    return Cell.objects.current().filter(version=version)


def test_all_suggestions_at_once(version, superior):
    assert actions.accept(version, by=superior) == 11
    assert not current(version).filter(sure=False).exists()
    assert Entry.objects.get(kind="forms.mapped").data == {"version": 1, "deed": "accepted", "cells": 11}


def test_one_cell(version, superior):
    assert actions.accept(version, by=superior, places={("监狱", "C5")}) == 1
    assert list(current(version).filter(sure=True).values_list("ref", flat=True)) == ["C5"]


def test_nothing_left_to_accept(mapped, version, superior):
    with pytest.raises(Refused, match="no suggestion"):
        actions.accept(version, by=superior)


def test_only_who_keeps_the_form(version, bao, officer):
    for person in (bao, officer):
        with pytest.raises(Refused, match="You cannot"):
            actions.accept(version, by=person)
