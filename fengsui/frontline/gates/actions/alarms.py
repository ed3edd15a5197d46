"""Raising alerts about new passages, and handling them step by step: from the page or from the gate's phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.gates.actions.noticing import noticed, threshold
from fengsui.frontline.gates.actions.owing import ALERT, expected, settle
from fengsui.frontline.gates.models import CLOSING, Alert, AlertKind, Step, StepKind
from fengsui.frontline.gates.models.store import UNREADABLE
from fengsui.frontline.gates.queries.alerts import passage_of
from fengsui.frontline.gates.queries.duty import answering
from fengsui.frontline.gates.queries.store import opened
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages import actions as messages
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.frontline.gates.actions.noticing import Noticed
    from fengsui.frontline.gates.actions.storing import Fresh
    from fengsui.frontline.gates.models import Gate
    from fengsui.frontline.gates.queries.store import Opened
    from fengsui.ground.org.scope import Actor

# What can be done about which alert; whatever comes from a phone is taken as it happened.
WAYS: dict[str, tuple[StepKind, ...]] = {
    AlertKind.FEVER: (StepKind.REMEASURED, StepKind.ISOLATED, StepKind.CLINIC, StepKind.SENT_BACK, StepKind.CLEARED),
    AlertKind.LISTED: (StepKind.ISOLATED, StepKind.REPORTED, StepKind.SENT_BACK, StepKind.CLEARED),
    AlertKind.REFUSAL: (StepKind.REMEASURED, StepKind.ISOLATED, StepKind.CLINIC, StepKind.SENT_BACK, StepKind.REPORTED, StepKind.CLEARED),
}  # fmt: skip


def raised(gate: Gate, rows: Sequence[Fresh], new: set[UUID]) -> int:
    """Make alerts of what is new among rows that were just stored, in the same transaction. Return how many.

    Called by actions that asked for the right to store. Once per passage and kind, whatever is sent how often.
    """
    found = noticed(gate, [row for row in rows if row.id in new])
    if not found:
        return 0
    answers, people = answering(gate.unit)
    for one in found:
        if one.hint:
            _hint(gate, one, people)
    moment, sure = clock.now(), [one for one in found if not one.hint]
    there = set(Alert.objects.filter(passage__in=[one.row.id for one in sure]).values_list("passage", "kind"))
    alerts = [
        Alert(
            gate=gate, unit=gate.unit, answers=answers, kind=one.kind, passage=one.row.id, at=one.row.at, known_at=moment,
            opened_at=moment, heat=one.heat, reason=one.row.reason, listed=one.listed,
        )
        for one in sure
        if (one.row.id, one.kind) not in there
    ]  # fmt: skip
    Alert.objects.bulk_create(alerts)
    _tell(gate, alerts, people)
    obligations.owe(ALERT, expected(alerts))
    return len(alerts)


def _tell(gate: Gate, alerts: Iterable[Alert], people: list[Person]) -> None:
    """The urgent note and the fact of each."""
    for alert in alerts:
        messages.send(
            f"gates.{alert.kind}", people, key=alert.about, unit=gate.unit, url=reverse("gates:alert", args=[alert.pk]),
            gate=str(gate), at=alert.at.isoformat(), heat=f"{(alert.heat or 0) / 10:.1f}", why=alert.reason,
        )  # fmt: skip
        journal.write(
            "gates.alerted", by=None, unit=gate.unit_id, about=alert.about, at=alert.at, what=alert.kind, gate=str(gate),
            passage=str(alert.passage),
        )  # fmt: skip


def _hint(gate: Gate, one: Noticed, people: list[Person]) -> None:
    """Somebody has the name of a listed person: said without an alert, since names are shared."""
    listed = one.listed
    if listed is None:  # pragma: no cover - hints are of listed persons
        return
    messages.send(
        "gates.namesake", people, key=f"{listed.about}:{one.row.id}", unit=gate.unit,
        url=reverse("gates:listed_one", args=[listed.pk]), gate=str(gate), at=one.row.at.isoformat(),
    )  # fmt: skip
    journal.write(
        "gates.hinted", by=None, unit=gate.unit_id, about=listed.about, at=one.row.at, gate=str(gate), passage=str(one.row.id),
    )  # fmt: skip


@action
def step(
    alert: Alert, kind: str, *, by: Actor, id: UUID | None = None, at: datetime | None = None,  # noqa: A002
    heat: int | None = None, site: str = "", note: str = "",
) -> Step:  # fmt: skip
    """Say what was done about an open alert. Sent twice under one id it is said once.

    heat: tenths of °C of a re-measurement (or site "unreadable"). Clinic, cleared, persuaded, told: the alert is closed.
    """
    require(by, alert)
    alert = _locked(alert)
    if known := Step.objects.filter(pk=id).first() if id else None:
        deeds.told()
        return known
    made = Step(
        pk=id or uuid7(), alert=alert, kind=_kind(alert, kind), at=_happened(alert, at), known_at=clock.now(), heat=heat, site=site,
        by=by if isinstance(by, Person) else None, note=note.strip()[:200],
    )  # fmt: skip
    _check(alert, made)
    return _put(alert, made, by)


def require(by: Actor, alert: Alert) -> None:
    """Refuse whoever may not handle an alert: neither where it is answered nor at the gate's own unit."""
    scope.require(by, "gates.handle", alert.unit if scope.may(by, "gates.handle", alert.unit) else alert.answers)


