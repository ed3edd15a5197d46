from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from fengsui.ground.messages import hooks
from fengsui.ground.messages.actions import receipts, replying
from fengsui.ground.messages.models import Provider
from fengsui.ground.org.scope import SYSTEM

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@csrf_exempt
@login_not_required
@require_POST
def hook(request: HttpRequest, pk: UUID, secret: str, what: str) -> HttpResponse:
    """Where a provider says what arrived and what was answered. Its address is its secret; a wrong one is no page."""
    provider = Provider.objects.standing().filter(pk=pk).select_related("unit").first()
    # Compared also if there is no such provider: a stranger learns nothing from the time it takes.
    right = hmac.compare_digest(hooks.secret(provider or Provider()), secret)
    if provider is None or not right or what not in {"receipts", "replies"}:
        raise Http404
    rows = hooks.rows(request.body)
    if rows is None:
        return JsonResponse(
            {"code": 400, "msg": "a list of objects in JSON, at most 1000"}, status=HTTPStatus.BAD_REQUEST
        )
    if what == "receipts":
        receipts.receive(provider, [hooks.receipt(provider, row) for row in rows])
    else:
        replying.take(provider, [hooks.reply(provider, row) for row in rows], by=SYSTEM)
    return JsonResponse(hooks.answer(provider))
