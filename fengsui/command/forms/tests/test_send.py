from datetime import time

import pytest

from fengsui.cast import DAY, at
from fengsui.command.forms import actions
from fengsui.command.forms.models import Sending
from fengsui.command.forms.tests import sheets
from fengsui.ground.obligations import queries as obligations
from fengsui.ground.obligations.actions import replan
from fengsui.ground.org.models import Unit
from fengsui.house import Refused


@pytest.fixture
def owed(drill, units, superior):
    """A form that is owed by 19:00."""
    drill(at("15:00"))
    form = actions.register(units["prisons"], sheets.saved(sheets.daily()), "x.xlsx", due=time(19), by=superior)
    actions.accept(form.versions.get(), by=superior)
    drill(at("18:30"))
    return form


def debts(person):
    return [row for row in obligations.mine(person)[0] if row.kind == "forms.send"]


def test_a_form_with_an_hour_is_owed(owed, superior, officer):
    [debt] = debts(superior)
    assert (debt.period, obligations.link(debt)) == ("2020-02-03", f"/forms/{owed.pk}/2020-02-03/")
    assert debts(officer) == []


def test_sent_it_vanishes(owed, superior):
    actions.fill(owed, DAY, by=superior)
    actions.send(owed, DAY, by=superior)
    assert debts(superior) == []


def test_taken_back_it_is_owed_again(owed, superior):
    actions.fill(owed, DAY, by=superior)
    actions.send(owed, DAY, by=superior)
    actions.unsend(owed, DAY, by=superior)
    assert len(debts(superior)) == 1
    actions.send(owed, DAY, by=superior)
    assert Sending.objects.count() == 2


def test_what_was_not_downloaded_cannot_have_been_sent(owed, superior):
    with pytest.raises(Refused, match="Download the sheet"):
        actions.send(owed, DAY, by=superior)


def test_sent_once(owed, superior):
    actions.fill(owed, DAY, by=superior)
    actions.send(owed, DAY, by=superior)
    with pytest.raises(Refused, match="sent already"):
        actions.send(owed, DAY, by=superior)


def test_not_sent_cannot_be_taken_back(owed, superior):
    with pytest.raises(Refused, match="not marked as sent"):
        actions.unsend(owed, DAY, by=superior)


def test_in_the_morning_it_tells_of_the_day_before(drill, units, superior):
    drill(at("07:00"))
    body = sheets.saved(sheets.daily())
    actions.register(units["prisons"], body, "x.xlsx", due=time(8), day_before=True, by=superior)
    assert [debt.period for debt in debts(superior)] == ["2020-02-02"]


def test_a_form_given_up_and_a_closed_unit_owe_nothing(owed, superior):
    actions.end(owed, by=superior)
    assert debts(superior) == []
    actions.revive(owed, by=superior)
    assert len(debts(superior)) == 1
    Unit.objects.filter(code="prisons").update(valid_to=DAY)
    replan()
    assert debts(superior) == []
