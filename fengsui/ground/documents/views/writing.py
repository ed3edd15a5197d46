from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.ground.documents import actions, kinds, queries, rules
from fengsui.ground.documents.choosing import CHOICES
from fengsui.ground.documents.forms import AttachForm, ComposeForm, typed
from fengsui.ground.documents.models import Attachment
from fengsui.ground.documents.views.common import official_one
from fengsui.ground.documents.views.one import shown
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, number_of
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import BoundField
    from django.http import HttpResponse

    from fengsui.ground.documents.models import Document
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

_WIDE = ("title", "to", "text")
_END = ("note", "contact", "copies", "urgency", "open", "series", "kind")
_JOINT = ("joint", "signers")
_MEETING = ("present", "absent", "observers")
_MONGOLIAN = ("mongolian", "mongolian_by", "order")


@dataclass(frozen=True)
class Line:
    """A field, and what the rules of writing say about it."""

    bound: BoundField
    problems: list[Any]


def new(request: Request) -> HttpResponse:
    """Choose a kind, then write: the draft is kept at the first save."""
    units = list(scope.own(request.person, "documents.draft"))
    if not units:
        raise Http404
    unit = next((one for one in units if one.code == request.GET.get("unit")), units[0])
    kind = request.GET.get("kind", "")
    if kind not in kinds.Kind.values:
        here = reverse("documents:new")
        choices = [
            (one, words, f"{here}?{urlencode({'unit': unit.code, 'kind': one.value})}") for one, words in CHOICES
        ]
        return render(request, "documents/new.html", {"units": units, "chosen": unit, "choices": choices})
    form = _form(request, unit, {"kind": kind})
    if request.method == "POST" and form.is_valid() and (made := _compose(request, unit, form)):
        return _after(request, made)
    return _page(request, unit, form, None, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)


def _compose(request: Request, unit: Unit, form: ComposeForm) -> Document | None:
    given = form.cleaned_data
    try:
        return actions.compose(unit, given["kind"], form.content(), series_code=given["series"], by=request.person)
    except Refused as refused:
        blame(form, refused)
        return None


def rewrite(request: Request, pk: UUID) -> HttpResponse:
    """Write a draft again. If somebody else saved meanwhile, both texts are shown and nothing is lost."""
    found = official_one(request, pk)
    if "rewrite" not in queries.next_verbs(found, queries.stage(found), request.person):
        return redirect("documents:document", pk)
    initial = {**typed(found.content), "kind": found.kind, "series": found.series.code}
    form = _form(request, found.unit, initial, len(found.content["annexes"]))
    if request.method != "POST":
        return _page(request, found.unit, form, found)
    if not form.is_valid():
        return _page(request, found.unit, form, found, HTTPStatus.UNPROCESSABLE_ENTITY, revision=_revision(request))
    given = form.cleaned_data
    try:
        actions.rewrite(
            found,
            form.content(),
            revision=_revision(request),
            by=request.person,
            kind=given["kind"],
            series_code=given["series"],
        )
    except Refused as refused:
        if refused.code != "documents.conflict":
            blame(form, refused)
            return _page(request, found.unit, form, found, HTTPStatus.UNPROCESSABLE_ENTITY, revision=_revision(request))
        theirs = _theirs(form, official_one(request, pk))
        return _page(
            request, found.unit, form, found, HTTPStatus.CONFLICT, problem=str(refused.sentence), theirs=theirs
        )
    return _after(request, found)


@require_POST
def mend(request: Request, pk: UUID) -> HttpResponse:
    """Put the numbers and dates of a draft right as the rules of writing say, in one tap."""
    found = official_one(request, pk)
    try:
        actions.rewrite(found, rules.mended(found.content), revision=_revision(request), by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    else:
        messages.success(request, _("Numbers and dates were put right."))
    return redirect("documents:document", pk)


def _revision(request: Request) -> int:
    """Which text was on the page; -1, which no draft has, for rubbish."""
    typed_ = request.POST.get("revision", "")
    return number_of(typed_, -1)


def _theirs(form: ComposeForm, found: Document) -> list[tuple[str, str]]:
    """What the kept draft says where it differs from what is being typed: the field's name and its text."""
    kept, mine = typed(found.content), form.data
    names = [name for name in form.fields if name in kept and _plain(kept[name]) != _plain(mine.get(name, ""))]
    return [(str(form.fields[name].label), str(kept[name])) for name in names]


def _plain(text: Any) -> str:
    return "\n".join(line.rstrip() for line in str(text).strip().splitlines())


def _form(request: Request, unit: Unit, initial: dict[str, Any], annexes: int = 0) -> ComposeForm:
    sent = sum(1 for name in request.POST if name.startswith("annex_title_"))
    given = {"data": request.POST} if request.method == "POST" else {"initial": initial}
    return ComposeForm(**given, series=list(queries.series_of([unit])), annexes=max(annexes, sent - 1))


def _after(request: Request, document: Document) -> HttpResponse:
    messages.success(request, _("Saved."))
    where = "rewrite" if request.POST.get("do") == "stay" else "document"
    return redirect(f"documents:{where}", document.pk)


def _page(
    request: Request, unit: Unit, form: ComposeForm, found: Document | None, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    said = rules.problems(found.kind, found.content) if found else []

    def lines(names: Any) -> list[Line]:
        return [Line(form[name], [one for one in said if one.field == name]) for name in names if name in form.fields]

    annexes = sum(1 for name in form.fields if name.startswith("annex_title_"))
    context = {
        "unit": unit, "form": form, "document": found, "wide": lines(_WIDE), "end": lines(_END), "meeting": lines(_MEETING),
        "is_minutes": form["kind"].value() == kinds.Kind.MINUTES, "mongolian": lines(_MONGOLIAN),
        "joint": lines(_JOINT if form["kind"].value() != kinds.Kind.MINUTES else ()), "joint_open": bool(form["joint"].value()),
        "mongolian_open": bool(form["mongolian"].value()),
        "annexes": [lines((f"annex_title_{n}", f"annex_text_{n}")) for n in range(annexes)],
        "other": [one for one in said if one.field not in {*_WIDE, *_END, *_MEETING, *_MONGOLIAN, *_JOINT}],
        "lacks_letters": not any(one.letters for one in queries.series_of([unit])),
        "may_arrange": scope.may(request.person, "documents.series", unit),
        "revision": queries.revision(found) if found else 0,
    }  # fmt: skip
    return render(request, "documents/write.html", context | more, status=status)


@require_POST
def attach(request: Request, pk: UUID) -> HttpResponse:
    found = official_one(request, pk)
    form = AttachForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            file = form.cleaned_data["file"]
            actions.attach(found, file.read(), file.name, by=request.person)
            messages.success(request, _("Attached."))
            return redirect("documents:document", pk)
    except Refused as refused:
        blame(form, refused)
    return shown(request, found, HTTPStatus.UNPROCESSABLE_ENTITY, file=form)


@require_POST
def detach(request: Request, pk: UUID, file: int) -> HttpResponse:
    row = (
        Attachment.objects.filter(document=official_one(request, pk), pk=file).select_related("document__unit").first()
    )
    if row is None:
        raise Http404
    try:
        actions.detach(row, by=request.person)
        messages.success(request, _("Taken off."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("documents:document", pk)
