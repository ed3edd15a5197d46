"""The doors for machines that bring much and often: answered before the pages' middleware, which they have no use for.

No session, log-in, message, form or page is behind them, and finding them among all addresses took longer than reading what they
bring. What they need of it is here: the language, measures read once, and a connection that is looked at. Whatever is not
exactly such a call (another method, a host that is not ours) goes the common way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core import signals
from django.core.exceptions import DisallowedHost
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import translation

from fengsui.ground.measures import queries as measures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpResponse

NAMES = ("gates:phone_sync",)  # views that take POST alone, guard themselves and answer every error by themselves
type Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def application(common: Application) -> Application:
    """The site with its early doors."""
    doors = dict(_doors())

    def answering(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        view = doors.get(environ.get("PATH_INFO", ""))
        if view is None or environ["REQUEST_METHOD"] != "POST" or settings.SECURE_SSL_REDIRECT:
            return common(environ, start_response)
        request = WSGIRequest(environ)
        try:
            request.get_host()
        except DisallowedHost:
            return common(environ, start_response)
        response = _answer(view, request)
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return response

    return answering


def _doors() -> Iterable[tuple[str, Callable[..., HttpResponse]]]:
    for name in NAMES:
        try:
            path = reverse(name)
        except NoReverseMatch:  # the room is not installed
            continue
        yield (
            path,
            cast("Callable[..., HttpResponse]", convert_exception_to_response(resolve(path).func)),
        )  # what nobody expected: logged, and the 500 of the site


def _answer(view: Callable[..., HttpResponse], request: WSGIRequest) -> HttpResponse:
    """What Django's handler and the middleware do, as far as it concerns a program. Closing the response ends the request."""
    signals.request_started.send(sender=application, environ=request.environ)
    language = translation.get_language_from_request(request)
    with translation.override(language), measures.remembering():
        response = view(request)
    response._resource_closers.append(request.close)  # type: ignore[attr-defined]  # noqa: SLF001 - as Django's handler does
    response["Content-Language"] = language
    response["Vary"] = "Accept-Language"
    response["X-Content-Type-Options"] = "nosniff"
    return response
