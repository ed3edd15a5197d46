"""How the doors for phones say no: problem+json with a code for the app and a sentence for the keeper."""

from __future__ import annotations

import logging
from functools import wraps
from typing import TYPE_CHECKING

import psycopg
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from fengsui.ground.interfaces.actions import Denied
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)
WAIT = 10  # seconds until a phone tries again when the database is gone


def problem(status: int, code: str, sentence: str, *, wait: int = 0) -> HttpResponse:
    told = {"title": _("Not done"), "status": status, "code": code, "detail": sentence}
    answer = JsonResponse(
        told, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )
    if status == 401:
        answer["WWW-Authenticate"] = "Device"
    if wait:
        answer["Retry-After"] = str(wait)
    return answer


def door(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer every refusal so, and a database that is gone, full or held up too: nothing is half done, the phone keeps all."""

    @wraps(view)
    def answering(request: HttpRequest) -> HttpResponse:
        try:
            answer = view(request)
        except Denied as denied:
            answer = problem(denied.status, denied.code, str(denied.sentence), wait=denied.wait)
        except Refused as refused:
            answer = problem(422, refused.code, str(refused.sentence))
        except DataError:
            answer = problem(400, "gates.not_read", _("This could not be stored as it was sent. Nothing was saved."))
        except (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError) as error:
            log.error("database: %s at %s", error, request.path)  # noqa: TRY400 - the sentence is enough; a phone tries again
            answer = problem(
                503, "gates.later", _("The server cannot store anything just now. The phone keeps all and tries again."), wait=WAIT
            )  # fmt: skip
        answer["Cache-Control"] = "no-store"
        return answer

    return answering
