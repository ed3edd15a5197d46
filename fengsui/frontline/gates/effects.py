from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fengsui.frontline.gates.measures import FORM
from fengsui.frontline.gates.models import Device, Form, Gate, Permit, PermitStepKind
from fengsui.frontline.gates.queries import inside, policy
from fengsui.frontline.gates.queries.permits import standing
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures.declare import Effect, Said, Severity
from fengsui.ground.measures.supposing import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from fengsui.ground.measures.supposing import Supposition
    from fengsui.ground.org.models import Unit

NARROW = (Form.PERMIT, Form.CLOSED)


def _tell(what: Supposition) -> Iterator[Said]:
    """Which gates would be kept otherwise, and whom that finds: inside, without a permit, at a phone."""
    keys = {FORM.key, policy.SHUTS} & what.keys
    if not keys:
        return
    at = min(what.first(key) for key in keys)
    rows = Gate.objects.on(clock.local(at).date()).filter(unit__in=[unit.pk for unit in what.units])
    gates = list(rows.select_related("unit", "station").order_by("unit__code", "pk"))
    before = policy.forms(gates, at)
    with what.holds():
        after = policy.forms(gates, at)
    moved = [gate for gate in gates if before[gate.pk] != after[gate.pk]]
    groups: dict[tuple[Form, Form], list[Gate]] = {}
    for gate in moved:
        groups.setdefault((before[gate.pk], after[gate.pk]), []).append(gate)
    for (old, new), some in groups.items():
        yield _about(partial(_kept, len(some), old, new), some, Severity.WARN if new in NARROW else Severity.NOTE)
    yield from _narrowed([gate for gate in moved if after[gate.pk] in NARROW], at)
    if phones := list(
        Device.objects.filter(gate__in=moved, locked_at=None, until__gt=clock.now()).values_list("gate", flat=True)
    ):
        yield _about(partial(_phones, len(phones)), [gate for gate in moved if gate.pk in set(phones)], Severity.NOTE)


def _narrowed(gates: list[Gate], at: datetime) -> Iterator[Said]:
    """Who is inside when a gate closes behind them, and where nobody holds a permit for that hour."""
    units = {gate.unit_id for gate in gates}
    within = inside.counts(units)
    if within:
        found = [gate for gate in gates if gate.unit_id in within]
        yield _about(partial(_within, sum(within.values())), found, Severity.WARN, "gates:inside")
    live = standing(Permit.objects.filter(unit__in=units, since__lte=at, until__gt=at)).filter(
        stands=PermitStepKind.APPROVED
    )
    held = set(live.values_list("unit", flat=True))
    if without := [gate for gate in gates if gate.unit_id not in held]:
        yield _about(_without, without, Severity.WARN, "gates:permits")


def _about(
    words: Callable[[list[Unit]], str], gates: Iterable[Gate], severity: Severity, url: str = "gates:index"
) -> Said:
    units = list({gate.unit_id: gate.unit for gate in gates}.values())
    return Said(partial(words, units), tuple(unit.pk for unit in units), severity, reverse(url))


def _kept(n: int, old: Form, new: Form, units: list[Unit]) -> str:
    return ngettext("%(n)d gate: from “%(old)s” to “%(new)s” (%(units)s).", "%(n)d gates: from “%(old)s” to “%(new)s” (%(units)s).", n) % {
        "n": n, "old": old.label, "new": new.label, "units": counted(units),
    }  # fmt: skip


def _within(n: int, units: list[Unit]) -> str:
    return ngettext(
        "%(n)d person is inside by the gates’ own count and may leave at any time (%(units)s).",
        "%(n)d persons are inside by the gates’ own count and may leave at any time (%(units)s).", n,
    ) % {"n": n, "units": counted(units)}  # fmt: skip


def _without(units: list[Unit]) -> str:
    return _("No permit holds there at that hour: nobody comes in by these gates (%(units)s).") % {
        "units": counted(units)
    }


def _phones(n: int, units: list[Unit]) -> str:
    return ngettext(
        "%(n)d phone switches at that hour by itself, if it has a network before (%(units)s).",
        "%(n)d phones switch at that hour by themselves, if they have a network before (%(units)s).", n,
    ) % {"n": n, "units": counted(units)}  # fmt: skip


GATES = Effect("gates.form", gettext_lazy("Gates, permits and who is inside"), _tell, order=42)
