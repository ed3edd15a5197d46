from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from fengsui.ground.documents import files, queries
from fengsui.ground.documents.models import Attachment, Document
from fengsui.ground.documents.views.common import fetched
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from fengsui.ground.org.places import Request

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@csp_override({})  # a PDF runs no script of ours, and a browser's viewer may be a plug-in, which the house forbids
def pdf(request: Request, pk: UUID) -> HttpResponse:
    """The paper: the original once issued, before that a draft; `?language=en` a copy in English, if there is one."""
    return _file(request, pk, queries.paper, "pdf")


def docx(request: Request, pk: UUID) -> HttpResponse:
    """The same as a Word document to edit further, which says that it is no original; `?language=en` as for the PDF."""
    return _file(request, pk, queries.word, "docx")


def _file(request: Request, pk: UUID, made: Callable[[Document, str], bytes], kind: str) -> HttpResponse:
    found = fetched(request, pk)
    try:
        content = made(found, request.GET.get("language", "zh"))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("documents:document", pk)
    named = (
        found.full_number
        if found.number
        else f"{found.title[:60] if found.is_official else found.series.title}{_('draft')}"
    )
    head = {"Content-Disposition": content_disposition_header(kind == "docx", f"{named}.{kind}") or "inline"}
    return HttpResponse(content, content_type=TYPES[kind], headers=head)


@require_safe
def attachment(request: Request, pk: UUID, file: int) -> HttpResponse:
    """An attached file, always to be saved and never to be opened in the browser's own right."""
    row = Attachment.objects.filter(document=fetched(request, pk), pk=file).first()
    if row is None:
        raise Http404
    return files.download(row)
