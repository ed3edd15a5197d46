from datetime import time

import pytest

from fengsui.command.forms import actions
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused

GIVEN = {"name": "日报", "recipient": "区指挥部", "due": time(17), "day_before": False, "missing_word": ""}


def test_particulars(form, superior):
    actions.settle_particulars(form, **GIVEN, by=superior)
    form.refresh_from_db()
    assert (form.name, form.recipient, form.due, form.missing_word) == ("日报", "区指挥部", time(17), "")
    assert Entry.objects.get(kind="forms.set").data == {"due": "17:00"}


@pytest.mark.parametrize(("field", "value"), [("name", " "), ("missing_word", "0"), ("missing_word", "0.0")])
def test_what_cannot_be_is_said_beside_its_field(form, superior, field, value):
    with pytest.raises(Refused) as refused:
        actions.settle_particulars(form, **GIVEN | {field: value}, by=superior)
    assert refused.value.field == field


def test_given_up_and_taken_up_again(form, superior):
    actions.end(form, by=superior)
    with pytest.raises(Refused, match="no longer kept"):
        actions.end(form, by=superior)
    actions.revive(form, by=superior)
    with pytest.raises(Refused, match="kept already"):
        actions.revive(form, by=superior)


def test_only_who_keeps_it(form, bao):
    for act in (actions.end, actions.revive):
        with pytest.raises(Refused, match="You cannot"):
            act(form, by=bao)
