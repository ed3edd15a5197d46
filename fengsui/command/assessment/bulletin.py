"""The brief on paper: an internal bulletin with its own number series (documents room)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.assessment.content import sections
from fengsui.command.assessment.languages import LANGUAGES
from fengsui.command.assessment.queries.briefs import brief, picture
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries, render
from fengsui.ground.documents.bulletin import number_label

if TYPE_CHECKING:
    from datetime import date

    from fengsui.command.assessment.models import Brief, Signature, Supplement
    from fengsui.ground.documents.models import Document
    from fengsui.ground.org.models import Person, Unit

SERIES = "daily-brief"
TITLE = gettext_lazy("Daily epidemic assessment brief")


def issue(found: Brief, content: dict[str, Any], mark: str, by: Person) -> Document:
    """Number and issue a signed brief; the PDF is kept with its hash. Right: assessment.sign."""
    return _issue(found, {one: _body(found.day, content[one], one) for one in LANGUAGES}, mark, by)


def issue_supplement(found: Brief, content: dict[str, Any], mark: str, by: Person) -> Document:
    """Number and issue what is added to a signed brief, in the same series. Right: assessment.sign."""
    return _issue(found, {one: _addition(found, content[one], one) for one in LANGUAGES}, mark, by)


def _issue(found: Brief, bodies: dict[str, dict[str, Any]], mark: str, by: Person) -> Document:
    original = bodies["zh-hans"]
    return documents.issue_bulletin(
        found.unit, SERIES, original["title"], original, about=found.about, by=by, verb="assessment.sign",
        copies={"en": bodies["en"]}, mark=mark,
    )  # fmt: skip


def _addition(found: Brief, parts: list[dict[str, Any]], language: str) -> dict[str, Any]:
    signed = found.signature.document
    body = _body(found.day, parts, language)
    with translation.override(language):
        number = number_label(signed.year, signed.number, language)
        body["title"] = _("Addition to the brief of %(day)s (%(number)s)") % {
            "day": _day(found.day, language), "number": number,
        }  # fmt: skip
    return body


def signed_pdf(signature: Signature | Supplement, language: str) -> bytes:
    """The PDF as issued; in English a copy printed from the same frozen content."""
    if language == "en":
        return render.pdf("bulletin", queries.data(signature.document, "en"), at=signature.at)
    issued = signature.document.pdf
    assert issued is not None  # issuing kept it
    return issued


def draft_pdf(unit: Unit, line: str, day: date, language: str) -> bytes:
    """The brief as it would be printed now: visibly a draft on every page."""
    return render.pdf("bulletin", _draft(unit, line, day, language))


def _draft(unit: Unit, line: str, day: date, language: str) -> dict[str, Any]:
    found = brief(unit, line, day)
    with translation.override(language):
        issuer, content = unit.label, sections(picture(unit, line, day), found.opinion if found else "")
    body = _body(day, content, language)
    here = {"unit": issuer, "date": clock.now(), "signed": None, "drill": clock.is_drill(), "language": language}
    return body | here


def signed_docx(signature: Signature | Supplement, language: str) -> bytes:
    """A copy for editing of what was issued; the original is its PDF."""
    return queries.word(signature.document, "en" if language == "en" else "zh")


def draft_docx(unit: Unit, line: str, day: date, language: str) -> bytes:
    """The brief as it would stand now, for editing: visibly a draft."""
    return render.docx("bulletin", _draft(unit, line, day, language))


def _body(day: date, parts: list[dict[str, Any]], language: str) -> dict[str, Any]:
    with translation.override(language):
        return {
            "title": _("Brief of %(day)s") % {"day": _day(day, language)},
            "series_label": str(TITLE),
            "day": day.isoformat(),
            "sections": parts,
            "recipients": [],
        }


def _day(day: date, language: str) -> str:
    return day.isoformat() if language == "en" else f"{day.year}年{day.month}月{day.day}日"
