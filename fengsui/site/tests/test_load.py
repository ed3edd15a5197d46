from datetime import timedelta

import pytest

from fengsui.ground.clock import actions, queries
from fengsui.ground.org.models import Unit
from fengsui.house import Refused
from fengsui.site import databases, scenario

pytestmark = pytest.mark.usefixtures("ready_made")


def _hours_since_opening(name, held):
    with databases.using(name):
        return (queries.now() - held.opens) / timedelta(hours=1)


def test_a_loaded_drill_runs_from_its_opening_hour(installation, small_scenario):
    parts = []
    held = scenario.load(small_scenario, parts.append)
    assert parts == ["tables", "units", "seals"]
    assert held.accounts == (("bao", "p", "长"),)
    assert scenario.loaded() == small_scenario
    assert 0 <= _hours_since_opening(installation, held) < 0.1


def test_reset_forgets_what_was_done_and_puts_the_clock_back(installation, small_scenario):
    held = scenario.load(small_scenario)
    with databases.using(installation):
        Unit.objects.create(code="later", kind="prison", name="乙监狱", valid_from="2020-01-01")
        actions.move(held.opens + timedelta(hours=5), rate=60)
    scenario.reset()
    with databases.using(installation):
        assert not Unit.objects.filter(code="later").exists()
    assert _hours_since_opening(installation, held) < 0.1


def test_reset_loads_anew_when_the_scenario_changed(installation, small_scenario):
    scenario.load(small_scenario)
    file = scenario.FOLDER / small_scenario / "units.csv"
    file.write_text(file.read_text(encoding="utf-8") + "second,prison,丙监狱,root\n", encoding="utf-8")
    parts = []
    scenario.reset(parts.append)
    assert "units" in parts
    with databases.using(installation):
        assert Unit.objects.filter(code="second").exists()


def test_a_live_database_is_never_loaded_reset_or_dropped(installation, small_scenario):
    databases.create(installation)
    with databases.using(installation):
        scenario.migrate()
        actions.found_live()
    for touch in (lambda: scenario.load(small_scenario), scenario.reset, lambda: databases.drop(installation)):
        with pytest.raises(Refused, match="live"):
            touch()
    assert databases.kind(installation) == databases.LIVE


def test_an_unknown_scenario_is_refused_with_the_known_ones(small_scenario):
    with pytest.raises(Refused, match="there are: small"):
        scenario.find("2021")


def test_two_loads_at_once_do_not_meet(installation, small_scenario):
    with databases.alone(), pytest.raises(Refused, match="Somebody else"):
        scenario.load(small_scenario)
