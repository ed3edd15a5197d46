"""Once the response is over, what was kept for the epidemic is due, whatever its own time."""

from datetime import timedelta

import pytest

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.org.models import Person
from fengsui.ground.retention import queries
from fengsui.ground.retention.declare import Ending
from fengsui.ground.vault.declare import Keep, Purpose


@pytest.fixture
def over(monkeypatch):
    """over(days, …): each an emergency that ended so many days ago; None goes on."""

    def say(*ago):
        found = tuple(
            Ending(lambda days=days: None if days is None else clock.now() - timedelta(days=days)) for days in ago
        )
        monkeypatch.setattr(queries, "endings", lambda: found)

    return say


@pytest.fixture
def before(units):
    """before(purpose): the moment before which rows kept for a year are due now."""

    def ask(purpose):
        asked = []
        keep = Keep(Person, "x", ("name_sealed",), purpose, days=365, due=lambda moment: asked.append(moment) or set())
        queries.due(keep, over=queries.all_due())
        return asked[0]

    return ask


def test_while_it_runs_each_table_has_its_own_time(over, before):
    over(40, None)
    assert (queries.ended(), queries.over_from(queries.ended())) == (None, None)
    assert before(Purpose.EPIDEMIC) == clock.now() - timedelta(days=365)


def test_after_the_days_of_grace_all_of_the_epidemic_is_due(over, before):
    over(40, 31)
    assert queries.ended() == clock.now() - timedelta(days=31)
    assert before(Purpose.EPIDEMIC) == clock.now()


def test_what_is_kept_for_the_service_keeps_its_time(over, before):
    over(31)
    assert before(Purpose.SERVICE) == clock.now() - timedelta(days=365)


def test_in_the_days_of_grace_nothing_changes(over, before):
    over(29)
    assert before(Purpose.EPIDEMIC) == clock.now() - timedelta(days=365)


def test_the_days_of_grace_are_a_measure(over, before, bao):
    over(29)
    measures.put(parameters()["retention.grace_days"], 28, basis="响应终止", by=bao)
    assert before(Purpose.EPIDEMIC) == clock.now()


def test_the_page_says_since_when_and_from_when(over, security, account, client):
    over(31)
    client.force_login(account(security))
    assert "The response ended on" in client.get("/retention/", HTTP_ACCEPT_LANGUAGE="en").text
