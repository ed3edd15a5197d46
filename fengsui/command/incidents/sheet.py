"""A bulletin (突发事件快报) as a document's data: the facts, what happened, what was done. Never what it says of persons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from fengsui.command.incidents.models import Deed, Stage
from fengsui.command.incidents.queries.kinds import is_fever, label
from fengsui.command.incidents.queries.pathway import outsides, stations
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.incidents.models import Step

LANGUAGES = ("zh-hans", "en")


def bodies(step: Step) -> dict[str, dict[str, Any]]:
    """The bulletin in every language: series_label, title, day, sections, recipients."""
    made = {}
    for language in LANGUAGES:
        with translation.override(language):
            made[language] = _body(step)
    return made


def which(step: Step) -> str:
    """First, follow-up or final report."""
    if step.stage == Stage.CLOSED:
        return str(Deed.CLOSED.label)
    return str(Deed.REPORTED.label if step.number < 2 else Deed.FOLLOWED.label)


def _body(step: Step) -> dict[str, Any]:
    sections = [
        {"heading": _("What is known"), "blocks": [_facts(step)]},
        {"heading": _("What has happened"), "blocks": [{"type": "para", "text": step.text}]},
        {
            "heading": _("What was done"),
            "blocks": [{"type": "para", "text": step.measures or _("Nothing was said of it.")}],
        },
    ]
    if is_fever(step.kind):
        sections.append({"heading": _("The way of the fever"), "blocks": [_pathway(step)]})
    return {
        "series_label": _("Incident bulletin"),
        "title": _("%(unit)s: %(kind)s, %(which)s")
        % {"unit": step.unit.label, "kind": label(step.kind), "which": which(step)},
        "day": clock.today().isoformat(), "sections": sections, "recipients": {"to": [], "copy": []},
    }  # fmt: skip


def _facts(step: Step) -> dict[str, Any]:
    unknown = _("not known")
    rows = [
        [_("Unit"), step.unit.label], [_("Place in the unit"), step.place or unknown], [_("Happened"), _hour(step.happened_at) or unknown],
        [_("Known since"), _hour(step.learned_at)], [_("First report"), _hour(step.first_at)],
        [_("Persons concerned"), unknown if step.persons is None else str(step.persons)],
    ]  # fmt: skip
    rows += [[_("Reported outside"), _outside(one)] for one in outsides(step.incident)]
    return {"type": "table", "columns": [_("What"), _("Said")], "align": ["left", "left"], "rows": rows}


def _outside(one: Any) -> str:
    said = f"{one.get_channel_display()} · {_hour(one.at)}"
    return f"{said} · {one.card}" if one.card else said


def _pathway(step: Step) -> dict[str, Any]:
    rows = [
        [
            str(one.step.label),
            _hour(one.row.at) if one.row else "",
            f"{one.row.celsius} °C" if one.row and one.row.celsius else "",
        ]
        for one in stations(step.incident)
    ]
    return {
        "type": "table",
        "columns": [_("Step"), _("At what hour"), "°C"],
        "align": ["left", "left", "left"],
        "rows": rows,
    }


def _hour(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = clock.local(moment)
    return (
        f"{local:%d %b, %H:%M}" if translation.get_language() == "en" else f"{local.month}月{local.day}日{local:%H:%M}"
    )
