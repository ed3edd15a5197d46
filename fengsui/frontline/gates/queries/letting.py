"""Lists of permits and passes: for pages and exports, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fengsui.frontline.gates.models import Pass, Permit, PermitStep, PermitStepKind
from fengsui.frontline.gates.queries import passes, permits
from fengsui.frontline.gates.queries.people import names
from fengsui.frontline.gates.queries.policy import Card
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for, uuid_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person

ALL, LIVE, OVER, OPEN = "all", "live", "over", ""
CARDS = {
    Card.GOOD: lambda: pgettext("pass", "valid"), Card.EXPIRED: lambda: pgettext("pass", "over"),
    Card.REVOKED: lambda: pgettext("pass", "revoked"),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A permit as a list shows it. asker, decider: names, as the reader may see them."""

    permit: Any
    name: str
    tone: str
    word: str
    asker: str
    decider: str

    @property
    def is_open(self) -> bool:
        return self.tone == "due"

    @property
    def reason(self) -> str:
        return str(self.permit.last.reason)


def states() -> list[tuple[str, str]]:
    return [
        (OPEN, _("To be decided, or not over")), (PermitStepKind.ASKED, pgettext("permit", "To be decided")), (LIVE, _("Valid now")),
        (OVER, pgettext("permit", "Over")), (PermitStepKind.REFUSED, pgettext("permit", "Refused")),
        (PermitStepKind.REVOKED, pgettext("permit", "Revoked")), (ALL, pgettext("permit", "All")),
    ]  # fmt: skip


def wanted(person: Person, query: Mapping[str, str]) -> QuerySet[Any]:
    """The permits that a page or an export asks for."""
    rows = permits.standing(Permit.objects.visible_to(person))
    moment, state = clock.now(), query.get("state", OPEN)
    if asking := uuid_of(query.get("asking", "")):
        return rows.filter(asking=asking)
    if code := query.get("unit", "").replace("\x00", ""):
        rows = rows.filter(unit__code=code)
    narrow = _filters(moment)
    return rows.filter(narrow.get(state, narrow[OPEN]))


def _filters(moment: datetime) -> dict[str, Q]:
    going, now = Q(stands__in=[PermitStepKind.ASKED, PermitStepKind.APPROVED]), Q(until__gt=moment)
    return {
        OPEN: going & now, PermitStepKind.ASKED: Q(stands=PermitStepKind.ASKED) & now,
        LIVE: Q(stands=PermitStepKind.APPROVED, since__lte=moment) & now, OVER: going & ~now,
        PermitStepKind.REFUSED: Q(stands=PermitStepKind.REFUSED), PermitStepKind.REVOKED: Q(stands=PermitStepKind.REVOKED), ALL: Q(),
    }  # fmt: skip


def lines(person: Person, rows: Iterable[Any], *, plain: bool = False) -> list[Line]:
    """Permits as the list shows them: names masked unless plain."""
    listed, moment = permits.with_steps(rows), clock.now()
    known = names((row.regular for row in listed), plain=plain)
    people = names_for(person, {step.by_id for row in listed for step in (row.asked, row.last)})
    return [
        Line(
            row, known[row.regular_id], *permits.word(row, moment), _name(people, row.asked),
            _name(people, row.last) if len(row.course) > 1 else "",
        )
        for row in listed
    ]  # fmt: skip


def _name(people: Mapping[UUID, str], step: PermitStep) -> str:
    return people.get(step.by_id, "") if step.by_id else ""


@dataclass(frozen=True)
class CardLine:
    """A pass as a list shows it."""

    row: Any
    name: str
    tone: str
    card: Card

    @property
    def word(self) -> str:
        return CARDS[self.card]()


def passes_wanted(person: Person, query: Mapping[str, str]) -> QuerySet[Any]:
    """The passes that a page or an export asks for."""
    rows = passes.standing(Pass.objects.filter(regular__unit__in=scope.seen(person, "gates.view")))
    if code := query.get("unit", "").replace("\x00", ""):
        rows = rows.filter(regular__unit__code=code)
    if building := query.get("building", "").replace("\x00", ""):
        rows = rows.filter(regular__building=building)
    if permit := uuid_of(query.get("asking", "")):
        rows = rows.filter(permit__asking=permit)
    match query.get("state", ""):
        case "all":
            return rows
        case "over":
            return rows.filter(until__lte=clock.now())
        case "revoked":
            return rows.filter(permits.gone())
        case _:
            return rows.filter(until__gt=clock.now()).exclude(permits.gone())


def pass_lines(rows: Iterable[Any], *, plain: bool = False) -> list[CardLine]:
    listed, moment = list(rows), clock.now()
    known = names((row.regular for row in listed), plain=plain)
    return [CardLine(row, known[row.regular_id], *passes.word(row, moment)) for row in listed]
