"""The API of the whole house: every room's `api.py`, one prefix, one way to say no, and its documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from fengsui import house
from fengsui.ground.interfaces.actions import Denied
from fengsui.ground.interfaces.door import Bearer
from fengsui.ground.org import scope
from fengsui.house import Refused
from fengsui.site import apidocs
from fengsui.site.who import who

if TYPE_CHECKING:
    from django.urls import URLPattern

    from fengsui.ground.org.places import Request


class Plain(JSONRenderer):
    """Chinese as Chinese, not as escapes: half the size, and a person can read it."""

    json_dumps_params: dict[str, Any] = {"ensure_ascii": False}


api = NinjaAPI(title="Fengsui", version="1", docs_url=None, openapi_url=None, urls_namespace="api", renderer=Plain())


def _problem(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> JsonResponse:
    told: dict[str, Any] = {"title": _titles()[status], "status": status, "code": code, "detail": detail}
    if errors:
        told["errors"] = errors
    return JsonResponse(
        told, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def _titles() -> dict[int, str]:
    return {
        400: _("This request could not be understood"), 401: _("Not let in"), 403: _("This is not yours to do"),
        404: _("There is nothing here"), 405: _("This address does not take that method"),
        409: _("Somebody was faster"), 422: _("This cannot be done as sent"), 429: _("Too many calls"),
    }  # fmt: skip


@api.exception_handler(Denied)
def _denied(request: HttpRequest, error: Denied) -> HttpResponse:  # noqa: ARG001 - ninja's contract
    response = _problem(error.status, error.code, str(error.sentence))
    if error.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if error.wait:
        response["Retry-After"] = str(error.wait)
    return response


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:  # noqa: ARG001
    """An action's refusal. What kind it is stands at the end of its code."""
    last = error.code.rpartition(".")[2]
    status = {"no_right": 403, "conflict": 409}.get(last, 422)
    errors = [{"field": error.field, "problem": str(error.sentence)}] if error.field else None
    return _problem(status, error.code, str(error.sentence), errors)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
    return _problem(
        404, "not_found",
        _("The address may be mistyped, the thing may be gone, or it is not yours to see. We do not tell which."),
    )  # fmt: skip


@api.exception_handler(HttpError)
def _not_read(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
    return _problem(400, "not_json", _("The body is not JSON that can be read. Nothing was saved."))


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    errors = [{"field": _place(one), "problem": _said(one)} for one in error.errors[:50]]
    return _problem(422, "not_valid", _("Some of what was sent is not as documented; each is named."), errors)


def _place(one: dict[str, Any]) -> str:
    return ".".join(str(part) for part in one["loc"] if part != "body")[:200]


def _said(one: dict[str, Any]) -> str:
    """A sentence for what is wrong with a value; the checker speaks English only."""
    kind = str(one["type"])
    if kind == "missing":
        return _("This is missing.")
    if kind == "extra_forbidden":
        return _("There is no such field.")
    for start, sentence in _KINDS.items():
        if kind.startswith(start):
            return str(sentence)
    return str(one["msg"])


_KINDS = {
    "date_": gettext_lazy("Write a day like 2020-02-03."),
    "datetime_": gettext_lazy("Write a moment like 2020-02-03T18:30:00+08:00."),
    "int_": gettext_lazy("Write a whole number."),
    "float_": gettext_lazy("Write a number."),
    "finite_": gettext_lazy("Write a number."),
    "bool_": gettext_lazy("Write true or false."),
    "uuid_": gettext_lazy("Write a UUID."),
    "string_too_long": gettext_lazy("This text is too long."),
    "string_": gettext_lazy("Write a text."),
    "list_": gettext_lazy("Send a list."),
    "too_long": gettext_lazy("This list is too long."),
    "enum": gettext_lazy("This is not one of the values that are possible here."),
    "literal_": gettext_lazy("This is not one of the values that are possible here."),
    "greater_than": gettext_lazy("This number is too small."),
    "less_than": gettext_lazy("This number is too large."),
    "model_": gettext_lazy("Send an object."),
    "dict_": gettext_lazy("Send an object."),
}


for _module in house.modules("api"):
    if isinstance(getattr(_module, "router", None), Router) and _module.__name__ != __name__:
        api.add_router("", _module.router)


def schema() -> dict[str, Any]:
    """The OpenAPI document, in the language of who asks."""
    told: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
    for module in house.modules("api"):
        if hasattr(module, "beside"):  # doors for devices, outside this prefix: a room writes their part itself
            more = module.beside()
            told["paths"] |= more["paths"]
            told["components"]["schemas"] |= more["schemas"]
    return told


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The document for programs: with a token, or for who is signed in."""
    if who(request) is None:
        try:
            Bearer("")(request)
        except Denied as denied:
            return _denied(request, denied)
    return JsonResponse(schema(), encoder=NinjaJSONEncoder, json_dumps_params={"ensure_ascii": False})


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The same for people."""
    base = request.build_absolute_uri("/")[:-1]
    context = {
        "groups": apidocs.groups(schema(), base),
        "webhooks_too": scope.may(cast("Request", request).person, "interfaces.view"),
    }
    return render(request, "site/api.html", context)


@login_not_required
def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001 - whatever it says
    return _not_found(request, Http404())


def _doors() -> list[URLPattern]:
    """The rooms' operations. None of them looks at a session: their door is the token."""
    found = [one for one in cast("list[URLPattern]", api.urls[0]) if one.name != "api-root"]
    for one in found:
        one.callback = login_not_required(one.callback)
    return found


app_name = "api"
urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    path("docs", docs, name="docs"),
    *_doors(),
    path("", nowhere, name="root"),
    path("<path:rest>", nowhere, name="nowhere"),
]
