"""A unit is merged or closed while an incident goes on: it passes to the heir, or to the unit above."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, FOUNDED, at
from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.models import Incident
from fengsui.command.incidents.tests.conftest import owed
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.org import actions as org
from fengsui.ground.org.declare import Consequence
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import declared

TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def tomorrow(drill):
    from fengsui.command.incidents.settling import settle

    def begins():
        drill(at("08:00", TOMORROW))
        settle(at("08:00", TOMORROW), at("08:00", TOMORROW))

    return begins


def test_merged_the_heir_answers_for_it(report, note, units, tomorrow, li):
    incident, noted = report(), note("fire")
    org.merge([units["prison"]], units["prison-2"], since=TOMORROW, by=SYSTEM)
    assert queries.now(incident).unit.code == "prison"
    tomorrow()
    assert [queries.now(one).unit.code for one in (incident, noted)] == ["prison-2"] * 2
    assert {row.unit.code for kind in ("incidents.first", "incidents.follow") for row in owed(kind)} == {"prison-2"}
    assert Entry.objects.filter(kind="incidents.passed", unit=units["prison"].pk).count() == 2


def test_the_heir_is_told_reports_on_and_sees_what_was(report, units, tomorrow):
    incident = report()
    heir = org.register(["民警丁"], unit=units["prison-2"], capacity="officer", by=SYSTEM)[0]
    org.appoint(heir, units["prison-2"], "officer", by=SYSTEM, since=FOUNDED)
    org.merge([units["prison"]], units["prison-2"], since=TOMORROW, by=SYSTEM)
    tomorrow()
    assert Message.objects.filter(recipient=heir, kind="incidents.reported").exists()
    actions.follow(incident, "已隔离", by=heir)
    assert Incident.objects.visible_to(heir).get() == incident


def test_closed_without_an_heir_it_passes_to_the_unit_above(report, units, tomorrow):
    incident = report(unit="office", by=SYSTEM)
    org.close(units["office"], day=TOMORROW, by=SYSTEM)
    tomorrow()
    assert queries.now(incident).unit.code == "county"


def test_what_is_over_stays_and_a_tick_without_closed_units_does_nothing(report, units, officer, tomorrow):
    actions.conclude(incident := report(), "x", by=officer)
    assert actions.pass_on() == []
    org.merge([units["prison"]], units["prison-2"], since=TOMORROW, by=SYSTEM)
    tomorrow()
    assert queries.now(incident).unit.code == "prison"


def test_it_is_said_before_anybody_confirms(report, units):
    report()
    counted = next(one for one in declared("consequences", Consequence) if one.key == "incidents.open")
    assert (counted.count([units["prison"]], TOMORROW), counted.count([units["centre"]], TOMORROW)) == (1, 0)
