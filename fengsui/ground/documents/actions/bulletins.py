from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.ground.documents import words
from fengsui.ground.documents.actions.common import ORDER, freeze, mark_of, step, take_number, tell
from fengsui.ground.documents.actions.series import of_bulletins
from fengsui.ground.documents.models import Document, Kind, Stage
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def draft(
    unit: Unit,
    series_code: str,
    title: str,
    body: Mapping[str, Any],
    *,
    about: str = "",
    by: Actor,
    at: datetime | None = None,
    copies: Mapping[str, Mapping[str, Any]] | None = None,
    mark: str = "",
) -> Document:
    """Draft a bulletin of a unit's series; the series begins with its first document, under `body["series_label"]`.

    body: series_label, series_word if not 期, day, sections, recipients (bulletin.py says how); title, unit, number, date and signature are
    added when it is printed. copies: the same in other languages, {"en": {title, series_label, sections}}.
    about: "room.thing:id" of what it is about. mark: the SHA-256 to be printed in it; of the source if not given.
    """
    scope.require(by, "documents.draft", unit)
    document = _create(unit, series_code, title, body, about, copies, mark)
    step(document, Stage.DRAFTED, "documents.draft", by, at)
    words.keep(document)
    tell("documents.drafted", document, by, at)
    return document


@action
def issue_bulletin(
    unit: Unit,
    series_code: str,
    title: str,
    body: Mapping[str, Any],
    *,
    about: str,
    by: Actor,
    at: datetime | None = None,
    verb: str = "documents.issue",
    copies: Mapping[str, Mapping[str, Any]] | None = None,
    mark: str = "",
) -> Document:
    """Draft, approve, number and issue a bulletin as one act of one person, for a room whose own right allows it.

    verb: that right (the brief is signed by `assessment.sign`). The rest is as in `draft`.
    """
    scope.require(by, verb, unit)
    document = _create(unit, series_code, title, body, about, copies, mark)
    for stage in ORDER[:2]:
        step(document, stage, verb, by, at)
    take_number(document, at)
    for stage in ORDER[2:]:
        step(document, stage, verb, by, at)
    freeze(document, by, at)
    return document


def _create(
    unit: Unit,
    series_code: str,
    title: str,
    body: Mapping[str, Any],
    about: str,
    copies: Mapping[str, Mapping[str, Any]] | None,
    mark: str,
) -> Document:
    series = of_bulletins(unit, series_code, body["series_label"], body.get("series_word", "期"))
    source, sum_ = mark_of({**body, "copies": copies or {}}, title)
    return Document.objects.create(
        unit=unit, kind=Kind.BULLETIN, series=series, title=title, subject=about, source=source, mark=mark or sum_,
    )  # fmt: skip
