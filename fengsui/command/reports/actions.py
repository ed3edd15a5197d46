from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.reports.measures import OWED
from fengsui.command.reports.models import Field, Report, Stage, Step, owes
from fengsui.command.reports.queries import Sheet, sheet
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import actions as indicators
from fengsui.ground.indicators import queries
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.messages import actions as messages
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@dataclass(frozen=True)
class Correction:
    """What the officer declares instead of the computed number, and why. A value of None takes a correction back."""

    value: float | None
    reason: str = ""


@action
def save(
    unit: Unit, day: date, corrections: Mapping[str, Correction], *, revision: int, by: Actor, note: str = ""
) -> Report:
    """Save a draft. Refused as `reports.conflict` if somebody saved since `revision`: nothing is overwritten unseen."""
    report, before = _open(unit, day, revision, by)
    if before.is_signed:
        raise Refused("reports.signed", _("This report is signed; correct it by signing again with a reason."))
    changed = _changed(before, corrections)
    _replace(report, changed, by)
    _keep(report, note)
    _step(report, Stage.DRAFTED, by, note=report.note)
    journal.write(
        "reports.drafted", by=by.pk, unit=unit.pk, about=report.about, day=day.isoformat(), changed=len(changed)
    )
    return report


@action
def sign(
    unit: Unit,
    day: date,
    corrections: Mapping[str, Correction],
    *,
    revision: int,
    by: Actor,
    note: str = "",
    reason: str = "",
) -> Report:
    """Sign the report: computed and declared numbers are frozen as they stand. A zero is signed as a zero.

    A number that is missing must be declared or its absence explained in the note. A report that is signed already
    is corrected: that takes a reason, and its acceptance lapses.
    """
    report, before = _open(unit, day, revision, by)
    if before.is_signed and not reason.strip():
        raise Refused("reports.reason", _("This report is signed already; say why it is corrected."), field="reason")
    signed = _declared(before, _changed(before, corrections))
    _keep(report, note)
    _check_missing(signed, report.note)
    _freeze_fields(report, signed, by)
    _step(report, Stage.SIGNED, by, reason, report.note)
    indicators.freeze(unit, day, {line.indicator.code: line.value for line in signed.lines} | signed.aside)
    obligations.meet("reports.report", f"org.unit:{unit.pk}", day.isoformat(), by=by)
    _tell_signed(report, signed, by, reason if before.is_signed else "")
    return report


def _tell_signed(report: Report, signed: Sheet, by: Actor, correction: str) -> None:
    day = report.day.isoformat()
    journal.write(
        "reports.signed", by=by.pk, unit=report.unit_id, about=report.about, day=day, fields=len(signed.lines),
        declared=sum(line.declared is not None for line in signed.lines), missing=len(signed.missing),
        late=clock.now() > signed.cutoff,
    )  # fmt: skip
    if correction:
        journal.write(
            "reports.corrected", by=by.pk, unit=report.unit_id, about=report.about, day=day, reason=correction
        )


@action
def give_back(report: Report, *, reason: str, by: Actor) -> Report:
    """Return a signed report to its unit with a reason; its numbers count as unconfirmed again."""
    scope.require(by, "reports.review", report.unit)
    _lock(report, {Stage.SIGNED, Stage.ACCEPTED}, _("Only a signed report can be returned."))
    if not reason.strip():
        raise Refused("reports.reason", _("Say what is wrong, so that the unit can mend it."), field="reason")
    signer = Step.objects.filter(report=report, stage=Stage.SIGNED).order_by("-pk").first()
    _step(report, Stage.RETURNED, by, reason)
    indicators.thaw(report.unit, report.day)
    obligations.reopen("reports.report", f"org.unit:{report.unit_id}", report.day.isoformat())
    journal.write(
        "reports.returned", by=by.pk, unit=report.unit_id, about=report.about, day=report.day.isoformat(), reason=reason
    )
    if signer and signer.by:
        messages.send(
            "reports.returned", [signer.by], key=f"{report.about}:{report.revision}", unit=report.unit,
            url=f"/reports/{report.unit.code}/{report.day.isoformat()}/", day=report.day.isoformat(), reason=reason,
        )  # fmt: skip
    return report


@action
def accept(report: Report, *, by: Actor) -> Report:
    """Accept a signed report."""
    scope.require(by, "reports.review", report.unit)
    _lock(report, {Stage.SIGNED}, _("Only a signed report that is not accepted yet can be accepted."))
    _step(report, Stage.ACCEPTED, by)
    journal.write("reports.accepted", by=by.pk, unit=report.unit_id, about=report.about, day=report.day.isoformat())
    return report


