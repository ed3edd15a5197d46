"""A task sheet (交办单) as a bulletin's data: what, with whom, by when, and room for what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fengsui.command.tasks.models import Source
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from fengsui.command.tasks.models import Step

LANGUAGES = ("zh-hans", "en")


def bodies(steps: Sequence[Step], people: Mapping[UUID, str]) -> dict[str, dict[str, Any]]:
    """The sheet in every language: series_label, title, day, sections, recipients."""
    made = {}
    for language in LANGUAGES:
        with translation.override(language):
            made[language] = _body(steps, people)
    return made


def _body(steps: Sequence[Step], people: Mapping[UUID, str]) -> dict[str, Any]:
    title = ngettext("%(n)d task", "%(n)d tasks", len(steps)) % {"n": len(steps)}
    return {
        "series_label": _("Task sheet"),
        "title": title if len(steps) > 1 else _("Task for %(unit)s") % {"unit": steps[0].to.label},
        "day": clock.today().isoformat(),
        "sections": [
            {"heading": _("What is to be done"), "blocks": _what(steps, people)},
            {"heading": _("Asked for"), "blocks": [{"type": "para", "text": _asked()}]},
            {"heading": _("How it went"), "blocks": [_blank(steps)]},
        ],
        "recipients": _recipients(steps),
    }


def _what(steps: Sequence[Step], people: Mapping[UUID, str]) -> list[dict[str, Any]]:
    said = [{"type": "list", "items": [step.task.text for step in steps]}]
    if len(steps) == 1:
        said = [{"type": "para", "text": steps[0].task.text}]
    columns = [_("No."), _("Responsible unit"), _("Responsible person"), _("Due"), _("Comes from")]
    rows = [
        [
            str(n), step.to.label, people.get(step.person_id, "") if step.person_id else "",
            _hour(step), _source(step),
        ]
        for n, step in enumerate(steps, 1)
    ]  # fmt: skip
    align = ["center", "left", "left", "left", "left"]
    return [*said, {"type": "table", "columns": columns, "align": align, "rows": rows}]


def _hour(step: Step) -> str:
    due = clock.local(step.due_at)
    return f"{due:%d %b, %H:%M}" if translation.get_language() == "en" else f"{due.month}月{due.day}日{due:%H:%M}"


def _source(step: Step) -> str:
    label = str(Source(step.task.source).label)
    return f"{label} · {step.task.source_note}" if step.task.source_note else label


def _asked() -> str:
    return _(
        "Report the result in one sentence by the hour given. What cannot be done by then is said before, with the reason. Classified matters do not enter this sheet."
    )


def _blank(steps: Sequence[Step]) -> dict[str, Any]:
    """Rows to be filled in by hand where there is no screen; what is done already is printed."""
    columns = [_("No."), _("Result"), _("Signature"), _("Date")]
    rows = [[str(n), step.result, "", ""] for n, step in enumerate(steps, 1)]
    return {"type": "table", "columns": columns, "align": ["center", "left", "left", "left"], "rows": rows}


def _recipients(steps: Sequence[Step]) -> dict[str, list[str]]:
    helpers = [helper.unit.label for step in steps for helper in step.task.helpers.all() if helper.until is None]
    return {"to": _once(step.to.label for step in steps), "copy": _once(helpers)}


def _once(labels: Any) -> list[str]:
    return list(dict.fromkeys(labels))
