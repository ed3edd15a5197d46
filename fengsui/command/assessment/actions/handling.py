"""What people do about a finding: take it in hand, accept its risk, judge it, note, give a task; add and close one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.assessment.findings import OWN, ends_of
from fengsui.command.assessment.languages import LANGUAGES
from fengsui.command.assessment.models import Deed, Finding, Handling
from fengsui.command.assessment.queries.ledger import turns
from fengsui.command.tasks import actions as tasks
from fengsui.command.tasks.queries import givers, reach
from fengsui.ground.checks.declare import Ends
from fengsui.ground.checks.queries import Asked
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.command.tasks.models import Task
    from fengsui.ground.checks.declare import Severity
    from fengsui.ground.org.models import Person, Unit

LONGEST = 500


@action
def take(finding: Finding, note: str = "", *, by: Person) -> Handling:
    """Take it in hand: the alarm is answered, or a risk that was accepted no longer is."""
    scope.require(by, "assessment.handle", finding.unit)
    step = _step(finding, Deed.TAKEN, by, note)
    _answered(finding, by)
    return step


@action
def accept(finding: Finding, reason: str, *, until: date, by: Person) -> Handling:
    """Accept the risk up to a day, with a reason: it is not open until then. Refused for a day that is past."""
    scope.require(by, "assessment.accept", finding.unit)
    if until < clock.today():
        raise Refused("assessment.until", _("Choose a day from today on up to which it is accepted."), field="until")
    if not reason.strip():
        raise Refused("assessment.reason", _("Say why this risk is accepted."), field="note")
    step = _step(finding, Deed.ACCEPTED, by, reason, until=until)
    _answered(finding, by)
    return step


@action
def judge(finding: Finding, reason: str = "", *, right: bool, by: Person) -> Handling:
    """Say whether it was right to find it: a rule that is mostly wrong is kept apart from what matters."""
    scope.require(by, "assessment.handle", finding.unit)
    if not right and not reason.strip():
        raise Refused("assessment.reason", _("Say why it is a false alarm."), field="note")
    return _step(finding, Deed.JUDGED, by, reason, ended=True, right=right)


@action
def note(finding: Finding, text: str, *, by: Person) -> Handling:
    """Note something about it; the brief prints the last note."""
    scope.require(by, "assessment.handle", finding.unit)
    return _step(finding, Deed.NOTED, by, text, ended=True)


@action
def give_task(finding: Finding, text: str, *, unit: Unit, due_at: datetime, by: Person) -> Task:
    """Give a task about it: what, by whom, by when. So it is in hand; the task closes only when the check holds again.

    Refused without words, for an hour that is past, and for a unit that does not stand below the person's own.
    """
    scope.require(by, "assessment.handle", finding.unit)
    _words(text, _("Say what is to be done."))
    _step(finding, Deed.TASKED, by, text, unit=unit, due_at=due_at)
    task = tasks.give(
        _giver(by, unit), text, to=unit, due_at=due_at, by=by, about=finding.about, check=_statement(finding),
        url=reverse("assessment:finding", args=[finding.pk]), verb="assessment.handle",
    )  # fmt: skip
    _answered(finding, by)
    return task


def _giver(by: Person, unit: Unit) -> Unit:
    """In whose name: the highest unit where the person handles findings and that stands at or above the responsible one."""
    mine = givers(by, "assessment.handle")
    return next((one for one in mine if reach(one).filter(pk=unit.pk).exists()), mine[0])


def _statement(finding: Finding) -> Asked | None:
    """What must hold again; nothing for what was added by hand. The topic of a check of one day begins with its day."""
    if finding.rule == OWN:
        return None
    if ends_of(finding.rule) is Ends.PASSED:
        return Asked(finding.rule, finding.unit_id, finding.topic)
    return Asked(finding.rule, finding.unit_id, finding.topic.partition(":")[2], finding.day)


@action
def add(unit: Unit, day: date, text: str, *, severity: Severity, url: str = "", by: Person) -> Finding:
    """Add what no check can see. Refused without words, and for a page that is not of this house."""
    scope.require(by, "assessment.handle", unit)
    said = _words(text, _("Say what is wrong."))
    if url and not (url.startswith("/") and not url.startswith("//")):
        raise Refused("assessment.url", _("Give a page of this system, beginning with “/”."), field="url")
    if day > clock.today():
        raise Refused("assessment.day", _("This day has not begun."), field="day")
    number = Finding.objects.filter(rule=OWN, unit=unit).count() + 1
    finding = Finding.objects.create(
        rule=OWN, unit=unit, topic=f"{day.isoformat()}:{number}", day=day, last=day, severity=int(severity),
        text=dict.fromkeys(LANGUAGES, said), url=url, found_at=clock.now(), by=by,
    )  # fmt: skip
    journal.write("assessment.added", by=by.pk, unit=unit.pk, about=finding.about, day=day.isoformat())
    return finding


@action
def close(finding: Finding, result: str, *, by: Person) -> Handling:
    """Close what a person added, with its result. What a check found closes only when the check holds again."""
    scope.require(by, "assessment.handle", finding.unit)
    if finding.rule != OWN:
        raise Refused(
            "assessment.checked",
            _("A check found this: it closes when the check holds again, or while somebody accepts its risk."),
        )
    step = _step(finding, Deed.CLOSED, by, _words(result, _("Say what came of it.")))
    Finding.objects.filter(pk=finding.pk).update(passed_at=step.at)
    return step


def _answered(finding: Finding, by: Person) -> None:
    """The duty chief owed an answer for this time that it was found."""
    obligations.meet("assessment.alarm", finding.about, turns([finding])[finding.pk], by=by)


def _words(text: str, sentence: str) -> str:
    if not text.strip():
        raise Refused("assessment.words", sentence, field="note")
    return text.strip()[:LONGEST]


def _step(finding: Finding, deed: Deed, by: Person, note: str, *, ended: bool = False, **facts: Any) -> Handling:
    """One deed about a finding, alone with it; what ended already can only be judged and noted."""
    row = Finding.objects.select_for_update().get(pk=finding.pk)
    if row.passed_at and not ended:
        raise Refused("assessment.ended", _("It holds again or is closed since; nothing is left to do about it."))
    if deed is Deed.NOTED:
        _words(note, _("Write what is to be noted."))
    said: dict[str, Any] = {"deed": deed, "by": by, "note": note.strip()[:LONGEST], **facts}
    last = row.handlings.order_by("pk").last()
    if last is not None and all(getattr(last, key) == value for key, value in said.items()):
        raise Refused("assessment.twice", _("That stands there already; nothing was added."))
    step = Handling.objects.create(finding=row, at=clock.now(), **said)
    journal.write(f"assessment.{deed}", by=by.pk, unit=row.unit_id, about=row.about, check=row.rule)
    return step
