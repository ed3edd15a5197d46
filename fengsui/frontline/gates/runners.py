from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.actions import passes
from fengsui.ground.runs.declare import Runner

if TYPE_CHECKING:
    from fengsui.ground.runs.declare import Task


# permits
def _standing(task: Task) -> dict[str, Any]:
    assert task.unit is not None
    until, building = datetime.fromisoformat(task.params["until"]), task.params["building"]
    n = passes.issue_standing(task.unit, until=until, building=building, by=task.by, told=task.progress)
    return {"n": n, "code": task.unit.code}


def _link(outcome: dict[str, Any], params: dict[str, Any]) -> str:  # noqa: ARG001 - as declared
    return f"{reverse('gates:passes')}?unit={outcome['code']}"


PASSES = Runner("gates.passes", _("Standing passes"), _standing, _("{n} standing passes made."), icon="key", link=_link)
