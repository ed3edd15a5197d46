from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.directives import papers
from fengsui.command.directives.actions.common import lock, stage, step
from fengsui.command.directives.models import KINDS, NEVER, WRITABLE, Addressed, Directive, Stage, Urgency
from fengsui.command.directives.queries.cascade import reach
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents.kinds import Kind
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages import actions as messages
from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, Person, Tie, Unit
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.directives.models import Step
    from fengsui.ground.documents.models import Document
    from fengsui.ground.org.scope import Actor

MOST_LEVELS = 6
ANNEXES = 10  # more than that are files
_PLAIN = ("acknowledge_by", "do_by", "depth", "stepwise", "per_person", "asks_result", "urgency", "kind", "series")


@dataclass(frozen=True)
class Wanted:
    """A directive as typed; see models.Directive."""

    title: str
    text: str
    acknowledge_by: datetime
    do_by: datetime | None = None
    lines: Sequence[str] = ()
    chosen: Sequence[Unit] = ()
    depth: int | None = None
    stepwise: bool = False
    per_person: bool = False
    asks_result: bool = False
    urgency: str = Urgency.NONE
    kind: str = Kind.NOTICE
    series: str = ""
    annexes: Sequence[dict[str, str]] = ()


@action
def draft(
    unit: Unit,
    wanted: Wanted,
    *,
    by: Actor,
    replaces: Directive | None = None,
    key: UUID | None = None,
    synthetic: bool = False,
    comes_from: str = "",
    url: str = "",
) -> Directive:
    """Draft a directive of a unit (拟稿). replaces: the running one that it corrects. key: the form's id, sent twice or not.

    comes_from, url: what it passes on or follows from ("room.thing:id"), and its page, for a room above. A corrected version
    comes from the same, and is made up if the one that it corrects was.
    """
    scope.require(by, "directives.draft", unit)
    if sent := Directive.objects.filter(pk=key, unit=unit).first() if key else None:
        deeds.told()  # sent twice: nothing is written, so there is nothing to tell
        return sent
    check_wanted(unit, wanted)
    if replaces and replaces.unit_id != unit.pk:
        raise Refused("directives.strange", _("Only the unit that issued a directive can correct it."))
    if replaces:
        comes_from, url = comes_from or replaces.comes_from, url or replaces.url
        synthetic = synthetic or replaces.synthetic
    made = Directive(
        id=key or uuid7(), unit=unit, replaces=replaces, synthetic=synthetic, comes_from=comes_from, url=url
    )
    _write(made, wanted)
    _ask("directives.drafted", made, step(made, Stage.DRAFTED, by), "directives.check")
    _keep(made, papers.draft(made, by=by))
    journal.write("directives.drafted", by=by.pk, unit=unit.pk, about=made.about, directive=made.title)
    return made


@action
def rewrite(directive: Directive, wanted: Wanted, *, revision: int, by: Actor) -> Directive:
    """Change a draft. Refused as `directives.conflict` if somebody did so since `revision`; it is to be checked again."""
    scope.require(by, "directives.draft", directive.unit)
    found = lock(directive, *WRITABLE)
    if found.revision != revision:
        raise Refused(
            "directives.conflict",
            _("Somebody changed this draft meanwhile. Theirs is shown below; what you typed is still in the form."),
        )
    check_wanted(found.unit, wanted)
    found.revision += 1
    _write(found, wanted)
    step(found, Stage.DRAFTED, by)
    _keep(found, papers.rewrite(found, by=by))
    journal.write("directives.rewritten", by=by.pk, unit=found.unit_id, about=found.about, directive=found.title)
    return found


@action
def check(directive: Directive, *, by: Actor, note: str = "") -> Directive:
    """Check a draft (核稿): wording, whom it reaches, hours. Refused while it breaks a severe rule of writing."""
    scope.require(by, "directives.check", directive.unit)
    found = lock(directive, Stage.DRAFTED)
    _ask("directives.checked", found, step(found, Stage.CHECKED, by, note), "directives.approve")
    _keep(found, papers.check(found, by=by, note=note))
    journal.write("directives.checked", by=by.pk, unit=found.unit_id, about=found.about, directive=found.title)
    return found


@action
def approve(directive: Directive, *, revision: int, by: Actor) -> Directive:
    """Approve a checked draft (签发) as it was read: its text is fixed from now on."""
    scope.require(by, "directives.approve", directive.unit)
    found = lock(directive, Stage.CHECKED)
    if found.revision != revision:
        raise Refused("directives.conflict", _("Somebody changed this draft since you read it. Read it again."))
    _tell_drafters("directives.approved", found, step(found, Stage.APPROVED, by))
    _keep(found, papers.approve(found, by=by))
    journal.write("directives.approved", by=by.pk, unit=found.unit_id, about=found.about, directive=found.title)
    return found


