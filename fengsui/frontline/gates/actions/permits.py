"""Deciding about permits, for one or for all that were asked for at once; taking a decision back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.gates.actions.asking import Guest, ask
from fengsui.frontline.gates.actions.telling import tell_askers
from fengsui.frontline.gates.models import Permit, PermitStep, PermitStepKind
from fengsui.frontline.gates.queries import permits as queries
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations.actions import planning
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.org.queries import names
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fengsui.ground.org.scope import Actor

__all__ = ["Guest", "approve", "ask", "refuse", "revoke", "undo"]


@action
def approve(permits: Iterable[Permit], *, by: Actor) -> list[Permit]:
    """Let them in. Never by who asked; one whose time is over is left out. Those decided already stay as they are."""
    rows = _locked(permits, "gates.approve", by)
    open_ = [one for one in rows if one.state == PermitStepKind.ASKED]
    if any(one.asked.by_id is not None and one.asked.by_id == by.pk for one in open_):
        raise Refused("gates.own_permit", _("You asked for this yourself; somebody else approves it."))
    live = [one for one in open_ if one.until > clock.now()]
    if open_ and not live:
        raise Refused("gates.permit_over", _("Its time is over; ask again."))
    return _step(rows, live, PermitStepKind.APPROVED, by)


@action
def refuse(permits: Iterable[Permit], *, reason: str, by: Actor) -> list[Permit]:
    """Do not let them in, and say why."""
    rows = _locked(permits, "gates.approve", by)
    words = _words(reason, _("Say why it is refused."))
    return _step(rows, [one for one in rows if one.state == PermitStepKind.ASKED], PermitStepKind.REFUSED, by, words)


@action
def revoke(permits: Iterable[Permit], *, reason: str, by: Actor) -> list[Permit]:
    """End permits at once, with the passes that were made for them; or take back what one asked for oneself."""
    rows = _locked(permits, "", by)
    words = _words(reason, _("Say why it is revoked."))
    for one in rows:
        mine = one.state == PermitStepKind.ASKED and one.asked.by_id == by.pk
        scope.require(by, "gates.ask" if mine else "gates.approve", one.unit)
    wanted = [one for one in rows if one.state in {PermitStepKind.ASKED, PermitStepKind.APPROVED}]
    return _step(rows, wanted, PermitStepKind.REVOKED, by, words)


@action
def undo(permits: Iterable[Permit], *, by: Actor) -> list[Permit]:
    """Take one's own last decision back: they stand as before."""
    rows = _locked(permits, "", by)
    wanted = [one for one in rows if len(one.course) > 1 and not one.last.undone and one.last.by_id == by.pk]
    for one in wanted:
        mine = one.state == PermitStepKind.REVOKED and one.asked.by_id == by.pk
        scope.require(by, "gates.ask" if mine else "gates.approve", one.unit)
    if not wanted:
        scope.require(by, "gates.view")
        raise Refused("gates.not_yours", _("Only your own last decision can be taken back."))
    _write(wanted, [one.course[-2].kind for one in wanted], by, "", undone=True)
    return wanted


def _locked(permits: Iterable[Permit], verb: str, by: Actor) -> list[Permit]:
    """The permits as they stand, each with its steps; whoever else decides waits."""
    keys = [one.pk for one in permits]
    locked = Permit.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    rows = queries.with_steps(locked.select_related("unit"))
    if verb:
        scope.require_all(by, verb, {one.unit_id: one.unit for one in rows}.values())
    if not rows:
        scope.require(by, "gates.view")
        raise Refused("gates.no_permits", _("Choose at least one permit."))
    return rows


def _step(rows: Sequence[Permit], wanted: Sequence[Permit], kind: str, by: Actor, reason: str = "") -> list[Permit]:
    """Write a step for those that can take it. Refused, and says who was first, if there is none."""
    if not wanted:
        raise Refused("gates.decided", _decided(rows[0]))
    _write(wanted, [kind] * len(wanted), by, reason)
    if kind != PermitStepKind.REVOKED:
        note = "gates.permits_approved" if kind == PermitStepKind.APPROVED else "gates.permits_refused"
        tell_askers(note, [(one.asked, one.unit) for one in wanted], by)
    return list(wanted)


def _write(wanted: Sequence[Permit], kinds: Sequence[str], by: Actor, reason: str, *, undone: bool = False) -> None:
    moment, person = clock.now(), by if isinstance(by, Person) else None
    PermitStep.objects.bulk_create(
        PermitStep(permit=one, kind=kind, at=moment, by=person, reason=reason, undone=undone)
        for one, kind in zip(wanted, kinds, strict=True)
    )
    for kind in set(kinds):
        told: list[tuple[int, str, dict[str, object]]] = [
            (one.unit_id, one.about, {}) for one, its in zip(wanted, kinds, strict=True) if its == kind
        ]
        journal.write_many("gates.permit_undone" if undone else f"gates.permit_{kind}", told, by=by.pk)
    askings = {one.asking for one in wanted}
    subjects = [queries.subject(one) for one in askings]
    planning.mirror(queries.KIND, subjects, queries.owed(askings), subjects, by=by)


def _decided(permit: Permit) -> str:
    last = permit.last
    who = names([last.by_id]).get(last.by_id, "") if last.by_id else ""
    return _("Nothing was changed: it is %(state)s already (%(who)s, %(at)s).") % {
        "state": PermitStepKind(last.kind).label, "who": who or _("the system"), "at": f"{clock.local(last.at):%m-%d %H:%M}",
    }  # fmt: skip


def _words(reason: str, missing: str) -> str:
    words = reason.replace("\x00", "").strip()[:200]
    if not words:
        raise Refused("gates.reason", missing, field="reason")
    return words
