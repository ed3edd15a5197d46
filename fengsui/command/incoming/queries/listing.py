"""The register: which papers, how they stand, the last number first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from fengsui.command.incoming.models import Given, Kind, Stage, Step
from fengsui.command.incoming.numbers import mended
from fengsui.command.tasks.queries.heirs import with_inherited
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.pages import page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from fengsui.command.incoming.models import PaperStepQuerySet
    from fengsui.ground.org.models import Person
    from fengsui.ground.org.pages import Page

LATE, ALL = "late", "all"
OURS, GIVEN = "ours", "given"
LONGEST = 60  # characters of a question
TONES = {
    Stage.REGISTERED: "due", Stage.PROPOSED: "due", Stage.INSTRUCTED: "busy", Stage.UNDERTAKEN: "busy", Stage.CONCLUDED: "good",
    Stage.VOID: "still",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A paper as a list shows it at a moment."""

    step: Step
    moment: datetime

    @property
    def is_late(self) -> bool:
        return self.step.is_late(self.moment)

    @property
    def tone(self) -> str:
        return "bad" if self.is_late else TONES[Stage(self.step.stage)]

    @property
    def word(self) -> str:
        return str(Stage(self.step.stage).label)


def shown(steps: Iterable[Step], known: datetime | None = None) -> list[Shown]:
    moment = known or clock.now()
    return [Shown(step, moment) for step in steps]


def standing(person: Person, known: datetime | None = None, side: str = "") -> PaperStepQuerySet:
    """How every paper stands that a person sees: of the own units (`ours`), given to them (`given`), or both."""
    seen = with_inherited(scope.seen(person, "incoming.see"))
    ours = Q(paper__unit__in=seen) | Q(heir__in=seen)
    rows = Step.objects.as_known(known).select_related("paper__unit", "heir", "to")
    if side == OURS:
        return rows.filter(ours)
    given = Q(_given(seen))
    return rows.filter(given & ~ours) if side == GIVEN else rows.filter(ours | given)


def _given(units: Collection[int]) -> Exists:
    return Exists(Given.objects.filter(step__paper=OuterRef("paper"), unit__in=units))


def wanted(person: Person, query: Mapping[str, str], known: datetime | None = None) -> PaperStepQuerySet:
    """The papers that a page or an export asks for: whose (`side`), how they stand, of which kind, with which words."""
    rows = standing(person, known, query.get("side", ""))
    state = query.get("state", "")
    if state == LATE:
        rows = rows.late(known or clock.now())
    elif state in Stage.values:
        rows = rows.filter(stage=state)
    elif state != ALL:
        rows = rows.open()
    if query.get("kind") in Kind.values:
        rows = rows.filter(paper__kind=query["kind"])
    words = query.get("q", "").replace("\x00", "").strip()[:LONGEST]
    return rows.filter(found(words)) if words else rows


def found(words: str) -> Q:
    """By title, sender, the sender's number however its brackets are typed, and the own number."""
    numbered = mended(words).number
    hit = Q(paper__title__icontains=words) | Q(paper__sender__icontains=words)
    hit |= Q(paper__sender_number__icontains=numbered)
    if numbered.isascii() and numbered.isdigit() and len(numbered) < 7:
        hit |= Q(paper__number=int(numbered))
    return hit


def paged(rows: PaperStepQuerySet, query: Mapping[str, str]) -> Page[Step]:
    """A page of the register, the newest entry first."""
    return page(rows, query, key="paper_id")
