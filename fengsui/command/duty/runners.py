"""Working out a roster takes seconds: in the background, with progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.duty.actions.generating import KIND, work_out
from fengsui.command.duty.models import Draft
from fengsui.ground.runs.declare import Runner

if TYPE_CHECKING:
    from fengsui.ground.runs.declare import Task


def _work(task: Task) -> dict[str, Any]:
    return work_out(task.params["draft"], only_empty=task.params["only_empty"], by=task.by, progress=task.progress)


def _to_draft(_data: dict[str, Any], params: dict[str, Any]) -> str:
    return reverse("duty:draft", args=[Draft.objects.select_related("unit").get(pk=params["draft"]).unit.code])


GENERATE = Runner(
    KIND, _("Working out a roster"), _work, _("{filled} places are filled, {empty} stay empty."),
    icon="calendar-event", link=_to_draft,
)  # fmt: skip
