from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fengsui.command.incoming import actions
from fengsui.command.incoming.forms import FileForm
from fengsui.command.incoming.models import Scan
from fengsui.command.incoming.views.showing import fetched, page
from fengsui.ground.documents import files
from fengsui.ground.org.doors import blame
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


@require_POST
def attach(request: Request, pk: UUID) -> HttpResponse:
    """Add a file to a paper."""
    paper = fetched(request, pk)
    form = FileForm(request.POST, request.FILES, prefix="file")
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.attach(paper, file.read(), file.name, by=request.person)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Attached."))
            return redirect("incoming:paper", pk)
    return page(request, paper, deed="file", bound=form)


@require_POST
def detach(request: Request, pk: UUID, scan: int) -> HttpResponse:
    """Take a file off."""
    row = Scan.objects.filter(paper=fetched(request, pk), pk=scan).select_related("paper__unit").first()
    if row is None:
        raise Http404
    try:
        actions.detach(row, by=request.person)
        messages.success(request, _("Taken off."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("incoming:paper", pk)


@require_safe
def download(request: Request, pk: UUID, scan: int) -> HttpResponse:
    """A file of a paper, always to be saved and never to be opened in the browser's own right."""
    row = Scan.objects.filter(paper=fetched(request, pk), pk=scan).first()
    if row is None:
        raise Http404
    return files.download(row)
