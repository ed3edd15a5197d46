"""Have a roster worked out: asked for here, done in the background, read in the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fengsui.command.duty import actions
from fengsui.command.duty.models import Draft
from fengsui.command.duty.views.common import fetched
from fengsui.ground.org.doors import number_of
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


@require_POST
def generate(request: Request, code: str) -> HttpResponse:
    unit = fetched(request, code, "duty.arrange")
    draft = Draft.objects.filter(unit=unit, closed_at=None).first()
    if draft is None:
        raise Http404
    said = request.POST.get("revision", "")
    revision = number_of(said, -1)
    try:
        run = actions.generate(
            draft, revision=revision, only_empty=bool(request.POST.get("only_empty")), by=request.person
        )
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("duty:draft", unit.code)
    return redirect("runs:run", run.pk)
