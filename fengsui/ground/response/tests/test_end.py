"""When every emergency is over, the purge hears since when."""

from datetime import date

from fengsui.cast import at
from fengsui.ground.response import actions
from fengsui.ground.response.models import Stage
from fengsui.ground.retention.queries import ended

LIFTED = at("12:00", date(2020, 2, 2))


def test_nothing_recorded_is_no_end(units):
    assert ended() is None


def test_while_one_goes_on_there_is_no_end(emergency, units, bao):
    actions.take_step(emergency, Stage.LIFTED, at=LIFTED, by=bao)
    actions.open_emergency(units["department"], name="另一疫情", kind="public_health", begun=date(2020, 2, 1), by=bao)
    assert ended() is None


def test_the_end_is_the_step_that_lifted_it(emergency, bao):
    actions.take_step(emergency, Stage.LIFTED, at=LIFTED, by=bao)
    actions.take_step(emergency, Stage.ASSESSED, at=at("12:00"), by=bao)
    assert ended() == LIFTED
