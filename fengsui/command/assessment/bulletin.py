"""The brief on paper: an internal bulletin with its own number series (documents room)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.assessment.content import LANGUAGES, freeze
from fengsui.command.assessment.queries import brief, picture
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries, render

if TYPE_CHECKING:
    from datetime import date

    from fengsui.command.assessment.models import Brief, Signature
    from fengsui.ground.documents.models import Document
    from fengsui.ground.org.models import Person, Unit

SERIES = "daily-brief"
TITLE = gettext_lazy("Daily epidemic assessment brief")


def issue(found: Brief, content: dict[str, Any], mark: str, by: Person) -> Document:
    """Number and issue a signed brief; the PDF is kept with its hash. Right: assessment.sign."""
    bodies = {language: _body(found.day, content[language], language) for language in LANGUAGES}
    original = bodies["zh-hans"]
    return documents.issue_bulletin(
        found.unit, SERIES, original["title"], original, about=found.about, by=by, verb="assessment.sign",
        copies={"en": bodies["en"]}, mark=mark,
    )  # fmt: skip


def signed_pdf(signature: Signature, language: str) -> bytes:
    """The PDF as issued; in English a copy printed from the same frozen content."""
    if language == "en":
        return render.pdf("bulletin", queries.data(signature.document, "en"), at=signature.at)
    issued = signature.document.pdf
    assert issued is not None  # issuing kept it
    return issued


def draft_pdf(unit: Unit, line: str, day: date, language: str) -> bytes:
    """The brief as it would be printed now: visibly a draft on every page."""
    found = brief(unit, line, day)
    content = freeze(picture(unit, line, day), found.opinion if found else "")
    with translation.override(language):
        issuer = unit.label
    body = _body(day, content[language], language)
    here = {"unit": issuer, "date": clock.now(), "signed": None, "drill": clock.is_drill(), "language": language}
    return render.pdf("bulletin", body | here)


def _body(day: date, sections: list[dict[str, Any]], language: str) -> dict[str, Any]:
    with translation.override(language):
        return {
            "title": _("Brief of %(day)s") % {"day": _day(day, language)},
            "series_label": str(TITLE),
            "day": day.isoformat(),
            "sections": sections,
            "recipients": [],
        }


def _day(day: date, language: str) -> str:
    return day.isoformat() if language == "en" else f"{day.year}年{day.month}月{day.day}日"
