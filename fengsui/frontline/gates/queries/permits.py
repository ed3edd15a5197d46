"""Permits: how they stand, which hold at a gate now, who owes a decision."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import pgettext

from fengsui.frontline.gates.models import Pass, Permit, PermitStep, PermitStepKind
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Expected
from fengsui.ground.presence.models import Stay

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.frontline.gates.models import Gate

KIND = "gates.permits"  # the obligation: to decide about an asking
AHEAD = timedelta(days=2)  # permits that begin so soon are on phones already
SOON, LATEST = timedelta(minutes=15), timedelta(hours=24)
LIVE, OVER = "live", "over"  # states beside those of the steps: holds now; approved or asked, and its time is over
TONES = {
    PermitStepKind.ASKED: "due", PermitStepKind.APPROVED: "good", PermitStepKind.REFUSED: "bad",
    PermitStepKind.REVOKED: "still",
}  # fmt: skip


def standing_step(permit: str = "pk") -> Subquery:
    """How the permit of a row stands; permit: its column."""
    return Subquery(PermitStep.objects.filter(permit=OuterRef(permit)).order_by("-pk").values("kind")[:1])


def standing(permits: QuerySet[Permit]) -> QuerySet[Any]:
    """Permits with `stands`: how they stand."""
    return permits.annotate(stands=standing_step())


def with_steps(permits: Iterable[Permit]) -> list[Permit]:
    """Permits with their whole `course`, its `last` step, the `asked` one, and so their `state`. Two queries."""
    rows = list(permits)
    courses: dict[UUID, list[PermitStep]] = {}
    steps = PermitStep.objects.filter(permit__in=[row.pk for row in rows]).select_related("by", "permit").order_by("pk")
    for step in steps:
        courses.setdefault(step.permit_id, []).append(step)
    for row in rows:
        row.course = courses[row.pk]
        row.asked, row.last, row.state = row.course[0], row.course[-1], row.course[-1].kind
    return rows


def word(permit: Any, moment: datetime) -> tuple[str, str]:
    """Tone and word of a permit (with its `state`) on the screen."""
    if permit.until <= moment and permit.state in {PermitStepKind.ASKED, PermitStepKind.APPROVED}:
        return "still", pgettext("permit", "over")
    if permit.state == PermitStepKind.APPROVED and permit.since > moment:
        return "busy", pgettext("permit", "approved, to come")
    return TONES[permit.state], str(PermitStepKind(permit.state).label)


def holding(gate: Gate, at: datetime | None = None, ahead: timedelta = timedelta(0)) -> QuerySet[Permit]:
    """The approved permits that hold at a gate at a moment (now), or begin so soon after."""
    moment = at or clock.now()
    rows = Permit.objects.filter(
        Q(gate=None) | Q(gate=gate), unit=gate.unit_id, since__lte=moment + ahead, until__gt=moment
    )
    return standing(rows).filter(stands=PermitStepKind.APPROVED)


def permitted(gate: Gate, regular: UUID, at: datetime | None = None) -> Permit | None:
    """The permit by which somebody passes a gate now, the one that holds longest."""
    return holding(gate, at).filter(regular=regular).order_by("-until").first()


def permits_now(gate: Gate) -> list[dict[str, Any]]:
    """What a phone knows of permits: who may pass from when until when."""
    rows = holding(gate, ahead=AHEAD).order_by("regular", "since").values_list("regular", "since", "until")
    return [{"regular": str(who), "since": since.isoformat(), "until": until.isoformat()} for who, since, until in rows]


def revoked(gate: Gate) -> list[str]:
    """The passes that a phone must not take though their time is not over: revoked, or their permit was."""
    rows = Pass.objects.filter(until__gt=clock.now(), regular__unit=gate.unit_id)
    found = rows.annotate(stands=standing_step("permit")).filter(gone()).order_by("pk")
    return [str(pk) for pk in found.values_list("pk", flat=True)]


def gone() -> Q:
    """Passes (with `stands`) that are worth nothing before their time: revoked, or their permit was, or the person left."""
    broken = Q(permit__isnull=False) & ~Q(stands=PermitStepKind.APPROVED)
    return Q(revoked_at__isnull=False) | broken | Q(regular__until__isnull=False, regular__until__lte=clock.today())


def subject(asking: UUID) -> str:
    return f"gates.asking:{asking}"


def link(asking: UUID) -> str:
    return f"{reverse('gates:permits')}?asking={asking}"


def owed(askings: Collection[UUID] | None = None) -> list[Expected]:
    """The askings about which somebody has to decide (of some): until the first of them is to pass, or a day later."""
    rows = standing(Permit.objects.filter(until__gt=clock.now())).filter(stands=PermitStepKind.ASKED)
    if askings is not None:
        rows = rows.filter(asking__in=askings)
    first = PermitStep.objects.filter(permit=OuterRef("pk")).order_by("pk").values("at")[:1]
    found: dict[UUID, Expected] = {}
    for asking, unit, since, at in (
        rows.annotate(at=Subquery(first)).order_by("since", "pk").values_list("asking", "unit", "since", "at")
    ):
        due = max(at + SOON, min(since, at + LATEST))
        found.setdefault(asking, Expected(unit, subject(asking), clock.local(at).date().isoformat(), at, due))
    return list(found.values())


def expected(since: datetime, until: datetime) -> Iterable[Expected]:
    """For the obligation's declaration."""
    return [one for one in owed() if one.opens_at < until and one.due_at >= since]


def undecided() -> Q:
    """Whether a regular holds a permit whose time is not over, or is inside a facility: nobody is destroyed meanwhile."""
    live = Permit.objects.filter(regular=OuterRef("pk"), until__gt=clock.now())
    return Q(Exists(live)) | Q(Exists(Stay.objects.filter(subject=OuterRef("pk"), period__endswith=None)))
