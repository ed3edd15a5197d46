"""Looking back: `?as_known=2020-02-03T18:40` shows a page as it was known at that moment.

A view says by `@looks_back` that it can; then `request.known` is the moment, or None for now. Such a page changes nothing, and
its links to other pages that look back keep the moment by themselves, so that nobody falls into the present unseen. A view
without it shows the present and does not pretend.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

PARAMETER = "as_known"
_LINK = re.compile(r'(\b(?:href|action)=")((?:/|\?)[^"#]*)')
_GET_FORM = re.compile(r'<form method="get"[^>]*>')


class NotThen(BadRequest):
    """The past cannot be shown so, for a reason that its sentence gives."""


def read(text: str) -> datetime | None:
    """The moment that an address asks for, None if for now. Raises NotThen for rubbish and for the future."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NotThen(_("Write the moment as a day and an hour, for example 2020-02-03T18:40.")) from None
    if not clock.EARLIEST <= moment.year < clock.LATEST:
        raise NotThen(_("Choose a moment from the year %(year)d on.") % {"year": clock.EARLIEST})
    moment = moment.replace(tzinfo=clock.LOCAL) if moment.tzinfo is None else moment
    if moment > clock.now():
        raise NotThen(_("This moment is still to come: nobody knows it yet. Choose an earlier one."))
    return moment.astimezone(UTC)


def written(moment: datetime) -> str:
    """The moment as it stands in an address and in an input: local, as short as exact; no input takes microseconds."""
    local = clock.local(moment).replace(tzinfo=None)
    if local.microsecond:
        return (local + timedelta(microseconds=999)).isoformat(timespec="milliseconds")
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def looks_back[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Mark a view that can answer as known at a moment; see the module."""

    @wraps(view)
    def looking(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request: Any = args[0]
        request.looks_back = True
        request.known = known = read(request.GET.get(PARAMETER, ""))
        if known is None:
            return view(*args, **kwargs)
        if request.method not in {"GET", "HEAD"}:
            raise NotThen(_("The past cannot be changed. Go back to now, and enter it there."))
        return _carry(request, view(*args, **kwargs), known)

    looking.looks_back = True  # type: ignore[attr-defined]
    return looking


def kept(url: str, known: datetime | None, here: str = "", joint: str = "&") -> str:
    """An address of ours with the moment, if it leads to a page that looks back; else as it is. `here`: for "?…"."""
    path, _mark, query = url.partition("?")
    if known is None or f"{PARAMETER}=" in query or not _answers(path or here):
        return url
    return f"{path}?{query}{joint if query else ''}{PARAMETER}={written(known)}"


def _answers(path: str) -> bool:
    try:
        return getattr(resolve(path).func, "looks_back", False)
    except Resolver404:
        return False


def _carry(request: HttpRequest, response: HttpResponse, known: datetime) -> HttpResponse:
    """Let the links of a page's main part keep the moment; the menu leads back to now."""
    if response.has_header("Location"):
        response["Location"] = kept(response["Location"], known, request.path)
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return response
    before, main, rest = response.content.decode().partition("<main")
    if not main:
        before, rest = "", before
    seen: dict[str, str] = {}

    def link(found: re.Match[str]) -> str:
        url = found[2]
        if url not in seen:
            seen[url] = kept(url, known, request.path, "&amp;")
        return found[1] + seen[url]

    hidden = f'<input type="hidden" name="{PARAMETER}" value="{written(known)}">'
    rest = _GET_FORM.sub(lambda form: form[0] + hidden, _LINK.sub(link, rest))
    response.content = (before + main + rest).encode()
    return response
