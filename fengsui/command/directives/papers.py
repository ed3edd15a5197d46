"""The directive as an official document: every call into the documents, one function a step.

The paper is composed with the draft and goes the same way; what its own page adds (copies, openness, Mongolian text, files)
stays. Two pages lead to one paper: a step that was done there is not done twice, and what was changed there is checked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from fengsui.command.directives.queries.cascade import reach
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import content as contents
from fengsui.ground.documents import queries, rules
from fengsui.ground.documents.models import Attachment, Document, Series, Stage
from fengsui.ground.org import scope
from fengsui.ground.org.models import Unit, UnitKind
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.command.directives.models import Directive
    from fengsui.ground.documents.rules import Problem
    from fengsui.ground.org.scope import Actor

SERIES = "documents"  # begun where the unit has no series of official documents yet
NAMED = 4  # so many units of one kind are addressed by name, more of them as “各…”
WRITABLE = (Stage.DRAFTED, Stage.CHECKED)
CLOSED = (Stage.DROPPED, Stage.VOID)


def content(directive: Directive) -> dict[str, Any]:
    """What the document says, as documents.compose wants it."""
    return {
        "title": directive.title, "to": recipients(directive), "text": directive.text,
        "urgency": str(directive.urgency), "annexes": directive.annexes,
    }  # fmt: skip


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


def files(directive: Directive) -> list[Attachment]:
    """The files that go with the paper, without their content: whoever has the directive has them too."""
    return list(Attachment.objects.filter(document=directive.document_id).defer("content").order_by("pk"))


def series_of(unit: Unit) -> list[Series]:
    """A unit's series of official documents, those that can number first."""
    return sorted(Series.objects.filter(unit=unit, official=True).order_by("pk"), key=lambda one: not one.letters)


def series(directive: Directive) -> str:
    """The code of the series that numbers it: as chosen, else the unit's first."""
    return directive.series or next((one.code for one in series_of(directive.unit)), SERIES)


def lacks_letters(directive: Directive) -> bool:
    """Whether nothing can be numbered yet, since nobody entered the unit's code letters (机关代字)."""
    found = directive.document
    if found and queries.stage(found) not in (*WRITABLE, *CLOSED):
        return not found.series.letters
    return not Series.objects.filter(unit=directive.unit_id, code=series(directive)).exclude(letters="").exists()


def problems(directive: Directive) -> list[Problem]:
    """What the rules of writing say about it."""
    said = directive.document.content if directive.document else {}
    return rules.problems(directive.kind, {**said, **content(directive)})


def draft(directive: Directive, *, by: Actor, verb: str = "directives.draft") -> Document:
    """拟稿."""
    return documents.compose(
        directive.unit, directive.kind, content(directive), series_code=series(directive), about=directive.about, by=by,
        verb=verb,
    )  # fmt: skip


def rewrite(directive: Directive, *, by: Actor, verb: str = "directives.draft") -> Document:
    """The text was changed: a new paper if the one at hand was withdrawn on its own page."""
    found = directive.document
    if found is None or queries.stage(found) in CLOSED:
        return draft(directive, by=by, verb=verb)
    return documents.rewrite(
        found, {**found.content, **content(directive)}, revision=queries.revision(found), by=by, kind=directive.kind,
        series_code=series(directive), verb=verb,
    )  # fmt: skip


def check(directive: Directive, *, by: Actor, note: str = "") -> Document:
    """核稿: of what the directive says by now, whom it reaches included."""
    found = directive.document
    if found is None or _differs(found, directive.kind, series(directive), content(directive)):
        found = rewrite(directive, by=by, verb="directives.check")
    return documents.check(found, by=by, note=note) if queries.stage(found) == Stage.DRAFTED else found


def approve(directive: Directive, *, by: Actor) -> Document:
    """签发, with the name of whoever approves."""
    found, said = directive.document, content(directive)
    del said["to"]  # units may have come or gone since: the paper names whom the checker read
    if found is None or queries.stage(found) == Stage.DRAFTED or _differs(found, directive.kind, "", said):
        sentence = _("Its paper was changed on its own page after the check. Send it back, and have it checked again.")
        raise Refused("directives.paper", sentence)
    return documents.approve(found, by=by) if queries.stage(found) == Stage.CHECKED else found


def _differs(found: Document, kind: str, code: str, said: dict[str, Any]) -> bool:
    """Whether a paper says another thing than this, or is no more."""
    wanted = contents.normal(said)
    same = all(found.content.get(key) == wanted[key] for key in said)
    return queries.stage(found) in CLOSED or not same or found.kind != kind or code not in {"", found.series.code}


def take_back(directive: Directive, *, reason: str, by: Actor, verb: str) -> Document:
    """退回修改: an approved paper is withdrawn, one with a number void, and a new draft takes its place."""
    found = directive.document
    now = queries.stage(found) if found else Stage.DROPPED
    if found is None or now in CLOSED:
        return draft(directive, by=by, verb=verb)
    if now in WRITABLE:
        return documents.send_back(found, reason=reason, by=by)
    if now == Stage.ISSUED:
        sentence = _("Its paper was issued on its own page. Issue the directive, then correct or withdraw it.")
        raise Refused("directives.paper", sentence)
    (documents.void if now == Stage.NUMBERED else documents.drop)(found, reason=reason, by=by)
    return draft(directive, by=by, verb=verb)


def issue(directive: Directive, *, by: Actor) -> Document:
    """编号、印发."""
    assert directive.document is not None  # it was approved
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
    """内司发〔2020〕1号; empty without a number."""
    return directive.document.number_label if directive.document else ""


def pdf(directive: Directive) -> bytes:
    """The PDF as issued; before that as it would be printed now, visibly a draft."""
    assert directive.document is not None  # it has one from its first draft
    return queries.paper(directive.document)
