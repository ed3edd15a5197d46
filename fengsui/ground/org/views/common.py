"""What the pages of org share."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404

from fengsui.ground.org import scope
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from django import forms

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def unit_of(request: Request, code: str, verb: str = "org.view") -> Unit:
    """The unit of an address, if the person has the verb there; else 404, noted in the journal."""
    return fetch(request.person, scope.units(request.person, verb), request.path, code=code)


def status(*forms_: forms.Form) -> HTTPStatus:
    """The answer of a page with forms: 422 if one of them was refused."""
    wrong = any(form.is_bound and form.errors for form in forms_)
    return HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK


def only[T](found: T | None) -> T:
    if found is None:
        raise Http404
    return found
