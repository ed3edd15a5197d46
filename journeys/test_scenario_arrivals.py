"""The drill's arrivals: all of them marked, what came last still to be checked, everybody observed measured."""

from datetime import timedelta
from types import SimpleNamespace

from fengsui.cast import DAY, FOUNDED, at
from journeys.scenario import part


class Agenda:
    def __init__(self):
        self.acts = []

    def add(self, moment, act):
        self.acts.append((moment, act))


def test_its_arrivals_are_synthetic_and_the_last_day_is_open(units, drill):
    from fengsui.frontline.arrivals.models import Explanation, Filing, Observation, Posting, Step, Temperature
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    clerk = org.register(["演练司法所工作人员"], unit=units["office"], capacity="officer", by=SYSTEM)[0]
    org.appoint(clerk, units["office"], "officer", by=SYSTEM, since=FOUNDED)
    agenda, days = Agenda(), [DAY - timedelta(days=n) for n in range(4, -1, -1)]
    part("arrivals").plan(agenda, SimpleNamespace(clerks={"office": clerk}), days)
    for moment, act in sorted(agenda.acts, key=lambda one: one[0]):
        drill(moment)
        act()
    drill(at("18:30"))
    assert {row.synthetic for model in (Filing, Posting, Explanation) for row in model.objects.all()} == {True}
    assert (Filing.objects.count(), Step.objects.as_known().filter(stage="filed").count()) == (8, 2)
    assert Temperature.objects.filter(fever=True).count() == 0
    assert Temperature.objects.exists() is Observation.objects.exists()
