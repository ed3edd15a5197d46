"""The sheets of several days, filled one after the other into one file."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.forms import actions
from fengsui.command.forms.models import Form
from fengsui.command.forms.queries.days import file_name
from fengsui.ground.clock import queries as clock
from fengsui.ground.runs.declare import Runner

if TYPE_CHECKING:
    from fengsui.ground.runs.declare import Task

ZIP = "application/zip"


def _days(task: Task) -> dict[str, Any]:
    form = Form.objects.select_related("unit").get(pk=task.params["form"])
    first, last = (date.fromisoformat(task.params[name]) for name in ("first", "last"))
    days, gaps, packed = clock.days(first, last), 0, io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # a sheet is an archive itself
        for n, day in enumerate(days):
            task.progress(n, len(days), day.isoformat())
            filled, body = actions.fill(form, day, by=task.by)
            archive.writestr(file_name(form, day, filled.version.kind), body)
            gaps += filled.gaps
    task.progress(len(days), len(days))
    task.keep(f"{form.name} {first.isoformat()}–{last.isoformat()}.zip".replace("/", "／"), ZIP, packed.getvalue())
    return {"days": len(days), "gaps": gaps}


DAYS = Runner(
    "forms.days", _("Filling a superior's form for several days"), _days, _("{days} sheets, {gaps} cells not filled."),
    icon="file-spreadsheet", link=lambda _data, params: reverse("forms:form", args=[params["form"]]),
)  # fmt: skip
