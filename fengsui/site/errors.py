"""Pages for what went wrong: each says in a clear sentence what happened, what is safe, and the way out."""

from __future__ import annotations

import logging
import sys
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from fengsui.ground.clock.past import NotThen
from fengsui.site.who import who

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from fengsui.house import Refused

log = logging.getLogger(__name__)
_DRAIN = 64 * 1024 * 1024  # read this much of a body that is refused, so that the browser gets to see the refusal


def _back(request: HttpRequest) -> str:
    """The page one came from, if it is ours."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if came_from and ours and not came_from.endswith(request.get_full_path()) else "/"


def answer(
    request: HttpRequest, status: int, title: str | Promise, why: str | Promise, *, what: str | Promise = "",
    mark: str = "alert-triangle", full: bool = False, retry: str = "", reference: str = "",
) -> HttpResponse:  # fmt: skip
    """An error page, or problem+json for a program.

    full: with the menu, which needs the database; else nothing that could fail is touched.
    """
    if not request.accepts("text/html") or request.path.startswith("/api/"):
        told = {"title": str(title), "detail": f"{why} {what}".strip(), "status": status}
        return JsonResponse(told, status=status, content_type="application/problem+json")
    signed_in = full and who(request) is not None
    context: dict[str, Any] = {
        "layout": "page_error.html" if signed_in else "entrance.html",
        "title": title, "why": why, "what": what, "mark": mark, "retry": retry, "reference": reference,
        "back": _back(request),
    }  # fmt: skip
    if not signed_in:
        context["plain_theme"] = request.COOKIES.get("theme", "auto")
    return HttpResponse(render_to_string("error.html", context, request if signed_in else None), status=status)


def _speak(request: HttpRequest) -> None:
    """An error may come before the language was chosen."""
    translation.activate(translation.get_language_from_request(request))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return too_large(request)
    if isinstance(exception, NotThen):
        return answer(request, 400, _("The past cannot be shown so"), str(exception), mark="history", full=True)
    return answer(
        request, 400, _("This request could not be understood"),
        _("The address or the form arrived incomplete. Nothing was saved."),
        what=_("Go back, load the page anew and try again."),
    )  # fmt: skip


def too_large(request: HttpRequest) -> HttpResponse:
    _drain(request)
    sizes = {"mb": settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 20, "files": settings.LARGEST_UPLOAD >> 20}
    return answer(
        request, 413, _("This is too large"),
        _("What you sent is larger than %(mb)d MB (with files: %(files)d MB), or has too many fields. Nothing was saved.")
        % sizes,
        what=_("Send less at once: a smaller file, or the table in several parts."), mark="weight",
    )  # fmt: skip


def _drain(request: HttpRequest) -> None:
    left = _DRAIN
    try:
        while left > 0 and (chunk := request.read(65536)):
            left -= len(chunk)
    except Exception:  # noqa: BLE001 - the sender may be gone; the answer stays the same
        log.debug("a refused body could not be read to its end")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(
        request, 403, _("This is not yours to do"),
        str(exception) if exception and str(exception) else _("Your offices and seats do not carry the right to this page."),
        what=_("Who appoints you can give it; what you hold now stands in the account menu, top right."),
        mark="lock", full=True,
    )  # fmt: skip


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    return answer(
        request, 409, _("This cannot be done"), exception.sentence, what=_("Nothing was saved."), mark="lock", full=True
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's contract
    return answer(
        request, 404, _("There is nothing here"),
        _("The address may be mistyped, the thing may be gone, or it is not yours to see. We do not tell which."),
        mark="map-off", full=True,
    )  # fmt: skip


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's seal is out of date: after a new log-in in another window, or with cookies off."""
    log.warning("form refused at %s: %s", request.path, reason)
    return answer(
        request, 403, _("This form was opened too long ago"),
        _("You signed in anew since, or this browser refuses cookies. Nothing was saved, and nothing you typed is lost."),
        what=_("Go back: the form loads anew with what you typed. Look it over and send it again."),
        mark="shield-exclamation",
    )  # fmt: skip


@sensitive_variables()
def broken(request: HttpRequest) -> HttpResponse:
    """An error of ours; or the database failed before a page was reached (session, account)."""
    error = sys.exception()
    _speak(request)
    if isinstance(error, (OperationalError, InterfaceError)):
        return database(request, error)
    reference = uuid.uuid4().hex[:8].upper()
    log.error("reference %s: %s %s", reference, request.method, request.path)
    return answer(
        request, 500, _("Something broke on our side"),
        _("It is not your mistake. What was saved before is safe; what you typed is kept on this device."),
        what=_("Try again in a minute."), mark="tool", retry=_again(request), reference=reference,
    )  # fmt: skip


def _again(request: HttpRequest) -> str:
    return request.get_full_path() if request.method == "GET" else ""


def database(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database is gone, full, or held up: three sentences, by PostgreSQL's own code."""
    state = getattr(error.__cause__, "sqlstate", None) or ""
    log.error("database: %s %s at %s", state or "no connection", error, request.path)
    kept = _("What was saved is safe; what you typed is kept on this device.")
    if state in {"53100", "53200"}:
        said = (
            _("The server's disk or memory is full"),
            _("Nothing more can be saved until the system administrator makes room."),
        )
    elif state in {"57014", "55P03", "40P01", "40001"}:
        said = (
            _("This took too long"),
            _("Others were writing to the same place, so it was given up. Nothing was saved."),
        )
    else:
        said = (
            _("The database does not answer"),
            _("It is being restarted or cannot be reached. This page tries again by itself."),
        )
    response = answer(request, 503, said[0], said[1], what=kept, mark="database-off", retry=_again(request))
    response["Retry-After"] = "10"
    return response