def _open(unit: Unit, day: date, revision: int, by: Actor) -> tuple[Report, Sheet]:
    """The report, locked until the action ends, and how it stands: refused if somebody saved it since `revision`."""
    scope.require(by, "reports.sign", unit)
    _check_unit(unit, day)
    report, _made = Report.objects.select_for_update().get_or_create(unit=unit, day=day)
    if report.revision != revision:
        raise Refused(
            "reports.conflict",
            _(
                "Somebody saved this report while you were typing. What differs is shown beside your entries; nothing is lost."
            ),
        )
    return report, sheet(unit, day)


def _keep(report: Report, note: str) -> None:
    report.revision += 1
    report.note = note.strip()
    report.save(update_fields=["revision", "note"])


def _check_unit(unit: Unit, day: date) -> None:
    if unit.is_closed(day) or day < unit.valid_from:
        raise Refused("reports.closed", _("%(unit)s is closed on that day and owes no report.") % {"unit": unit})
    if not owes(measures.reading(OWED, at=clock.last_moment(day)), unit.kind, unit.pk):
        raise Refused("reports.unit", _("%(unit)s does not write a report; what it enters flows.") % {"unit": unit})
    if day > clock.today():
        raise Refused("reports.future", _("This day has not begun; its report opens in the afternoon of the day."))


def _changed(before: Sheet, corrections: Mapping[str, Correction]) -> dict[str, Correction]:
    """The corrections that say something else than the fields do already, checked; a number taken back has no reason."""
    changed = {}
    for line in before.lines:
        wanted = corrections.get(line.indicator.code)
        if wanted is None:
            continue
        if wanted.value is not None:
            _check_number(line.indicator.code, wanted)
        reason = "" if wanted.value is None else wanted.reason.strip()
        if (wanted.value, reason) != (line.declared, line.reason):
            changed[line.indicator.code] = Correction(wanted.value, reason)
    return changed


def _declared(before: Sheet, changed: Mapping[str, Correction]) -> Sheet:
    """How the report stands with these corrections."""
    lines = [
        replace(line, declared=one.value, reason=one.reason) if (one := changed.get(line.indicator.code)) else line
        for line in before.lines
    ]
    return replace(before, lines=lines)


def _check_number(code: str, correction: Correction) -> None:
    if correction.value is not None and correction.value < 0:
        raise Refused("reports.negative", _("A number cannot be below zero."), field=code)
    typed = code in queries.indicators() and queries.indicators()[code].is_typed
    if not typed and not correction.reason.strip():
        raise Refused("reports.reason", _("Say why your number differs from the registers'."), field=code)


def _replace(report: Report, changed: Mapping[str, Correction], by: Actor) -> None:
    if not changed:
        return
    moment, author = clock.now(), by if isinstance(by, Person) else None
    Field.objects.filter(report=report, code__in=changed, replaced_at__isnull=True).update(replaced_at=moment)
    Field.objects.bulk_create(
        Field(
            report=report, code=code, computed=None, declared=one.value, reason=one.reason, by=author,
            at=moment, known_at=moment,
        )
        for code, one in changed.items()
    )  # fmt: skip


def _check_missing(signed: Sheet, note: str) -> None:
    if signed.missing and not note:
        names = _(", ").join(str(line.indicator.name) for line in signed.missing)
        raise Refused(
            "reports.missing",
            _("Missing is not zero: enter a number for %(names)s, or explain in the note why there is none.")
            % {"names": names},
            field="note",
        )


def _freeze_fields(report: Report, signed: Sheet, by: Actor) -> None:
    """Write down for every field what was computed and declared at the moment of signing."""
    moment = clock.now()
    Field.objects.filter(report=report, replaced_at__isnull=True).update(replaced_at=moment)
    Field.objects.bulk_create(
        Field(
            report=report, code=line.indicator.code, computed=line.computed, declared=line.declared, reason=line.reason,
            by=by if isinstance(by, Person) else None, at=moment, known_at=moment,
        )
        for line in signed.lines
    )  # fmt: skip


def _lock(report: Report, stages: set[Stage], sentence: str) -> None:
    Report.objects.select_for_update().get(pk=report.pk)
    last = Step.objects.filter(report=report).order_by("-pk").first()
    if last is None or last.stage not in stages:
        raise Refused("reports.stage", sentence)


def _step(report: Report, stage: Stage, by: Actor, reason: str = "", note: str | None = None) -> Step:
    return Step.objects.create(
        report=report, stage=stage, by=by if isinstance(by, Person) else None, at=clock.now(), reason=reason.strip(),
        note=note,
    )  # fmt: skip
