from __future__ import annotations

from base64 import b64encode
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fengsui.command.assessment import actions, queries, territory
from fengsui.command.assessment.bulletin import draft_docx, draft_pdf, signed_docx, signed_pdf
from fengsui.command.assessment.content import since
from fengsui.command.assessment.views.choosing import chosen, issues, lines
from fengsui.command.reports.forms import clean
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.documents.views import TYPES
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import number_of
from fengsui.ground.org.queries import line_of, names
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.command.assessment.models import Brief, Signature, Supplement
    from fengsui.command.assessment.queries import Picture
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


@looks_back
def home(request: Request) -> HttpResponse:
    """Today's assessment of my unit; a choice if I have several."""
    if not scope.may(request.person, "assessment.view"):
        raise Http404
    tops = [(unit, line_of(unit)) for unit in scope.own(request.person, "assessment.view")]
    if len(tops) == 1:
        return redirect("assessment:brief", tops[0][1], tops[0][0].code, clock.day_of(request.known))
    return render(request, "assessment/home.html", {"tops": tops, "day": clock.day_of(request.known)})


@looks_back
def brief(request: Request, line: str, code: str, day: date) -> HttpResponse:
    """The assessment of a day: interim, draft, or signed and frozen; of a unit that issues none, the findings alone."""
    unit = chosen(request, line, code, day)
    if request.method != "POST":
        return _page(request, unit, line, day, {})
    if not issues(unit, line):
        raise Http404
    revision = request.POST.get("revision", "")
    typed = clean(request.POST.get("opinion", ""))
    try:
        number = number_of(revision)
        _do(request, unit, line, day, typed, number)
    except Refused as refused:
        saved = queries.brief(unit, line, day)
        theirs = saved.opinion if saved and refused.code == "assessment.conflict" else ""
        extra = {"problem": str(refused.sentence), "opinion": typed, "theirs": theirs, "text": typed}
        status = HTTPStatus.CONFLICT if theirs else HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, unit, line, day, extra, status)
    return redirect("assessment:brief", line, code, day)


def _do(request: Request, unit: Unit, line: str, day: date, typed: str, revision: int) -> None:
    what = request.POST.get("do")
    if what == "supplement":
        actions.supplement(unit, line, day, typed, by=request.person)
        messages.success(request, _("Added, signed and issued. The brief itself stays as it was."))
        return
    written = actions.write(unit, line, day, typed, revision=revision, by=request.person)
    if what == "sign":
        actions.sign(unit, line, day, revision=written.revision, by=request.person)
        messages.success(request, _("Signed and issued. The brief is frozen; its hash stands in the journal."))
    else:
        messages.success(request, _("Saved."))


def _page(
    request: Request, unit: Unit, line: str, day: date, extra: dict[str, Any], status: int = HTTPStatus.OK
) -> HttpResponse:
    known, own = request.known, issues(unit, line)
    found = queries.brief(unit, line, day) if own else None
    signature = queries.signature(found, known)
    seen = queries.picture(unit, line, day, known)
    context = {
        "unit": unit, "line": line, "day": day, "days": clock.week(day, known), "picture": seen, "issues": own,
        "lines": lines(unit, day), "looked": queries.looked(day), "signature": signature,
        "revision": found.revision if found else 0, "opinion": queries.opinion(found, known),
        "can_write": own and known is None and scope.may(request.person, "assessment.write", unit),
        "can_sign": own and known is None and scope.may(request.person, "assessment.sign", unit),
        "can_handle": known is None and scope.may(request.person, "assessment.handle", unit),
        "history": history(found.about, known) if found else [], "map": None if signature else territory.screen_map(seen),
    }  # fmt: skip
    if signature:
        context |= _signed(signature, seen, known)
    return render(request, "assessment/brief.html", context | extra, status=status)


def _signed(signature: Signature, seen: Picture, known: datetime | None) -> dict[str, Any]:
    """What the page of a signed brief shows: its frozen text, what was added, what was found since."""
    language = "en" if get_language() == "en" else "zh-hans"
    added = queries.supplements(signature.brief, known)
    people = names([signature.by_id, *(one.by_id for one in added)])
    return {
        "sections": [_readable(section) for section in signature.content[language]],
        "signer": people.get(signature.by_id, ""), "since": since(seen, signature.content),
        "added": [
            (one, people.get(one.by_id, ""), [_readable(section) for section in one.content[language]]) for one in added
        ],
    }  # fmt: skip


def _readable(section: dict[str, Any]) -> dict[str, Any]:
    """A template would read `block.items` as the method of the dictionary; each cell of a table knows its column."""
    blocks = [
        block | {"items_": _items(block), "cells": _cells(block), "heads": _heads(block), "image": _image(block)}
        for block in section["blocks"]
    ]
    return {"heading": section["heading"], "blocks": blocks}


def _items(block: dict[str, Any]) -> list[tuple[str, str]]:
    """The items of a list, each with the id of its finding; briefs signed before there was a ledger have none."""
    items = block.get("items", [])
    return list(zip(items, block.get("links", [""] * len(items)), strict=True))


def _image(block: dict[str, Any]) -> str:
    """A signed map as an address of its own: a picture runs nothing and fetches nothing."""
    svg = block.get("svg", "")
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}" if svg else ""


def _heads(block: dict[str, Any]) -> list[tuple[str, str]]:
    return list(zip(block.get("columns", []), block.get("align", []), strict=True))


def _cells(block: dict[str, Any]) -> list[list[tuple[str, str, str]]]:
    """The rows of a table: the cells, each with its column's name and side."""
    return [[(cell, *head) for cell, head in zip(row, _heads(block), strict=True)] for row in block.get("rows", [])]


def pdf(request: Request, line: str, code: str, day: date) -> HttpResponse:
    """The brief as PDF: the frozen one if it is signed (`?supplement=`: what was added), else a draft that says so."""
    return _paper(request, line, code, day, "pdf")


def docx(request: Request, line: str, code: str, day: date) -> HttpResponse:
    """The same as a Word file, a copy for editing."""
    return _paper(request, line, code, day, "docx")


_SIGNED = {"pdf": signed_pdf, "docx": signed_docx}
_DRAFT = {"pdf": draft_pdf, "docx": draft_docx}


def _paper(request: Request, line: str, code: str, day: date, form: str) -> HttpResponse:
    unit = chosen(request, line, code, day)
    if not issues(unit, line):
        raise Http404
    language = "en" if get_language() == "en" else "zh-hans"
    issued = _issued(queries.brief(unit, line, day), request.GET.get("supplement", ""))
    body = _SIGNED[form](issued, language) if issued else _DRAFT[form](unit, line, day, language)
    response = HttpResponse(body, content_type=TYPES[form])
    place = "inline" if form == "pdf" else "attachment"
    response["Content-Disposition"] = f'{place}; filename="brief-{unit.code}-{day.isoformat()}.{form}"'
    return response


def _issued(found: Brief | None, supplement: str) -> Signature | Supplement | None:
    if not supplement:
        return queries.signature(found)
    added = queries.supplements(found)
    if not supplement.isascii() or not supplement.isdigit() or not 0 < int(supplement) <= len(added):
        raise Http404
    return added[int(supplement) - 1]
