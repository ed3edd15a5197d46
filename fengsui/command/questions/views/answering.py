from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.questions import actions
from fengsui.command.questions.forms import Typed, read, spread
from fengsui.command.questions.models import Answer, AnswerKind, Asked, Round, Stage, Step
from fengsui.command.questions.queries.past import look_back
from fengsui.command.questions.queries.rows import masked
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.queries import fetch, names
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

BLANK = 8  # rows that a list begins with
MORE = 10


def _asked(request: Request, pk: UUID, code: str) -> Asked:
    seen = Asked.objects.filter(unit__in=scope.seen(request.person, "questions.view", "questions.answer").values("pk"))
    return fetch(
        request.person, seen.select_related("round__question__unit", "unit"), request.path, round=pk, unit__code=code
    )


def mine(request: Request, pk: UUID) -> HttpResponse:
    """Where a note leads: to the answer of my unit, else to the round."""
    round_ = fetch(request.person, Round.objects.visible_to(request.person), request.path, pk=pk)
    own = Asked.objects.filter(round=round_, unit__in=scope.units(request.person, "questions.answer").values("pk"))
    first = own.select_related("unit").first()
    return redirect("questions:answer", pk, first.unit.code) if first else redirect("questions:round", pk)


@looks_back
def answer(request: Request, pk: UUID, code: str) -> HttpResponse:
    """One unit's answer: give it, correct it, or look at it."""
    asked = _asked(request, pk, code)
    question = asked.round.question
    if request.method != "POST":
        look_back(asked.round, request.known)
        return _page(request, asked, _begin(asked))
    typed = read(request.POST, question)
    if typed.do in {"more", "spread"}:
        spread(typed, len(question.columns))
        typed.rows += [("", [""] * len(question.columns)) for _n in range(MORE)]
        return _page(request, asked, typed)
    before = _before(asked) if typed.do == "repeat" and question.repeats else None
    if before and before.number is not None:
        typed.number = f"{before.number:g}"
    try:
        _send(request, asked, typed)
    except Refused as refused:
        return _again(request, asked, typed, refused)
    return redirect("questions:answer", pk, code)


def _send(request: Request, asked: Asked, typed: Typed) -> None:
    given = typed.given(asked.round.question)
    made = actions.answer(asked, given, key=typed.key, seen=typed.seen, by=request.person)
    late = made.known_at > asked.round.due_at
    text = _("Sent, after the hour: it counts and is marked as late.") if late else _("Sent. It counts from now on.")
    undo = reverse("questions:undo", args=[asked.round_id, asked.unit.code])
    messages.success(request, text, extra_tags=f"undo:{undo}")


def _begin(asked: Asked) -> Typed:
    """The form as it opens: the unit's answer of this round, if there is one; never that of another day."""
    now = Answer.objects.as_known().filter(asked=asked).first()
    wide = len(asked.round.question.columns)
    rows = [(str(row.pk), cells[:wide]) for row, cells in masked(now.rows.all())] if now else []
    if asked.round.question.kind == AnswerKind.ROWS:
        rows += [("", [""] * wide) for _n in range(max(BLANK - len(rows), 2))]
    if now is None:
        return Typed(uuid7(), rows=rows)
    number = "" if now.number is None else f"{now.number:g}"
    return Typed(uuid7(), str(now.pk), number, now.choice, now.text, rows)


def _again(request: Request, asked: Asked, typed: Typed, refused: Refused) -> HttpResponse:
    """Show the form again with everything as typed; of a conflict, what the other one sent beside it."""
    conflict = refused.code == "questions.conflict"
    if conflict:
        theirs = Answer.objects.as_known().filter(asked=asked).first()
        typed.seen, typed.key = str(theirs.pk) if theirs else "", uuid7()
    context = {"problem": str(refused.sentence), "wrong": refused.field, "conflict": conflict}
    context["over"] = refused.code in {"questions.withdrawn", "questions.closed"}
    status = HTTPStatus.CONFLICT if conflict or context["over"] else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, asked, typed, status, **context)


def _page(request: Request, asked: Asked, typed: Typed, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    row, known = asked.round, request.known
    now = Answer.objects.as_known(known).filter(asked=asked).first()
    last = Step.objects.until(known).filter(round=row).order_by("-pk").first()
    moment = known or clock.now()
    people = names([now.by_id] if now else [])
    wide = len(row.question.columns)
    context = {
        "asked": asked, "round": row, "question": row.question, "unit": asked.unit, "typed": typed, "now": now,
        "by": people.get(now.by_id, "") if now and now.by_id else "", "last": last, "is_late": moment > row.due_at,
        "answered_late": bool(now and now.known_at > row.due_at), "ahead": row.opens_at > moment,
        "rows": [(one, cells[:wide]) for one, cells in masked(now.rows.all())] if now else [],
        "before": _before(asked, known), "is_open": last is not None and last.stage not in {Stage.WITHDRAWN, Stage.CLOSED},
        "may_answer": known is None and scope.may(request.person, "questions.answer", asked.unit),
        "may_unmask": known is None and row.question.is_personal and scope.may(request.person, "questions.unmask", asked.unit),
        "history": history(asked.about, known), **more,
    }  # fmt: skip
    return render(request, "questions/answer.html", context, status=status)


def _before(asked: Asked, known: datetime | None = None) -> Answer | None:
    """What the unit answered to the same question last time: shown beside the field, never put into it."""
    earlier = Answer.objects.as_known(known).filter(asked__unit=asked.unit, asked__round__question=asked.round.question)
    rows = earlier.filter(asked__round__due_at__lt=asked.round.due_at).select_related("asked__round")
    return rows.order_by("-asked__round__due_at").first()


@require_POST
def undo(request: Request, pk: UUID, code: str) -> HttpResponse:
    """Take the answer back."""
    asked = _asked(request, pk, code)
    try:
        actions.take_back(asked, by=request.person)
        messages.info(request, _("Taken back. The question is open for your unit again."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("questions:answer", pk, code)
