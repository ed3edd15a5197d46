"""Tasks for programs: what is to be done by whom, a new one, how far it is, its result. Only people review a result."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema
from pydantic import AwareDatetime, StringConstraints

from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.models import Helper, Step, Task
from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces.door import Call, Limit, Strict, door, write
from fengsui.ground.org import scope
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fengsui.ground.org.models import Unit

router = Router(tags=["tasks"])
type Code = Annotated[str, StringConstraints(max_length=60)]
type Said = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]


class TaskOut(Schema):
    id: UUID
    text: str
    giver: str = Field(description=gettext_noop("the unit that reviews the result"))
    to: str = Field(description=gettext_noop("the responsible unit"))
    helpers: list[str]
    source: str = Field(description=gettext_noop("own, finding, plan, directive, meeting, telephone or incoming"))
    about: str = Field(description=gettext_noop("what it comes from, as room.thing:id"))
    check: str = Field(description=gettext_noop("the check that must hold before it is closed; empty: none"))
    stage: str = Field(description=gettext_noop("given, begun, returned, done, closed or withdrawn"))
    due_at: datetime
    late: bool
    percent: int | None
    result: str
    done_at: datetime | None


class TaskList(Schema):
    items: list[TaskOut]
    next: int | None = Field(None, description=gettext_noop("send it as `after` to read on; null: this was the end"))


class TaskIn(Strict):
    text: Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")]
    to: Code = Field(description=gettext_noop("the code of the token’s unit or of one below it"))
    due_at: AwareDatetime
    helpers: list[Code] = Field([], max_length=20)
    source_note: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")] = ""


class ReportIn(Strict):
    note: Said
    percent: int | None = Field(None, ge=0, le=100)


class ResultIn(Strict):
    result: Said


@router.get(
    "/tasks", response=TaskList,
    **door(
        "tasks.read", _("Tasks within reach"), name="tasks",
        about=_("Without `state` those that are not over; `late`, a state or `all`. `giver`, `to`: only those of a unit. In the order in which they last changed: one that changes while you read comes again."),
    ),
)  # fmt: skip
def tasks(
    request: Call, state: str = "", giver: str = "", to: str = "", after: int = 0, limit: Limit = 100
) -> dict[str, Any]:
    asked = {"giver__code": giver, "to__code": to, "pk__gt": min(after, 2**62)}
    rows = queries.wanted(request.person, {"state": state}).filter(**{key: said for key, said in asked.items() if said})
    found = list(rows.order_by("pk")[: limit + 1])
    page = found[:limit]
    return {"items": _told(page), "next": page[-1].pk if len(found) > limit else None}


@router.get(
    "/tasks/{task}", response=TaskOut, **door("tasks.read", _("One task"), name="task", about=_("How it stands now."))
)
def task(request: Call, task: UUID) -> dict[str, Any]:
    rows = queries.standing(request.person).filter(task=task)
    return _told([fetch(request.person, rows, request.path, task=task)])[0]


@router.post(
    "/tasks", response=TaskOut,
    **door(
        "tasks.give", _("Give a task"), name="give_task", writes=True,
        about=_("In the name of the token’s unit, which reviews the result; it is on the Today of the responsible unit at once."),
    ),
)  # fmt: skip
def give(request: Call, body: TaskIn) -> dict[str, Any]:
    unit = request.token.unit

    def deed(key: UUID) -> dict[str, Any]:
        to, *helpers = _units(unit, [body.to, *body.helpers])
        made = actions.give(
            unit, body.text, to=to, due_at=body.due_at, helpers=helpers, source_note=body.source_note,
            by=request.person, key=key,
        )  # fmt: skip
        return _dumped(made)

    return write(request, "tasks.give", deed)


@router.post(
    "/tasks/{task}/reports", response=TaskOut,
    **door("tasks.write", _("Say how far it is"), name="report_task", writes=True, about=_("In a sentence, with a share perhaps.")),
)  # fmt: skip
def report(request: Call, task: UUID, body: ReportIn) -> dict[str, Any]:
    found = _mine(request, task)

    def deed(_key: UUID) -> dict[str, Any]:
        actions.report(found, body.note, percent=body.percent, by=request.person)
        return _dumped(found)

    return write(request, "tasks.report", deed)


@router.post(
    "/tasks/{task}/result", response=TaskOut,
    **door("tasks.write", _("Finish with a result"), name="finish_task", writes=True, about=_("Then it waits for the review of the giver.")),
)  # fmt: skip
def finish(request: Call, task: UUID, body: ResultIn) -> dict[str, Any]:
    found = _mine(request, task)

    def deed(_key: UUID) -> dict[str, Any]:
        actions.finish(found, body.result, by=request.person)
        return _dumped(found)

    return write(request, "tasks.finish", deed)


def _mine(request: Call, task: UUID) -> Task:
    """A task with which the token's unit has something to do."""
    own = scope.units(request.person, "tasks.do").values("pk")
    helped = Helper.objects.helping().filter(unit__in=own).values("task")
    rows = Task.objects.filter(pk__in=Step.objects.as_known().filter(to__in=own).values("task"))
    return fetch(request.person, rows | Task.objects.filter(pk__in=helped), request.path, pk=task)


def _units(unit: Unit, codes: Sequence[str]) -> list[Unit]:
    found = {one.code: one for one in queries.reach(unit).filter(code__in=codes)}
    if strange := next((code for code in codes if code not in found), None):
        raise Refused("tasks.unit", _t("No unit here has the code “%(code)s”.") % {"code": strange}, field="to")
    return [found[code] for code in codes]


def _dumped(made: Task) -> dict[str, Any]:
    step = queries.now(made)
    return TaskOut.model_validate(_told([step] if step else [])[0]).model_dump(mode="json")


def _told(steps: Sequence[Step]) -> list[dict[str, Any]]:
    helpers: dict[UUID, list[str]] = {}
    rows = Helper.objects.helping().filter(task__in=[step.task_id for step in steps]).order_by("pk")
    for task, code in rows.values_list("task", "unit__code"):
        helpers.setdefault(task, []).append(code)
    now = clock.now()
    return [
        {
            "id": step.task_id, "text": step.task.text, "giver": step.giver.code, "to": step.to.code,
            "helpers": helpers.get(step.task_id, []), "source": step.task.source, "about": step.task.about,
            "check": step.task.check_key, "stage": step.stage, "due_at": step.due_at, "late": step.is_late(now),
            "percent": step.percent, "result": step.result, "done_at": step.done_at,
        }
        for step in steps
    ]  # fmt: skip
