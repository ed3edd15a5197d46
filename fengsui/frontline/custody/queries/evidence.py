"""The rows behind a number of one facility: who entered what when, and what was corrected or withdrawn and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.custody.models import Count, Entered, Fever, Movement, Strength
from fengsui.frontline.custody.queries.balances import balances
from fengsui.frontline.custody.queries.hours import last_day
from fengsui.frontline.custody.queries.numbers import MOVEMENTS, sheets
from fengsui.frontline.custody.queries.persons import masked
from fengsui.frontline.custody.queries.places import sections
from fengsui.frontline.custody.words import movement_label
from fengsui.ground.indicators.declare import Evidence
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fengsui.frontline.custody.models import OfPerson
    from fengsui.frontline.custody.queries.balances import Balance
    from fengsui.frontline.custody.queries.persons import Masked
    from fengsui.ground.indicators.declare import Asked


def evidence(unit_id: int, asked: Asked, code: str) -> list[Evidence]:
    """A few queries, whatever the number of rows. A person in custody is shown as lists show them: masked."""
    unit, name = Unit.objects.get(pk=unit_id), code.removeprefix("custody.")
    if name.startswith("officers_"):
        return _strengths(unit, asked)
    kind = MOVEMENTS.get(name.partition("_")[2])
    if kind:
        return _movements(unit, asked, kind)
    return _fevers(unit, asked) if name.endswith("_fevers") else _counts(unit, asked)


def _told[M: Entered](rows: QuerySet[M], known: datetime | None) -> QuerySet[M]:
    """Every row that was known by then, those that count no longer too."""
    return (rows.filter(known_at__lte=known) if known else rows).order_by("at", "known_at")


def _row(row: Entered, asked: Asked, text: str, url: str) -> Evidence:
    gone = row.replaced_at is not None and (asked.known is None or row.replaced_at <= asked.known)
    since, why = (row.replaced_at, row.replaced_because) if gone else (None, "")
    return Evidence(text, row.at, row.known_at, row.entered_by_id, since, why, url)


def _strengths(unit: Unit, asked: Asked) -> list[Evidence]:
    day = last_day(asked.windows[unit.system])
    url = f"{reverse('custody:strength', args=[unit.code])}?day={day.isoformat()}"
    return [
        _row(row, asked, _("On duty inside %(on_duty)d, in isolation %(in_isolation)d, on standby %(on_standby)d") % vars(row), url)
        for row in _told(Strength.objects.filter(facility=unit, day=day), asked.known)
    ]  # fmt: skip


def _of_period[P: OfPerson](rows: QuerySet[P], unit: Unit, asked: Asked, *related: str) -> list[tuple[P, Masked]]:
    window = asked.windows[unit.system]
    told = _told(rows.filter(facility=unit, at__gte=window.start, at__lt=window.end), asked.known)
    found = list(told.select_related("prisoner", "detainee", "section", *related))
    shown = masked(row.person for row in found)
    return [(row, shown[row.person.pk]) for row in found]


def _who(who: Masked) -> str:
    return " ".join(filter(None, (who.name, who.number))) or _("destroyed")


def _movements(unit: Unit, asked: Asked, kind: str) -> list[Evidence]:
    label, url = movement_label(unit, kind), reverse("custody:movements", args=[unit.code])
    rows = _of_period(Movement.objects.filter(kind=kind), unit, asked, "counterpart")
    return [
        _row(row, asked, _joined(label, _who(who), row.section.label, _elsewhere(row), row.reason), url)
        for row, who in rows
    ]


def _elsewhere(row: Movement) -> str:
    return row.counterpart.label if row.counterpart else row.place


def _joined(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)


def _fevers(unit: Unit, asked: Asked) -> list[Evidence]:
    return [
        _row(
            row, asked, _joined(f"{row.celsius} °C", _who(who), row.section.label),
            reverse("custody:fever", args=[unit.code, row.pk]),
        )
        for row, who in _of_period(Fever.objects.all(), unit, asked)
    ]  # fmt: skip


def _counts(unit: Unit, asked: Asked) -> list[Evidence]:
    """The counts of the last roll-call of the period, section by section; a section without one says so."""
    sheet = asked.shared(sheets).get(unit.pk)
    if sheet is None or not sheet.calls:
        return []
    call = sheet.calls[-1]
    url = reverse("custody:grid", args=[unit.code, call.day.isoformat(), call.slot])
    wrong = {
        one.now.pk: one for one in balances(call.day, asked.known, facility=unit, slot=call.slot) if one.difference
    }
    found: dict[int, list[Evidence]] = {}
    for row in _told(Count.objects.filter(facility=unit, day=call.day, slot=call.slot), asked.known):
        told = _row(row, asked, _counted(row), url)
        found.setdefault(row.section_id, []).append(replace(told, remark=_remark(wrong.get(row.pk))))
    rows: list[Evidence] = []
    for section in sections([unit.pk], call.day).get(unit.pk, []):
        label = {"section": section.label}
        rows += [replace(row, text=row.text % label) for row in found.get(section.pk, [])] or [
            Evidence(_("%(section)s: not counted") % label, url=url)
        ]
    return rows


def _counted(row: Count) -> str:
    """What a count says, with a place for its section's name."""
    facts = {
        "section": "%(section)s",
        "present": row.present,
        "outside": row.outside,
        "total": row.total,
        "n": row.measured,
    }
    if row.measured is None:
        return _("%(section)s: %(total)d, of them %(present)d present and %(outside)d outside") % facts
    return _("%(section)s: %(total)d, of them %(present)d present and %(outside)d outside; measured: %(n)d") % facts


def _remark(balance: Balance | None) -> str:
    """That a count does not follow from the one before and the movements between."""
    if balance is None:
        return ""
    return _("%(expected)d expected, difference %(difference)+d") % {
        "expected": balance.expected, "difference": balance.difference,
    }  # fmt: skip
