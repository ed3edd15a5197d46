"""The decision on paper: what it says of a switch, in every language, for `documents.issue_bulletin`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import actions as documents
from fengsui.ground.response.dryrun import in_languages
from fengsui.ground.response.queries.sets import shown
from fengsui.ground.response.queries.switching import described, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fengsui.ground.documents.models import Document
    from fengsui.ground.org.scope import Actor
    from fengsui.ground.response.models import Level, Reversal, Switch
    from fengsui.ground.response.queries.switching import Remains

SERIES = "measure-decisions"


def issue(made: Switch, by: Actor) -> Document:
    """Issue the decision on a switch."""
    return _issue(
        made,
        by,
        lambda: _switched(made),
        lambda: _("Decision on switching measures: %(name)s") % {"name": made.prepared.name},
    )


def issue_back(back: Reversal, left: Remains, by: Actor) -> Document:
    """Issue the decision that takes a switch back."""
    name = {"name": back.switch.prepared.name}
    return _issue(
        back.switch, by, lambda: _reverted(back, left), lambda: _("Decision on taking measures back: %(name)s") % name
    )


def cited(basis: str, document: Document) -> str:
    """A measure's basis: who decided it, and the decision's number."""
    return f"{basis}（{document.series.title}{document.number_label}）"[:300]


def _issue(made: Switch, by: Actor, sections: Callable[[], list[dict[str, Any]]], title: Callable[[], str]) -> Document:
    said: dict[str, dict[str, Any]] = in_languages(
        lambda: {"title": title(), "series_label": _("Decision on measures"), "sections": sections()}
    )
    body = {**said["zh-hans"], "series_word": "号", "day": clock.today().isoformat(), "recipients": []}
    return documents.issue_bulletin(
        made.unit, SERIES, said["zh-hans"]["title"], body, about=made.about, by=by, verb="response.switch",
        copies={"en": said["en"]},
    )  # fmt: skip


def _switched(made: Switch) -> list[dict[str, Any]]:
    return [
        {"heading": _("Basis"), "blocks": [_para(made.basis), *_level(made.level)]},
        {"heading": _("Measures"), "blocks": [_para(_term(made)), _table(made)]},
        {"heading": _("What follows, as worked out before the decision"), "blocks": _answers(told(made.told))},
    ]  # fmt: skip


def _reverted(back: Reversal, left: Remains) -> list[dict[str, Any]]:
    former = back.switch.document
    words = {"number": f"{former.series.title}{former.number_label}" if former else "", "at": _moment(back.at)}
    ended = [_("%(name)s: %(value)s (%(whom)s)") % described(row) for row in left.standing]
    found = [
        {"heading": _("Basis"), "blocks": [_para(back.reason)]},
        {"heading": _("Measures"), "blocks": [
            _para(_("What stands of %(number)s ends at %(at)s; what held before holds again:") % words), _list(ended),
        ]},
    ]  # fmt: skip
    if kept := told(back.kept):
        found.append(
            {"heading": _("What was changed meanwhile and stays"), "blocks": [_list([str(one) for one in kept])]}
        )
    answers = _answers(told(back.told))
    return [*found, {"heading": _("What follows, as worked out before the decision"), "blocks": answers}]


def _level(level: Level | None) -> list[dict[str, Any]]:
    """The government's level is the government's: recorded, with its issuer."""
    if level is None:
        return []
    since = date_format(clock.local(level.at)) if level.day_only else _moment(level.at)
    words = {
        "issuer": level.issuer,
        "tier": level.get_tier_display(),
        "grade": level.get_grade_display(),
        "since": since,
    }
    return [_para(_("Issued by %(issuer)s (%(tier)s): %(grade)s, from %(since)s, as recorded here.") % words)]


def _term(made: Switch) -> str:
    until = _moment(made.until) if made.until else _("further notice")
    return _("In force from %(at)s until %(until)s:") % {"at": _moment(made.at), "until": until}


def _table(made: Switch) -> dict[str, Any]:
    lines = shown([made.prepared], made.system)[made.prepared.pk]
    rows = [[line.name, line.value, line.whom] for line in lines]
    return {"type": "table", "columns": [_("Measure"), _("New value"), _("For")], "rows": rows}


def _answers(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for answer in answers:
        blocks += [{"type": "heading", "text": answer["title"]}, _list([one["sentence"] for one in answer["said"]])]
    return blocks or [_para(_("Nothing that a room could tell."))]


def _para(text: str) -> dict[str, Any]:
    return {"type": "para", "text": text}


def _list(items: list[str]) -> dict[str, Any]:
    return {"type": "list", "items": items}


def _moment(moment: datetime) -> str:
    return date_format(clock.local(moment), "DATETIME_FORMAT")
