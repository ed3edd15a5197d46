"""What a page costs does not grow with the people, the days, the shifts, the units."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import FOUNDED, REMEMBERED
from fengsui.command.duty import actions
from fengsui.command.duty.models import Slot
from fengsui.command.duty.queries.demand import demand
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions.manning import Stint, man
from fengsui.ground.org.scope import SYSTEM

HERE = "/duty/at/prison/"


def cost(deed):
    with CaptureQueriesContext(connection) as caught:
        deed()
    return len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)])


def more(prison, leader, gate, n):
    """Another station with people, and shifts there on as many days."""
    people = org.register([f"民警{n}号{m}" for m in range(n)], unit=prison, capacity="officer", by=SYSTEM)
    post = actions.man_station(prison, f"岗{n}", by=leader, since=FOUNDED)
    actions.add_slot(post, time(8), 720, by=leader, since=FOUNDED)
    actions.set_pool(post, [one.pk for one in people], by=leader)
    days = [date(2020, 2, 4 + m) for m in range(n)]
    slot = Slot.objects.get(post=post)
    from fengsui.command.duty.queries.turns import asked

    turns = [asked(prison, slot.pk, day) for day in days]
    man([Stint(one, post.station, turn.since, turn.until) for one, turn in zip(people, turns, strict=True)])


PATHS = [
    HERE, f"{HERE}people/?days=42", f"{HERE}gaps/", f"{HERE}hours/", f"{HERE}changes/", f"{HERE}posts/", f"{HERE}absences/",
    f"{HERE}draft/", f"{HERE}publish/", f"{HERE}handing/", "/duty/",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_pages(browse, leader, gate, prison, path):
    actions.begin_draft(prison, date(2020, 2, 4), date(2020, 2, 20), by=leader)
    page, costs = browse(leader), []
    for n in (2, 3, 9):
        more(prison, leader, gate, n)
        costs.append(cost(lambda: page(path)))
    assert costs[1] == costs[2]


def test_publishing_and_the_solver_s_demand(leader, gate, prison, guards):
    costs = []
    for n, last in enumerate((5, 6, 14)):
        first = date(2020, 3 + n, 1)
        draft = actions.begin_draft(prison, first, first.replace(day=last), by=leader)
        day, night = gate.slots.all()
        cells = {
            (slot.pk, one): [guards[(one.day + m) % 4].pk] for one in draft.days for m, slot in enumerate((day, night))
        }
        actions.save_draft(draft, cells, revision=0, by=leader)
        published = cost(lambda draft=draft: actions.publish(draft, revision=1, accepting=True, by=leader))
        costs.append((published, cost(lambda first=first, last=last: demand(prison, first, first.replace(day=last)))))
    assert costs[1] == costs[2]
