from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fengsui.command.tasks import actions
from fengsui.command.tasks.forms import FileForm
from fengsui.command.tasks.models import File
from fengsui.command.tasks.views.showing import fetched, page
from fengsui.ground.documents import files
from fengsui.ground.org.doors import blame
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


@require_POST
def attach(request: Request, pk: UUID) -> HttpResponse:
    """Add a photo or a paper to a result that waits for review."""
    task = fetched(request, pk)
    form = FileForm(request.POST, request.FILES, prefix="file")
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.attach(task, file.read(), file.name, by=request.person)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Attached."))
            return redirect("tasks:task", pk)
    return page(request, task, "file", form)


@require_POST
def detach(request: Request, pk: UUID, file: int) -> HttpResponse:
    """Take a file off."""
    try:
        actions.detach(_file(request, pk, file), by=request.person)
        messages.success(request, _("Taken off."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("tasks:task", pk)


@require_safe
def download(request: Request, pk: UUID, file: int) -> HttpResponse:
    """A file of a result: a picture is shown within the task's page, whatever is opened by itself is saved."""
    return files.download(_file(request, pk, file))


def _file(request: Request, pk: UUID, file: int) -> File:
    row = File.objects.filter(step__task=fetched(request, pk), pk=file).select_related("step__task").first()
    if row is None:
        raise Http404
    return row
