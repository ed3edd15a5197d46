"""The answer of a trace is the brute force's, on random data: days late, strays, withdrawn ones, overlapping moments."""

import random
from datetime import timedelta
from uuid import UUID

import pytest

from fengsui.cast import EVENING
from fengsui.frontline.gates.actions.storing import Fresh, store, withdraw
from fengsui.frontline.gates.models import Passage
from fengsui.frontline.gates.queries import traces
from fengsui.frontline.gates.queries.store import Seen
from fengsui.frontline.gates.tests.conftest import ident
from fengsui.ground.vault.actions import uuid7

WHO = UUID(int=7)
DAYS = 6


def _fresh(chance, n, people):
    at = EVENING - timedelta(minutes=chance.randrange(DAYS * 1440), milliseconds=chance.randrange(60_000))
    told = at + timedelta(days=chance.choice([0, 0, 0, 0, 0, 0, 0.5, -3, 40]))  # what the phone's clock said
    return Fresh(id=ident(told, n), at=at, direction=n % 2, kind=0, who=chance.choice(people))


def _filled(chance, gates, n):
    people = [WHO, *(UUID(int=100 + n) for n in range(20))]
    kept = {}
    for gate in gates:
        rows = [_fresh(chance, chance.getrandbits(60), people) for _n in range(n)]
        store(gate, rows, known_at=EVENING)
        kept |= {row.id: (gate.pk, row) for row in rows}
    for pk in chance.sample(sorted(kept), len(kept) // 20):
        gate = next(one for one in gates if one.pk == kept[pk][0])
        withdraw(gate, pk, id=uuid7(), at=EVENING, known_at=EVENING, reason="x")
        del kept[pk]
    return kept


def _brute(kept, since, until, minutes):
    mine = {pk for pk, (_gate, row) in kept.items() if row.who == WHO and since <= row.at < until}
    near = timedelta(minutes=minutes)
    at = [(kept[pk][0], kept[pk][1].at) for pk in mine]
    others = {
        pk
        for pk, (gate, row) in kept.items()
        if row.who != WHO and any(gate == there and abs(row.at - moment) <= near for there, moment in at)
    }
    return mine, others


@pytest.mark.parametrize("seed", range(12))
def test_as_by_brute_force(seed, gate, other_gate):
    chance = random.Random(seed)
    kept = _filled(chance, [gate, other_gate], 250)
    since = EVENING - timedelta(hours=chance.randrange(DAYS * 24))
    until, minutes = since + timedelta(hours=1 + chance.randrange(72)), chance.choice([1, 10, 30, 240])
    gates = {gate.pk, other_gate.pk}
    mine = traces.passages(gates, [WHO], None, since, until)
    near = traces.together(traces.spans(mine, minutes), {row.pk for row in mine}, 10_000)
    found = {row.pk for row in mine}, {row.pk for row in near if row.who != WHO}
    assert found == _brute(kept, since, until, minutes)
    stored = Passage.objects.filter(pk__in=[row.pk for row in near]).order_by("at", "pk")
    assert near == [Seen._make(row) for row in stored.values_list(*Seen._fields)]


def test_nothing_is_near_nothing():
    assert traces.together([], set(), 10) == []
