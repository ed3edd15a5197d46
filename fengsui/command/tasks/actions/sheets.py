from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.tasks.models import Line, Sheet, Step
from fengsui.command.tasks.sheet import bodies
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import actions as documents
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.org.queries import names
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from fengsui.ground.documents.models import Document
    from fengsui.ground.org.scope import Actor

SERIES = "task-sheet"
MOST = 50  # tasks on one sheet


@action
def issue_sheet(tasks: Collection[UUID], *, by: Actor) -> Sheet:
    """Issue a task sheet with a number of its own series. All its tasks are of one giver; printed again unchanged, it is the same."""
    steps = list(
        Step.objects.as_known().filter(task__in=list(tasks)).select_related("task", "to", "giver").order_by("due_at", "pk")
        .prefetch_related("task__helpers__unit")
    )  # fmt: skip
    if not steps or len(steps) > MOST:
        raise Refused("tasks.sheet", _("Choose between one and %(n)d tasks for a sheet.") % {"n": MOST})
    for giver in {step.giver for step in steps}:
        scope.require(by, "tasks.give", giver)
    if len({step.giver_id for step in steps}) > 1:
        raise Refused("tasks.givers", _("These tasks were given by different units; a sheet is one unit’s."))
    made = bodies(steps, names(step.person_id for step in steps))
    body, copies = made["zh-hans"], {"en": made["en"]}
    if same := _same(steps, {**body, "copies": copies}):
        deeds.told()  # a second click: it is issued already
        return same
    giver = steps[0].giver
    about = steps[0].task.subject if len(steps) == 1 else f"org.unit:{giver.pk}"
    document = documents.issue_bulletin(
        giver, SERIES, body["title"], body, about=about, by=by, verb="tasks.give", copies=copies
    )
    return _keep(document, steps, by)


def _same(steps: list[Step], source: object) -> Sheet | None:
    """The sheet that says exactly this already."""
    last = Sheet.objects.filter(lines__task=steps[0].task_id).select_related("document").order_by("-pk").first()
    if last is None or set(last.lines.values_list("task", flat=True)) != {step.task_id for step in steps}:
        return None
    return last if last.document.source == json.loads(json.dumps(source, default=str)) else None


def _keep(document: Document, steps: list[Step], by: Actor) -> Sheet:
    person = by if isinstance(by, Person) else None
    sheet = Sheet.objects.create(document=document, unit=document.unit, by=person, at=clock.now())
    Line.objects.bulk_create(
        Line(sheet=sheet, task=step.task, position=position) for position, step in enumerate(steps, 1)
    )
    data = {"number": document.number_label, "tasks": len(steps)}
    journal.write_many("tasks.issued", [(document.unit_id, step.task.subject, data) for step in steps], by=by.pk)
    return sheet
