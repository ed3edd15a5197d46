"""Who might be a listed person, told without opening anything: a sieve. Whoever stays in it is compared by the slow way.

It holds Python's hashes, whose seed is the process's own: nothing of a name can be read from them, and they go with it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from fengsui.frontline.gates.models import Regular
from fengsui.frontline.gates.queries.calling import NOBODY
from fengsui.frontline.gates.queries.listed import in_force
from fengsui.frontline.gates.queries.store import normal
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.frontline.gates.queries.calling import Call
    from fengsui.ground.org.models import Unit

_LASTS = 60.0  # seconds by the wall, in case a unit's list came back to a version it had before
_kept: dict[int, tuple[float, tuple[str, int], Watch]] = {}  # by unit, one each


class Watch(NamedTuple):
    """said: hashes of the names and numbers of listed persons; whos: the regulars who have such a name or number."""

    said: frozenset[int]
    whos: frozenset[UUID]


NONE = Watch(frozenset(), frozenset())


def watch(call: Call) -> Watch:
    """The sieve of a gate's unit; made anew when somebody is listed or no longer, or the unit's people changed."""
    if call.listed == NOBODY:
        return NONE
    unit, mark, now = call.device.gate.unit, (call.listed, call.version), time.monotonic()
    kept = _kept.get(unit.pk)
    if kept is None or kept[1] != mark or now - kept[0] > _LASTS:
        kept = _kept[unit.pk] = now, mark, _made(unit)
    return kept[2]


def _made(unit: Unit) -> Watch:
    wanted = in_force(unit)
    names = {normal("name", one.name) for one in wanted}
    numbers = {normal("number", one.number) for one in wanted}
    rows = list(Regular.objects.filter(unit=unit).only("name_sealed", "number_sealed"))
    keys = vault.keys(row.pk for row in rows)

    def is_one(row: Regular) -> bool:
        name = vault.open_value(keys.get(row.pk), row.pk, "name", row.name_sealed)
        number = vault.open_value(keys.get(row.pk), row.pk, "number", row.number_sealed)
        return bool((name and normal("name", name) in names) or (number and normal("number", number) in numbers))

    said = frozenset(hash(one) for one in names | numbers if one)
    return Watch(said, frozenset(row.pk for row in rows if is_one(row)))