@action
def send_back(directive: Directive, *, reason: str, by: Actor) -> Directive:
    """Give it back to be written again (退回修改) as long as it is not issued; what is approved only by whoever may approve."""
    verb = "directives.approve" if scope.may(by, "directives.approve", directive.unit) else "directives.check"
    scope.require(by, verb, directive.unit)
    if not reason.strip():
        raise Refused("directives.reason", _("Say what is to be changed."), field="reason")
    found = lock(directive, *WRITABLE, Stage.APPROVED)
    if stage(found.pk) == Stage.APPROVED:
        scope.require(by, "directives.approve", found.unit)
    made = step(found, Stage.DRAFTED, by, reason)
    _keep(found, papers.take_back(found, reason=made.reason, by=by, verb=verb))
    _tell_drafters("directives.sent_back", found, made, reason=made.reason)
    journal.write(
        "directives.sent_back", by=by.pk, unit=found.unit_id, about=found.about, directive=found.title,
        reason=made.reason,
    )  # fmt: skip
    return found


def _ask(kind: str, directive: Directive, made: Step, verb: str) -> None:
    """Whoever may take the next step hears that it is their turn."""
    _note(kind, directive, made, [one for one in scope.holders(verb, directive.unit) if one != made.by])


def _tell_drafters(kind: str, directive: Directive, made: Step, **data: str) -> None:
    """Whoever wrote it hears what became of it."""
    wrote = directive.steps.filter(stage=Stage.DRAFTED, by__isnull=False).exclude(by=made.by).values("by")
    _note(kind, directive, made, Person.objects.filter(pk__in=wrote), **data)


def _note(kind: str, directive: Directive, made: Step, to: Iterable[Person], **data: str) -> None:
    messages.send(
        kind, to, key=f"{kind}:{made.pk}", unit=directive.unit, url=f"/directives/{directive.pk}/",
        directive=directive.title, **data,
    )  # fmt: skip


def _keep(directive: Directive, document: Document) -> None:
    directive.document = document
    directive.save(update_fields=["document"])


def _write(directive: Directive, wanted: Wanted) -> None:
    for name in _PLAIN:
        setattr(directive, name, getattr(wanted, name))
    directive.title, directive.text = wanted.title.strip(), wanted.text.strip()
    directive.annexes = [dict(one) for one in wanted.annexes]
    directive.lines = [line.value for line in COMMAND_LINES if line.value in wanted.lines]
    directive.save()
    directive.chosen.all().delete()
    Addressed.objects.bulk_create(Addressed(directive=directive, unit=unit) for unit in set(wanted.chosen))
    if not reach(directive):
        raise Refused("directives.nobody", _("This reaches nobody: choose a line or units below yours."), field="lines")


def check_wanted(unit: Unit, wanted: Wanted) -> None:
    """Refuse what cannot be issued."""
    if not wanted.title.strip():
        raise Refused("directives.title", _("Type the title."), field="title")
    if not wanted.text.strip():
        raise Refused("directives.text", _("Type what is to be done."), field="text")
    if wanted.kind not in KINDS:
        raise Refused(
            "directives.kind", _("Choose a kind of document by which one speaks to those below."), field="kind"
        )
    if len(wanted.annexes) > ANNEXES:
        sentence = _("At most %(most)d annexes; attach the rest as files on the document’s page.")
        raise Refused("directives.annexes", sentence % {"most": ANNEXES})
    if wanted.depth is not None and not 1 <= wanted.depth <= MOST_LEVELS:
        raise Refused("directives.depth", _("Choose how deep it goes."), field="depth")
    check_hours(wanted.acknowledge_by, wanted.do_by)
    if wanted.asks_result and wanted.do_by is None:
        raise Refused("directives.result", _("A result needs an hour by which it is done."), field="do_by")
    if wanted.series and wanted.series not in {one.code for one in papers.series_of(unit)}:
        raise Refused("directives.series", _("Choose one of the unit’s own series of numbers."), field="series")
    _check_chosen(unit, wanted.chosen)


def check_hours(acknowledge_by: datetime, do_by: datetime | None) -> None:
    if acknowledge_by <= clock.now():
        raise Refused("directives.past", _("This hour is over already; choose a later one."), field="acknowledge_by")
    if do_by is not None and do_by < acknowledge_by:
        raise Refused("directives.order", _("It cannot be done before it is acknowledged."), field="do_by")


def _check_chosen(unit: Unit, chosen: Sequence[Unit]) -> None:
    """Only units below, that stand, and no sections: a facility answers for its own."""
    if not chosen:
        return
    tops = Tie.objects.on().filter(unit=unit, line__in=COMMAND_LINES).values_list("path", flat=True)
    below = Unit.objects.existing().within(tops).exclude(pk=unit.pk).exclude(kind__in=NEVER)
    found = set(below.filter(pk__in=[one.pk for one in chosen]).values_list("pk", flat=True))
    if strange := next((one for one in chosen if one.pk not in found), None):
        raise Refused(
            "directives.reach", _("%(unit)s cannot be addressed from here.") % {"unit": strange}, field="chosen"
        )
