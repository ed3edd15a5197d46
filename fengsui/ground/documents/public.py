"""What anybody may see without an account: whether a paper is the document that it seems to be. Nothing of what it says."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengsui.ground.documents import queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_SUM = re.compile(r"[0-9a-f]{64}")


@login_not_required
@require_safe
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Number, unit, date and SHA-256 of the document of a token; for an unknown one the same page, which knows nothing.

    `?sum=`: a SHA-256 to compare. The token has 128 random bits: there is nothing to be counted through.
    """
    typed = "".join(request.GET.get("sum", "")[:200].split()).lower()
    found = queries.verified(token)
    context = {
        "found": found, "typed": typed, "fits": bool(found) and typed == found.sha256 if found else False,
        "readable": bool(_SUM.fullmatch(typed)),
    }  # fmt: skip
    answer = render(request, "documents/verify.html", context, status=HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "no-store"
    return answer
