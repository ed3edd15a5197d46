from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fengsui.command.assessment import actions, queries
from fengsui.command.assessment.bulletin import draft_pdf, signed_pdf
from fengsui.command.assessment.models import ISSUING_KINDS
from fengsui.command.assessment.obligations import line_of
from fengsui.command.reports.forms import clean
from fengsui.command.reports.views import around
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.models import Unit
from fengsui.ground.org.queries import fetch, names
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date

    from fengsui.command.assessment.queries import Picture
    from fengsui.ground.org.places import Request


@looks_back
def home(request: Request) -> HttpResponse:
    """Today's brief of my unit; a choice if I have several."""
    if not scope.may(request.person, "assessment.view"):
        raise Http404
    held = {held.unit_id for held in scope.carrying(request.person, scope.verbs()["assessment.view"])}
    tops = [(unit, line_of(unit)) for unit in Unit.objects.filter(pk__in=held)]
    if len(tops) == 1:
        return redirect("assessment:brief", tops[0][1], tops[0][0].code, clock.day_of(request.known))
    return render(request, "assessment/home.html", {"tops": tops, "day": clock.day_of(request.known)})


def _chosen(request: Request, line: str, code: str, day: date) -> Unit:
    units = scope.units(request.person, "assessment.view", day=day).filter(kind__in=ISSUING_KINDS)
    unit = fetch(request.person, units, request.path, code=code)
    if line != line_of(unit):
        raise Http404
    return unit


@looks_back
def brief(request: Request, line: str, code: str, day: date) -> HttpResponse:
    """The brief of a day: interim, draft, or signed and frozen."""
    unit = _chosen(request, line, code, day)
    if request.method != "POST":
        return _page(request, unit, day, {})
    revision = request.POST.get("revision", "")
    typed = clean(request.POST.get("opinion", ""))
    try:
        number = int(revision) if revision.isascii() and revision.isdigit() else 0
        written = actions.write(unit, line, day, typed, revision=number, by=request.person)
        if request.POST.get("do") == "sign":
            actions.sign(unit, line, day, revision=written.revision, by=request.person)
            messages.success(request, _("Signed and issued. The brief is frozen; its hash stands in the journal."))
        else:
            messages.success(request, _("Saved."))
    except Refused as refused:
        saved = queries.brief(unit, line, day)
        theirs = saved.opinion if saved and refused.code == "assessment.conflict" else ""
        extra = {"problem": str(refused.sentence), "opinion": typed, "theirs": theirs}
        return _page(request, unit, day, extra, HTTPStatus.CONFLICT if theirs else HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect("assessment:brief", line, code, day)


def _page(request: Request, unit: Unit, day: date, extra: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    line = line_of(unit)
    found = queries.brief(unit, line, day)
    known = request.known
    signature = queries.signature(found, known)
    seen = queries.picture(unit, line, day, known)
    context = {
        "unit": unit, "line": line, "day": day, "days": around(day, known), "picture": seen,
        "signature": signature, "revision": found.revision if found else 0, "opinion": queries.opinion(found, known),
        "can_write": known is None and scope.may(request.person, "assessment.write", unit),
        "can_sign": known is None and scope.may(request.person, "assessment.sign", unit),
        "history": history(found.about, known) if found else [],
    }  # fmt: skip
    if signature:
        language = "en" if get_language() == "en" else "zh-hans"
        context["sections"] = [_readable(section) for section in signature.content[language]]
        context["signer"] = names([signature.by_id]).get(signature.by_id, "")
        context["since"] = _since(seen, signature.content)
    return render(request, "assessment/brief.html", context | extra, status=status)


def _readable(section: dict[str, Any]) -> dict[str, Any]:
    """A template would read `block.items` as the method of the dictionary; each cell of a table knows its column."""
    blocks = [
        block | {"items_": block.get("items", []), "cells": _cells(block), "heads": _heads(block)}
        for block in section["blocks"]
    ]
    return {"heading": section["heading"], "blocks": blocks}


def _heads(block: dict[str, Any]) -> list[tuple[str, str]]:
    return list(zip(block.get("columns", []), block.get("align", []), strict=True))


def _cells(block: dict[str, Any]) -> list[list[tuple[str, str, str]]]:
    """The rows of a table: the cells, each with its column's name and side."""
    return [[(cell, *head) for cell, head in zip(row, _heads(block), strict=True)] for row in block.get("rows", [])]


def _since(seen: Picture, content: dict[str, Any]) -> list[Any]:
    """The findings that are not in the signed brief."""
    said = {
        item
        for sections in content.values()
        for section in sections
        for block in section["blocks"]
        for item in block.get("items", [])
    }
    return [finding for finding in seen.findings if finding.line not in said]


def pdf(request: Request, line: str, code: str, day: date) -> HttpResponse:
    """The brief as PDF: the frozen one if it is signed, else a draft that says so."""
    unit = _chosen(request, line, code, day)
    language = "en" if get_language() == "en" else "zh-hans"
    signature = queries.signature(queries.brief(unit, line, day))
    body = signed_pdf(signature, language) if signature else draft_pdf(unit, line, day, language)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="brief-{unit.code}-{day.isoformat()}.pdf"'
    return response
