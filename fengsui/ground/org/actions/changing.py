"""Changing the organisation from a day on. The past stays: rows are closed and new ones added, never altered.

What may be done, and what it does, is said by `org.plans`; here it is carried out. All changes take one lock, so that two
administrators cannot make a circle between them, and each sees what the other did (`seen`, the token of the preview).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import F
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import plans, scope
from fengsui.ground.org.actions.parting import close_all, found_parts, go_over, reopen_all
from fengsui.ground.org.models import Change, ChangeKind, Line, Naming, Person, Succession, Tie, Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from fengsui.ground.org.plans import Part, Plan, Step
    from fengsui.ground.org.scope import Actor

_LOCK = 7_303  # advisory lock: one change of the organisation at a time


@action
def move(unit: Unit, line: str, superior: Unit, *, since: date, by: Actor, seen: str = "") -> Change:
    """Let a unit answer to another superior in a line from a day on, with everything below it."""
    unit, superior = _locked(unit, superior)
    _require(by, [unit, superior], _ties([unit], line))
    plan = plans.move(unit, line, superior, since)
    before = plan.steps[0].tie.superior_id
    return _carry_out(plan, by, seen, line=line, superior=superior.pk, before=before)


@action
def merge(
    units: Sequence[Unit], into: Unit, *, since: date, by: Actor, seen: str = "", carry: Collection[int] = ()
) -> Change:
    """Close units; what is directly below them goes below the heir, and so do their people.

    Their appointments end. carry: ids of those that the heir gives anew; it takes the right to appoint there.
    """
    into, *listed = _locked(into, *units)
    _require(by, [into, *listed], _ties(listed))
    plan = plans.merge(listed, into, since)
    return _carry_out(plan, by, seen, carry, into=into.pk)


@action
def split(unit: Unit, parts: Sequence[Part], *, since: date, by: Actor, keep: bool = False, seen: str = "") -> Change:
    """Let new units come out of one, each answering to the same superiors; what is below it is shared out."""
    (unit,) = _locked(unit)
    _require(by, [unit], _ties([unit]))
    plan = plans.split(unit, parts, since, keep=keep)
    return _carry_out(plan, by, seen, parts=[part.code for part in parts])


@action
def close(unit: Unit, *, day: date, by: Actor, seen: str = "") -> Unit:
    """Close a unit from a day on, with its own wards and brigades. What it owed after that day is void."""
    (fresh,) = _locked(unit)
    _require(by, [fresh], _ties([fresh]))
    _carry_out(plans.close(fresh, day), by, seen)
    unit.refresh_from_db()
    return unit


@action
def rename(
    unit: Unit, name: str, *, since: date, by: Actor, name_en: str = "", short: str = "", seen: str = ""
) -> Change:
    """Call a unit otherwise from a day on."""
    (unit,) = _locked(unit)
    _require(by, [unit], [])
    plan = plans.rename(unit, name, since, name_en=name_en, short=short)
    return _carry_out(plan, by, seen, name=plan.naming[0], former=unit.name)


@action
def withdraw(change: Change, *, by: Actor) -> Change:
    """Take a change back that has not begun, or that was made today."""
    _locked(change.unit)
    change = Change.objects.select_related("unit", "other").get(pk=change.pk)
    _require(by, [change.unit, *([change.other] if change.other else [])], [])
    if change.withdrawn_at:
        raise Refused("org.withdrawn", _("This change was withdrawn already."))
    if not can_withdraw(change):
        raise Refused("org.begun", _("This change has begun; it is part of the past now. Make a new one."))
    _take_back(change)
    change.withdrawn_at = clock.now()
    change.save(update_fields=["withdrawn_at"])
    _bump([change.unit, *([change.other] if change.other else [])])
    journal.write(
        "org.change_withdrawn", by=by.pk, unit=change.unit_id, about=f"org.unit:{change.unit_id}",
        what=change.kind, since=change.day.isoformat(),
    )  # fmt: skip
    house.replan()
    return change


def can_withdraw(change: Change) -> bool:
    """Whether its day is still to come, or it was made today and began today: the day is known at its end."""
    today = clock.today()
    return change.withdrawn_at is None and (
        change.day > today or (change.day == today and clock.local(change.at).date() == today)
    )


def names_due(day: date) -> list[Naming]:
    """The names that hold on a day and that the units do not bear yet."""
    names: dict[int, Naming] = {}
    for each in (
        Naming.objects.filter(since__lte=day, unit__valid_to__isnull=True).select_related("unit").order_by("since")
    ):
        names[each.unit_id] = each
    return [each for each in names.values() if _called(each.unit) != (each.name, each.name_en, each.short)]


@action
def name_anew(due: Iterable[Naming], *, by: Actor) -> None:
    """Give units the names whose day has come; called by the tick."""
    scope.require(by, "org.arrange")
    for each in due:
        _call(each.unit, each)
        journal.write(
            "org.renamed", by=by.pk, unit=each.unit_id, about=f"org.unit:{each.unit_id}",
            name=each.name, since=each.since.isoformat(),
        )  # fmt: skip


def _locked(*units: Unit) -> list[Unit]:
    """Wait for one's turn, then read the units as they are now."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
    found = Unit.objects.select_for_update().order_by("pk").in_bulk([unit.pk for unit in units])
    return [found[unit.pk] for unit in units]


def _ties(units: Iterable[Unit], *lines: str) -> list[Tie]:
    """To whom units answer, in some lines or in all."""
    ties = Tie.objects.filter(unit__in=list(units), valid_to__isnull=True, line__in=lines or Line.values)
    return list(ties.select_related("superior"))


