"""The grid of a draft, and what publishing it changes."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fengsui.command.duty import actions
from fengsui.command.duty.forms import DraftForm, FillForm, GenerateForm, KeepForm
from fengsui.command.duty.models import Draft, Pattern
from fengsui.command.duty.queries.comparing import compare
from fengsui.command.duty.queries.generated import worked_out
from fengsui.command.duty.queries.sheets import Sheet, sheet
from fengsui.command.duty.views.common import fetched, filled, shared, undo_url
from fengsui.ground.journal.queries import history
from fengsui.ground.org.doors import names_for, number_of, tried
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def _open(unit: Unit) -> Draft | None:
    return Draft.objects.filter(unit=unit, closed_at=None).select_related("unit").first()


def draft(request: Request, code: str) -> HttpResponse:
    """Write the roster: begin a draft, fill in its cells, drop it."""
    unit = fetched(request, code, "duty.arrange")
    row, do = _open(unit), request.POST.get("do", "")
    if row is None:
        return _begin(request, unit)
    if do == "drop":
        tried(request, lambda: actions.drop_draft(row, by=request.person), _("Dropped. The roster stays as it is."))
        return redirect("duty:roster", unit.code)
    if do in {"save", "publish"}:
        return _save(request, unit, row, do)
    return _grid(request, unit, row, sheet(row))


def _begin(request: Request, unit: Unit) -> HttpResponse:
    form = DraftForm(request.POST) if request.POST.get("do") == "begin" else DraftForm.offered()
    if form.is_bound:
        done = filled(form, lambda typed: actions.begin_draft(unit, typed["first"], typed["last"], by=request.person))
        if done:
            messages.success(request, _("Begun with what is on the roster. Nothing changes there until you publish."))
            return redirect("duty:draft", unit.code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "duty/begin.html", {**shared(request, unit), "form": form}, status=status)


def _save(request: Request, unit: Unit, row: Draft, do: str) -> HttpResponse:
    """Save what was matched; what was not stays in its cell, with what is wrong."""
    found, said = sheet(row, request.POST), request.POST.get("revision", "")
    revision = number_of(said, -1)
    try:
        saved = actions.save_draft(row, found.cells(), revision=revision, by=request.person)
    except Refused as refused:
        row.refresh_from_db()
        found.mark_differing(row)
        return _grid(request, unit, row, found, problem=str(refused.sentence))
    if found.wrong:
        left = ngettext(
            "%(n)d cell was not understood; it is marked, the others are saved.",
            "%(n)d cells were not understood; they are marked, the others are saved.",
            found.wrong,
        )
        return _grid(request, unit, saved, found, problem=left % {"n": found.wrong})
    if do == "publish":
        return redirect("duty:publish", unit.code)
    messages.success(request, _("Saved. Nothing changes on the roster until you publish."))
    return redirect("duty:draft", unit.code)


def _grid(request: Request, unit: Unit, row: Draft, found: Sheet, problem: str = "") -> HttpResponse:
    patterns = list(Pattern.objects.filter(unit=unit))
    context = {
        **shared(request, unit), "draft": row, "sheet": found, "problem": problem, "patterns": patterns,
        "fill_form": FillForm(patterns=patterns), "generate_form": GenerateForm(), "worked_out": worked_out(row), "keep_form": KeepForm(initial={"days": min(7, len(row.days))}),
        "saver": names_for(request.person, [row.saved_by_id]).get(row.saved_by_id, "") if row.saved_by_id else "",
        "history": history(row.subject),
    }  # fmt: skip
    return render(
        request, "duty/draft.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    )


def _drafted(request: Request, code: str) -> tuple[Unit, Draft]:
    unit = fetched(request, code, "duty.arrange")
    row = _open(unit)
    if row is None:
        raise Http404
    return unit, row


@require_POST
def fill(request: Request, code: str) -> HttpResponse:
    """Lay a pattern over the draft."""
    unit, row = _drafted(request, code)
    form = FillForm(request.POST, patterns=Pattern.objects.filter(unit=unit))
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for wrong in form.errors.values() for one in wrong))
        return redirect("duty:draft", unit.code)
    typed = form.cleaned_data
    chosen = Pattern.objects.select_related("unit").get(pk=typed["pattern"])
    deed = lambda: actions.fill_draft(  # noqa: E731
        row, chosen, revision=row.revision, start=typed["start"] - 1, only_empty=typed["only_empty"], by=request.person
    )
    tried(request, deed, _("Filled from the pattern. Look it over, then publish."))
    return redirect("duty:draft", unit.code)


@require_POST
def pattern(request: Request, code: str) -> HttpResponse:
    """Keep the first days as a pattern, or drop one."""
    unit, row = _drafted(request, code)
    drop = request.POST.get("drop", "")
    if drop:
        found = Pattern.objects.filter(unit=unit, pk=number_of(drop)).first()
        if found:
            tried(request, lambda: actions.drop_pattern(found, by=request.person), _("Dropped."))
        return redirect("duty:draft", unit.code)
    form = KeepForm(request.POST)
    done = filled(form, lambda typed: actions.keep_pattern(row, typed["name"], typed["days"], by=request.person))
    if done:
        messages.success(request, _("Kept. It fills other drafts from now on."))
    else:
        messages.error(request, " ".join(str(one) for wrong in form.errors.values() for one in wrong))
    return redirect("duty:draft", unit.code)


def publish(request: Request, code: str) -> HttpResponse:
    """What comes, what goes, whom it concerns, what stands in the way; then one act."""
    unit, row = _drafted(request, code)
    problem = ""
    if request.method == "POST":
        said = request.POST.get("revision", "")
        revision = number_of(said, -1)
        try:
            act = actions.publish(
                row, revision=revision, accepting=bool(request.POST.get("accepting")), by=request.person
            )
        except Refused as refused:
            problem = str(refused.sentence)
            row.refresh_from_db()
        else:
            messages.success(request, _("Published. Those concerned are told."), extra_tags=f"undo:{undo_url(act)}")
            return redirect(
                f"{reverse('duty:roster', args=[unit.code])}?from={row.first.isoformat()}&days={len(row.days)}"
            )
    found = compare(row)
    context = {**shared(request, unit), "draft": row, "found": found, "problem": problem, **_named(request, found)}
    return render(
        request, "duty/publish.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    )


def _named(request: Request, found: Any) -> dict[str, Any]:
    """The difference with names, for the page."""
    people = found.people | {one.planned.person for one in found.problems}
    called = names_for(request.person, people)
    changes = [
        {
            "turn": one.turn, "comes": [called.get(pk, "") for pk in one.comes],
            "goes": [called.get(shift.person_id, "") for shift in one.goes], "missing": max(one.missing, 0),
        }
        for one in found.changes
    ]  # fmt: skip
    problems = [
        {"name": called.get(one.planned.person, ""), "one": one, "place": one.planned.post.label}
        for one in sorted(found.problems, key=lambda one: (not one.hard, one.planned.since))
    ]
    return {
        "changes": changes,
        "problems": problems,
        "concerned": sorted(called[pk] for pk in found.people if pk in called),
    }
