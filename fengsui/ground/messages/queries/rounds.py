from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from fengsui.ground.messages.models import Mark, Outcome, Reach, Round, Template, Wording
from fengsui.ground.org import people, scope
from fengsui.ground.org.queries import names
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.org.models import Person, Unit


def rounds(person: Person) -> QuerySet[Round]:
    """What was told by hand at the units that a person sees, with how many are reached of how many."""
    reached = Count("reaches", filter=Q(reaches__mark__outcome=Outcome.SENT))
    rows = Round.objects.visible_to(person).select_related("unit")
    return rows.annotate(people=Count("reaches"), reached=reached).order_by("-pk")


def missing(person: Person) -> QuerySet[Reach]:
    """Whom nobody has reached yet, over all rounds that are open."""
    rows = Reach.objects.missing().filter(round__in=Round.objects.visible_to(person).filter(closed_at=None))
    return rows.select_related("round__unit", "mark").order_by("-pk")


@dataclass(frozen=True)
class Row:
    reach: Reach
    name: str
    tone: str
    word: str
    by: str = ""


_TONES = {Outcome.SENT: "good", Outcome.NOT: "bad"}


def shown(reader: Person, rows: Iterable[Reach], word: str) -> list[Row]:
    """People of rounds with their names: in full at the own unit, where they are told; else masked. word: of who is not marked yet."""
    listed = list(rows)
    own = scope.own_ids(reader, "messages.tell")
    staff = names([row.person_id for row in listed] + [row.mark.by_id for row in listed if row.mark])
    free = vault.open_all((row.pk, "name", row.name_sealed) for row in listed)
    found = []
    for row, typed in zip(listed, free, strict=True):
        name = staff.get(row.person_id, "") if row.person_id else typed
        name = name if row.round.unit_id in own else vault.mask_name(name)
        said = Outcome(row.mark.outcome) if row.mark else None
        by = staff.get(row.mark.by_id, "") if row.mark and row.mark.by_id else ""
        found.append(Row(row, name, _TONES[said] if said else "due", str(said.label) if said else word, by))
    return found


def staff(unit: Unit) -> list[tuple[str, str]]:
    """The people of a unit for ticking: id and name."""
    listed = list(people.at(unit).order_by("pk").values_list("pk", flat=True)[:500])
    found = names(listed)
    return [(str(pk), found[pk]) for pk in listed if found.get(pk)]


def marks(round_: Round) -> list[Mark]:
    """The marks of a round that hold, the newest first."""
    return list(round_.marks.filter(undone_at=None).order_by("-pk"))


def templates(person: Person) -> QuerySet[Template]:
    return Template.objects.visible_to(person).select_related("unit").order_by("retired_at", "unit__code", "title")


def latest(templates_: Iterable[Template]) -> dict[int, Wording]:
    """The newest version of each template, in one query."""
    rows = Wording.objects.filter(template__in=[one.pk for one in templates_])
    return {one.template_id: one for one in rows.order_by("template", "-version").distinct("template")}
