"""The directive as a document: every call into the documents, one function a step.

Only an approved text becomes a document of today's documents (an internal bulletin of a series of its own), so that its
text is fixed; what comes before leaves none. A step that was done on the document's own page is not done twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils import translation

from fengsui.command.directives.queries.cascade import reach
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries, render
from fengsui.ground.documents.models import Document, Stage
from fengsui.ground.org import scope
from fengsui.ground.org.models import Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.directives.models import Directive
    from fengsui.ground.org.scope import Actor

SERIES, LABEL = "directives", "工作部署"
NAMED = 4  # so many units of one kind are addressed by name, more of them as “各…”
_HEADING = re.compile(r"^[一二三四五六七八九十]+、\s*(.+)$")


def content(directive: Directive) -> dict[str, Any]:
    """What the document says, as documents.compose wants it."""
    urgency = str(directive.urgency)
    return {"title": directive.title, "to": recipients(directive), "text": directive.text, "urgency": urgency}


def recipients(directive: Directive) -> list[str]:
    """主送: those who get it from the unit itself, a few by name, many of a kind together (各盟市司法局)."""
    first = [unit_id for unit_id, level in reach(directive) if level == 1]
    kinds: dict[str, list[str]] = {}
    for kind, name in Unit.objects.filter(pk__in=first).order_by("pk").values_list("kind", "name"):
        kinds.setdefault(kind, []).append(name)
    with translation.override("zh-hans"):
        return [to for kind, names in kinds.items() for to in _together(kind, names)]


def _together(kind: str, names: list[str]) -> list[str]:
    return names if len(names) <= NAMED else [f"各{UnitKind(kind).label}"]


def draft(directive: Directive, *, by: Actor) -> Document | None:  # noqa: ARG001 - nothing is kept before approval
    return None


def rewrite(directive: Directive, *, by: Actor) -> None:
    """The text was changed."""


def check(directive: Directive, *, by: Actor, note: str = "") -> None:
    """核稿."""


def approve(directive: Directive, *, by: Actor) -> Document:
    """签发: the document, with the name of whoever approves."""
    made = documents.draft(
        directive.unit, SERIES, directive.title, _body(directive), about=directive.about, by=by
    )  # fmt: skip
    return documents.approve(made, by=by)


def issue(directive: Directive, *, by: Actor) -> Document:
    """编号、印发."""
    assert directive.document is not None  # approving made it
    found = directive.document
    if queries.stage(found) == Stage.APPROVED:
        found = documents.number(found, by=by)
    if queries.stage(found) == Stage.NUMBERED:
        found = documents.issue(found, by=by)
    return found


def void(directive: Directive, *, reason: str, by: Actor) -> None:
    """作废: the number stays taken, the PDF kept; by whoever may do so."""
    found = directive.document
    if found and scope.may(by, "documents.void", directive.unit) and queries.stage(found) != Stage.VOID:
        documents.void(found, reason=reason, by=by)


def number(directive: Directive) -> str:
    """〔2020〕第1期; empty without a number."""
    return directive.document.number_label if directive.document else ""


def pdf(directive: Directive) -> bytes:
    """The PDF as issued; before that as it would be printed now, visibly a draft."""
    if directive.document:
        return queries.paper(directive.document)
    here = {"title": directive.title, "unit": directive.unit.name, "date": clock.now(), "drill": clock.is_drill()}
    return render.pdf("bulletin", {**_body(directive), **here, "signed": None, "language": "zh"})


def _body(directive: Directive) -> dict[str, Any]:
    said = content(directive)
    return {
        "series_label": LABEL, "day": clock.today().isoformat(), "recipients": {"to": said["to"], "copy": []},
        "sections": list(_sections(said["title"], said["text"].splitlines())),
    }  # fmt: skip


def _sections(title: str, lines: Iterable[str]) -> Iterable[dict[str, Any]]:
    """The text by its headings of the first level; what stands before them under the title."""
    heading = title
    blocks: list[dict[str, Any]] = []
    for line in (one.strip() for one in lines if one.strip()):
        if found := _HEADING.match(line):
            if blocks:
                yield {"heading": heading, "blocks": blocks}
            heading, blocks = found[1], []
        else:
            blocks.append({"type": "para", "text": line})
    yield {"heading": heading, "blocks": blocks or [{"type": "para", "text": "—"}]}
