from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import bulletin, papers, render
from fengsui.ground.documents.models import Counter, Document, Original, Stage, Step
from fengsui.ground.org import scope
from fengsui.ground.org.models import Office, SeatKind
from fengsui.ground.org.queries import names

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person, Unit

LOCALES = {"zh": "zh-hans", "en": "en"}


def visible(person: Person) -> QuerySet[Document]:
    """The documents that a person may see, with their state."""
    return Document.objects.visible_to(person).with_stage().select_related("unit", "series")


def stage(document: Document) -> Stage:
    """What was last done with a document."""
    return Stage(Step.objects.filter(document=document).order_by("-pk").values_list("stage", flat=True)[0])


def next_number(unit: Unit, series_code: str, year: int | None = None) -> int:
    """The number that the next document of a series would get; nothing is taken by asking."""
    counter = Counter.objects.filter(
        series__unit=unit, series__code=series_code, year=year or clock.today().year
    ).first()
    return counter.last + 1 if counter else 1


def post(person: Person | None, verb: str, unit: Unit) -> str:
    """What lets a person use a verb at a unit, a seat before an office: "seat.commander"; empty for the system."""
    if person is None:
        return ""
    held = [held for held in scope.carrying(person, scope.verbs()[verb]) if held.unit_id == unit.pk]
    posts = sorted(f"{'seat' if one.is_seat else 'office'}.{one.title}" for one in held)
    return posts[-1] if posts else ""  # “seat” sorts after “office”


def post_label(text: str) -> str:
    """A post as printed, in the language in force: 当日指挥长."""
    kind, _dot, title = text.partition(".")
    if not title:
        return ""
    return str(SeatKind(title).label if kind == "seat" else Office(title).label)


def data(document: Document, language: str = "zh") -> dict[str, Any]:
    """Everything that is printed, as bulletin.py describes it; signed only once it is issued."""
    source = dict(document.source)
    copies = source.pop("copies", {})
    with translation.override(LOCALES[language]):
        unit = document.unit.label
        signed = _signed(document)
    made = {**source, "title": document.title, **copies.get(language, {})}
    return {
        **made,
        "unit": unit,
        "number_label": bulletin.number_label(document.year, document.number, language, document.series.word),
        "date": signed["at"] if signed else clock.now(),
        "signed": signed,
        "original": sealed.sha256 if (sealed := original(document)) else "",
        "drill": clock.is_drill(),
        "language": language,
    }


def _signed(document: Document) -> dict[str, Any] | None:
    """Who approved it, once it is issued: before, every page says that it is a draft."""
    steps = {step.stage: step for step in document.steps.all()}
    if Stage.ISSUED not in steps:
        return None
    approved = steps[Stage.APPROVED]
    name = names([approved.by_id]).get(approved.by_id, "") if approved.by_id else _("the system")
    return {"by": name, "seat": post_label(approved.post), "at": approved.at, "hash": document.mark}


def spelled(mark: str) -> str:
    """A mark as it is printed: the first half, in groups of four."""
    return " ".join(mark[n : n + 4] for n in range(0, 32, 4))


def next_verbs(document: Document, now: Stage, person: Person) -> list[str]:
    """What a person may do with a document in its state: at most one way on, the ways back, and the end."""
    way = {Stage.DRAFTED: "approve", Stage.APPROVED: "number", Stage.NUMBERED: "issue"}
    verbs = ([way[now]] if now in way else []) + (["void"] if now != Stage.VOID else [])
    if document.is_official:
        verbs = _OFFICIAL[now]
    return [verb for verb in verbs if scope.may(person, f"documents.{_RIGHT.get(verb, verb)}", document.unit)]


_OFFICIAL = {
    Stage.DRAFTED: ["check", "rewrite", "send_back", "drop"],
    Stage.CHECKED: ["approve", "rewrite", "send_back", "drop"],
    Stage.APPROVED: ["number", "drop"],
    Stage.NUMBERED: ["issue", "void"],
    Stage.ISSUED: ["void"],
    Stage.VOID: [],
    Stage.DROPPED: [],
}
_RIGHT = {"rewrite": "draft", "drop": "draft", "send_back": "check"}


def languages(document: Document) -> list[str]:
    """The languages other than Chinese in which there is a copy."""
    return [language for language in document.source.get("copies", {}) if language in LOCALES]


def original(document: Document) -> Original | None:
    """The issued PDF's row without its bytes, or None."""
    return Original.objects.filter(document=document).defer("content").first()


def paper(document: Document, language: str = "zh") -> bytes:
    """The PDF: the original once issued; before that, and for copies in other languages, made now."""
    if document.is_official:
        return document.pdf or papers.pdf(document)
    if language not in languages(document):
        return document.pdf or render.pdf("bulletin", data(document))
    return render.pdf("bulletin", data(document, language))


def word(document: Document, language: str = "zh") -> bytes:
    """The same as a Word document to edit further, in Chinese or a language of which there is a copy."""
    if document.is_official:
        return papers.docx(document)
    return render.docx("bulletin", data(document, language if language in languages(document) else "zh"))


def revision(document: Document) -> int:
    """How often a draft was written again, as of now: not what the object at hand remembers."""
    return Document.objects.values_list("revision", flat=True).get(pk=document.pk)
