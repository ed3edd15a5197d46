from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.csp import csp_override

from fengsui.command.tasks import queries
from fengsui.command.tasks.models import Sheet
from fengsui.ground.documents import queries as documents
from fengsui.ground.org import scope
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fengsui.ground.org.places import Request


@csp_override({})  # a PDF runs no script of ours, and a browser's viewer may be a plug-in, which the house forbids
def pdf(request: Request, pk: int) -> HttpResponse:
    """A task sheet as issued, to whoever sees all its tasks; in English a copy."""
    if not scope.may(request.person, "tasks.see"):
        raise Http404
    sheet = fetch(request.person, _readable(request, pk), request.path, pk=pk)
    language = "en" if get_language() == "en" else "zh"
    content = documents.paper(sheet.document, language)
    name = f"{sheet.document.series.title}{sheet.document.number_label}.pdf"
    head = {"Content-Disposition": content_disposition_header(False, name) or "inline"}
    return HttpResponse(content, content_type="application/pdf", headers=head)


def _readable(request: Request, pk: int) -> QuerySet[Sheet]:
    sheet = Sheet.objects.filter(pk=pk).first()
    mine = sheet is not None and queries.may_read(sheet, request.person)
    rows = Sheet.objects.select_related("document__series", "document__unit")
    return rows if mine else rows.none()