@action
def reopen(alert: Alert, *, by: Actor, note: str = "") -> Step:
    """Open a closed alert again: it was closed by mistake, or too early. It must be handled within its time again."""
    require(by, alert)
    alert = _locked(alert)
    if alert.closed_at is None:
        raise Refused("gates.open", _("This alert is open already."))
    now = clock.now()
    alert.opened_at = now
    person = by if isinstance(by, Person) else None
    made = Step(alert=alert, kind=StepKind.REOPENED, at=now, known_at=now, by=person, note=note.strip()[:200])
    return _put(alert, made, by)


def handled(gate: Gate, record: object, *, device: UUID, at: datetime) -> bool:
    """Take a step from the gate's phone (`wire.Handled`), `at` put right already. Return whether it was new.

    Called inside the sync's action. Whatever was done at the gate is taken, also about an alert that is closed by now.
    """
    alert = Alert.objects.filter(gate=gate, passage=record.of).order_by("kind").first()  # type: ignore[attr-defined]
    if alert is None:
        raise Refused(
            "gates.no_alert", _("There is no alert about that passage; send it again after the passage."), field="of"
        )
    alert = _locked(alert)
    if Step.objects.filter(pk=record.id).exists():  # type: ignore[attr-defined]
        return False
    made = Step(
        pk=record.id, alert=alert, kind=record.step, at=at, known_at=clock.now(), device=device, heat=record.heat,  # type: ignore[attr-defined]
        site=record.site, note=record.note,  # type: ignore[attr-defined]
    )  # fmt: skip
    _put(alert, made, scope.SYSTEM)
    return True


@action
def show(alert: Alert, because: str, *, by: Actor) -> Opened | None:
    """Open what a passage says of a person, for a reason that stands in the journal; None: it was destroyed."""
    here = scope.may(by, "gates.unmask", alert.unit)
    scope.require(by, "gates.unmask", alert.unit if here else alert.answers)
    if not because.strip():
        raise Refused("gates.reason", _("Say why you need to see the name."), field="reason")
    journal.write("gates.alert_shown", by=by.pk, unit=alert.unit_id, about=alert.about, reason=because.strip()[:200])
    row = passage_of(alert)
    return opened([row], masked=False)[row.pk] if row else None


def withdrawn(passages: Iterable[UUID], *, by: Actor) -> None:
    """Passages were registered by mistake: what is open about them is closed. Called inside the action that withdraws."""
    for alert in Alert.objects.filter(passage__in=list(passages), closed_at=None).select_related("answers"):
        now = clock.now()
        person = by if isinstance(by, Person) else None
        note = _("The passage was withdrawn.")
        _put(alert, Step(alert=alert, kind=StepKind.CLEARED, at=now, known_at=now, by=person, note=note), by)


def _locked(alert: Alert) -> Alert:
    """The alert as it stands now, held: two who handle it do so one after the other."""
    return Alert.objects.select_for_update(of=("self",)).select_related("unit", "answers", "gate").get(pk=alert.pk)


def _kind(alert: Alert, kind: str) -> StepKind:
    if alert.closed_at is not None:
        last = alert.steps.filter(kind__in=CLOSING).last()
        word = last.get_kind_display() if last else ""
        raise Refused(
            "gates.closed", _("This alert is closed already (%(step)s); open it again first.") % {"step": word}
        )
    if kind not in WAYS[alert.kind]:
        raise Refused("gates.step", _("Choose what was done."), field="kind")
    last = alert.steps.last()
    if kind == StepKind.ISOLATED and last and last.kind == kind:  # by another officer, or by the gate's phone
        hour = f"{clock.local(last.at):%H:%M}"
        raise Refused("gates.step_twice", _("This was noted at %(hour)s already.") % {"hour": hour})
    return StepKind(kind)


def _happened(alert: Alert, at: datetime | None) -> datetime:
    now = clock.now()
    if at is not None and at > now:
        raise Refused("gates.future", _("That hour is still to come; enter what has happened."), field="at")
    if at is not None and at < alert.at:
        raise Refused("gates.before", _("That is before the alert."), field="at")
    return at or now


def _check(alert: Alert, made: Step) -> None:
    """A re-measurement has a reading or says that there is none; a fever is not cleared against the thermometer without a word."""
    if made.kind == StepKind.REMEASURED:
        if made.heat is None and made.site != UNREADABLE:
            raise Refused("gates.reading", _("Enter the temperature, or that it cannot be read."), field="heat")
        return
    made.heat, made.site = None, ""
    if made.kind == StepKind.CLEARED and not made.note and _is_hot(alert):
        raise Refused(
            "gates.hot",
            _("The last reading is a fever. Say why it is cleared all the same, or measure again."),
            field="note",
        )


def _is_hot(alert: Alert) -> bool:
    read = alert.steps.filter(kind=StepKind.REMEASURED, heat__isnull=False).last()
    heat = read.heat if read else alert.heat if alert.kind == AlertKind.FEVER else None
    return heat is not None and heat >= threshold(alert.unit, alert.at)


def _put(alert: Alert, made: Step, by: Actor) -> Step:
    """Keep a step, and what follows from all of them: whether the alert is closed, what is owed, the fact."""
    made.save(force_insert=True)
    alert.closed_at = alert.ended(alert.steps.all())
    alert.save(update_fields=["closed_at", "opened_at"])
    settle(alert, by=by)
    kind = "gates.alert_reopened" if made.kind == StepKind.REOPENED else "gates.alert_handled"
    more: dict[str, Any] = (
        {} if made.kind == StepKind.REOPENED else {"step": made.kind, "device": str(made.device or "")}
    )
    journal.write(kind, by=by.pk, unit=alert.unit_id, about=alert.about, at=made.at, what=alert.kind, **more)
    return made