def _require(by: Actor, units: Iterable[Unit], ties: Iterable[Tie]) -> None:
    """The right over the units themselves and over those to whom they answer: nobody moves or closes their own unit."""
    above = [tie.superior for tie in ties if tie.superior]
    scope.require_all(by, "org.arrange", {unit.pk: unit for unit in [*units, *above]}.values())


def _carry_out(plan: Plan, by: Actor, seen: str, carry: Collection[int] = (), **told: Any) -> Change:
    if seen and seen != plan.token():
        raise _changed(plan, seen)
    change = Change.objects.create(
        kind=plan.kind, unit=plan.unit, other=plan.other, line=plan.line, day=plan.day, at=clock.now(),
        by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    if plan.kind == ChangeKind.RENAME:
        _rename(plan, change)
    for step in plan.steps:
        _step(step, change)
    heirs = [plan.other] if plan.other and plan.closing else []
    for part, unit, paths in found_parts(plan, change):
        _share_out(plan.unit, part, unit, paths, change)
        heirs.append(unit)
    if heirs:
        go_over(plan, heirs[0], change, carry, by)  # the people of a unit that was split stand at its first part
        before = plan.closing or [plan.unit]
        Succession.objects.bulk_create(
            Succession(before=old, after=heir, change=change) for old in before for heir in heirs
        )
    close_all(plan, change)
    _bump(plan.involved())
    told["since"] = plan.day.isoformat()
    for unit in plan.closing if plan.kind in _TOLD_OF_EACH else [plan.unit]:
        journal.write(_FACTS[plan.kind], by=by.pk, unit=unit.pk, about=f"org.unit:{unit.pk}", **told)
    house.replan()
    return change


_TOLD_OF_EACH = (ChangeKind.MERGE, ChangeKind.CLOSE)
_FACTS = {
    ChangeKind.MOVE: "org.moved", ChangeKind.MERGE: "org.merged", ChangeKind.SPLIT: "org.split",
    ChangeKind.CLOSE: "org.closed", ChangeKind.RENAME: "org.to_be_renamed",
}  # fmt: skip


def _changed(plan: Plan, seen: str) -> Refused:
    """Somebody else was faster: say what they did, so that nothing is overwritten unseen."""
    units = {unit.pk: unit for unit in plan.involved()}
    known = dict(pair.split(".", 1) for pair in seen.split() if "." in pair)
    other = next((unit for pk, unit in units.items() if known.get(str(pk)) != str(unit.revision)), plan.unit)
    last = Change.objects.filter(unit=other).order_by("-pk").first() or Change.objects.order_by("-pk").first()
    sentence = _(
        "Somebody else changed %(unit)s meanwhile%(what)s. Below is what your change would do now; confirm it again if it is still right."
    )
    what = (
        _(" (%(kind)s, at %(at)s)") % {"kind": last.get_kind_display(), "at": time_format(clock.local(last.at), "H:i")}
        if last
        else ""
    )
    return Refused("org.changed", sentence % {"unit": other.label, "what": what})


def _step(step: Step, change: Change) -> None:
    """Close the ties of a subtree and add those from the day on: two writes, whatever its size."""
    old = step.tie.path
    rows = list(Tie.objects.filter(line=step.tie.line, path__within=[old], valid_to__isnull=True))
    Tie.objects.filter(pk__in=[row.pk for row in rows]).update(valid_to=change.day, ended_by=change)
    cut = len(old) - len(str(step.tie.unit_id))
    Tie.objects.bulk_create(
        Tie(
            unit_id=row.unit_id, line=row.line, path=f"{step.above}.{row.path[cut:]}", valid_from=change.day, made_by=change,
            superior_id=step.superior.pk if row.unit_id == step.tie.unit_id else row.superior_id,
        )
        for row in rows
    )  # fmt: skip


def _share_out(old: Unit, part: Part, unit: Unit, paths: dict[str, str], change: Change) -> None:
    below = Tie.objects.filter(superior=old, unit__code__in=part.takes, valid_to__isnull=True)
    for tie in below.select_related("unit"):
        _step(plans.Step(tie, unit, paths[tie.line]), change)


def _called(unit: Unit) -> tuple[str, str, str]:
    return unit.name, unit.name_en, unit.short


def _call(unit: Unit, naming: Naming) -> None:
    unit.name, unit.name_en, unit.short = naming.name, naming.name_en, naming.short
    unit.save(update_fields=["name", "name_en", "short", "words"])


def _rename(plan: Plan, change: Change) -> None:
    unit = plan.unit
    if not unit.namings.exists():
        Naming.objects.create(unit=unit, name=unit.name, name_en=unit.name_en, short=unit.short, since=unit.valid_from)
    name, name_en, short = plan.naming
    made = Naming.objects.create(unit=unit, name=name, name_en=name_en, short=short, since=change.day, made_by=change)
    if change.day <= clock.today():
        _call(unit, made)


def _bump(units: Iterable[Unit]) -> None:
    Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(revision=F("revision") + 1)


def _take_back(change: Change) -> None:
    """Undo what a change made and ended; refused if a later one builds on it."""
    if Tie.objects.filter(made_by=change, ended_by__isnull=False).exists():
        raise Refused("org.built_on", _("A later change builds on this one; withdraw that one first."))
    successors = list(change.successions.values_list("after", flat=True)) if change.kind == ChangeKind.SPLIT else []
    Tie.objects.filter(made_by=change).delete()
    Tie.objects.filter(ended_by=change).update(valid_to=None, ended_by=None)
    change.namings.all().delete()
    change.successions.all().delete()
    reopen_all(change, successors)
    if change.kind == ChangeKind.RENAME:
        current = change.unit.namings.filter(since__lte=clock.today()).order_by("since", "pk").last()
        assert current  # the first naming stays
        _call(change.unit, current)
