"""What doors share: the unit of an address (the closed ones too), names, what a form sends, how a refusal is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.utils.http import url_has_allowed_host_and_scheme

from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import COMMAND_LINES
from fengsui.ground.org.queries import fetch, names
from fengsui.ground.vault.queries import mask_name
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.places import Request


def onward(request: HttpRequest) -> str:
    """The page of ours that a form (or, before it is sent, an address) names by `next`; empty: none, or not ours."""
    to = (request.POST if request.method == "POST" else request.GET).get("next", "")
    # A bare word is a safe address too, but `redirect` takes it for the name of a page and fails.
    is_ours = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    return to if is_ours and "/" in to else ""


def blame(form: forms.Form, refused: Refused) -> None:
    """Put a refusal beside the field that is to blame, or above the form if none of its fields is."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused.sentence))


def submitted(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Let an action do what the form says. A refusal stands beside its field, and nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refused:
        blame(form, refused)
        return False
    return True


def tried(request: HttpRequest, deed: Callable[[], Any], said: str, undo: Callable[[Any], str] | None = None) -> bool:
    """Do what a button says and tell so, or why not. undo: where what was done is taken back."""
    try:
        done = deed()
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return False
    messages.success(request, said, extra_tags=f"undo:{undo(done)}" if undo else "")
    return True


def number_of(text: str, otherwise: int = 0) -> int:
    """A whole number as a form or an address sends it; what is none, or longer than any of ours, is `otherwise`."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else otherwise


def uuid_of(text: str) -> UUID | None:
    """An id as a form sends it; None: it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def unit_at(request: Request, seen: QuerySet[Unit] | Iterable[QuerySet[Unit]], code: str) -> Unit:
    """The unit of an address among those that a person sees (`scope.seen`); else 404, noted in the journal.

    A closed unit is there to be read: a form sent to it is refused with a sentence that says since when.
    """
    unit = fetch(request.person, seen, request.path, code=code)
    if request.method not in {"GET", "HEAD"}:
        check_open(unit)
    return unit


def unit_in_line(request: Request, verb: str, line: str, code: str, day: date | None = None, **only: Any) -> Unit:
    """The unit of an address if the person has the verb there and it ever stood in that line of command (`only`: and is such)."""
    if line not in COMMAND_LINES:
        raise Http404
    seen = scope.seen(request.person, verb, day=day).filter(ties__line=line, **only)
    return unit_at(request, seen.distinct(), code)


def names_for(reader: Person, persons: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names of officers; masked for the three administrators, who read nobody's."""
    found = names(persons)
    return found if scope.sees_names(reader) else {pk: mask_name(name) for pk, name in found.items()}
