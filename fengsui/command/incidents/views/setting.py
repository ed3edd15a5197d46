from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.command.incidents import actions
from fengsui.command.incidents.forms import KindForm
from fengsui.command.incidents.models import Kind
from fengsui.command.incidents.queries import kinds as list_of
from fengsui.command.incidents.views.common import say
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def kinds(request: Request) -> HttpResponse:
    """The list of kinds: what can be chosen, what was taken off; one more."""
    if not scope.may(request.person, "incidents.kinds"):
        raise Http404
    form = KindForm(request.POST if request.POST.get("do") == "add" else None)
    if request.method == "POST":
        try:
            if _turn(request, form):
                return redirect("incidents:kinds")
        except Refused as refused:
            if not form.is_bound:
                messages.error(request, str(refused.sentence))
                return redirect("incidents:kinds")
            say(form, refused)
    here = list_of.kinds()
    rows = [(code, name, code in here, code == Kind.OTHER) for code, name in list_of.labels().items()]
    return render(request, "incidents/kinds.html", {"rows": rows, "form": form}, status=422 if form.errors else 200)


def _turn(request: Request, form: KindForm) -> bool:
    """Do what the button says; False: the form is not right yet."""
    code = request.POST.get("code", "")
    match request.POST.get("do"):
        case "off":
            actions.take_off(code, by=request.person)
            messages.success(request, _("Taken off the list. What was reported under it stays."))
        case "on":
            actions.put_back(code, by=request.person)
            messages.success(request, _("It can be chosen again."))
        case "add":
            if not form.is_valid():
                return False
            actions.add_kind(form.cleaned_data["name"], form.cleaned_data["name_en"], by=request.person)
            messages.success(request, _("It can be chosen now."))
    return True
