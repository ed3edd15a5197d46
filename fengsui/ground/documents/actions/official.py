from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.documents import content as contents
from fengsui.ground.documents import kinds, rules, wording, words
from fengsui.ground.documents.actions.common import (
    OFFICIAL,
    editable,
    freeze,
    mark_of,
    redraft,
    sound,
    step,
    take_number,
    tell,
    unchanged,
)  # fmt: skip
from fengsui.ground.documents.actions.series import official, ready
from fengsui.ground.documents.models import Document, Stage
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def compose(
    unit: Unit,
    kind: str,
    content: Mapping[str, Any],
    *,
    series_code: str,
    by: Actor,
    about: str = "",
    at: datetime | None = None,
    verb: str = "documents.draft",
) -> Document:
    """Draft an official document of one of the fifteen kinds (拟稿); content.py says what its content holds.

    A series that the unit has not begins here, without code letters: they are asked for before a number is given.
    about: "room.thing:id" of what it is about. verb: the right of the room that asks for it.
    """
    scope.require(by, verb, unit)
    document = _create(unit, kind, content, series_code, about)
    step(document, Stage.DRAFTED, verb, by, at)
    tell("documents.drafted", document, by, at)
    return document


@action
def rewrite(
    document: Document,
    content: Mapping[str, Any],
    *,
    revision: int,
    by: Actor,
    kind: str = "",
    series_code: str = "",
    at: datetime | None = None,
    verb: str = "documents.draft",
) -> Document:
    """Write a draft again. Refused as `documents.conflict` if somebody did since `revision`; a checked one is unchecked by it."""
    scope.require(by, verb, document.unit)
    document = editable(document)
    unchanged(document, revision)
    if series_code:
        document.series = official(document.unit, series_code)
    document.kind = _kind(kind or document.kind)
    _write(document, content)
    document.revision += 1
    document.save()
    words.keep(document)
    redraft(document, verb, by, at)
    tell("documents.rewritten", document, by, at)
    return document


@action
def issue_official(
    unit: Unit,
    kind: str,
    content: Mapping[str, Any],
    *,
    series_code: str,
    about: str,
    by: Actor,
    verb: str,
    at: datetime | None = None,
) -> Document:
    """Draft, check, approve, number and issue an official document as one act, for a room whose own right allows it.

    Refused before anything is written while its series has no code letters.
    """
    scope.require(by, verb, unit)
    ready(unit, series_code)
    document = _create(unit, kind, content, series_code, about)
    sound(document)
    for stage in OFFICIAL[:3]:
        step(document, stage, verb, by, at)
    take_number(document, at)
    for stage in OFFICIAL[3:]:
        step(document, stage, verb, by, at)
    freeze(document, by, at)
    return document


def _create(unit: Unit, kind: str, content: Mapping[str, Any], series_code: str, about: str) -> Document:
    document = Document(unit=unit, kind=_kind(kind), series=official(unit, series_code), subject=about)
    _write(document, content)
    document.save(force_insert=True)
    words.keep(document)
    return document


def _write(document: Document, content: Mapping[str, Any]) -> None:
    made = contents.normal(content, untitled=document.kind == kinds.Kind.ORDER)
    if document.unit.name in made["joint"]:
        raise Refused("documents.joint", _("Your unit leads by itself; name only the others."), field="joint")
    _check_open(made)
    document.title = made["title"].replace("\n", "")
    document.source, document.mark = mark_of({"content": made, "kind": document.kind}, document.title)


def _check_open(content: Mapping[str, Any]) -> None:
    """Classified matters do not enter this system: not even as a draft."""
    for field, text in wording.texts(content):
        if wording.classified(text):
            raise Refused("documents.classified", rules.secrecy(), field=field)


def _kind(kind: str) -> str:
    if kind not in list(kinds.Kind):
        raise Refused("documents.kind", _("Choose one of the fifteen kinds of official documents."), field="kind")
    return str(kind)
