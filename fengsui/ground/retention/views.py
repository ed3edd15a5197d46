from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from fengsui.ground.org import scope
from fengsui.ground.retention import actions, queries
from fengsui.ground.retention.models import Destruction
from fengsui.ground.vault.declare import Purpose
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

PURPOSES = {
    Purpose.EPIDEMIC: gettext_lazy("the epidemic: destroyed when its time is over"),
    Purpose.SERVICE: gettext_lazy("service: kept as long as the person serves"),
    Purpose.LAW: gettext_lazy("kept by law; never destroyed here"),
}


def index(request: Request) -> HttpResponse:
    """Every table with personal data: how long it is kept, how many are due; and what was destroyed."""
    if not scope.may(request.person, "retention.read"):
        raise Http404
    rows = [
        (keep, PURPOSES[keep.purpose], queries.lasts(keep) if keep.due else None, persons, due)
        for keep, persons, due in queries.outlook()
    ]
    ended = queries.ended()
    context = {
        "rows": rows,
        "due": sum(row[4] for row in rows),
        "ended": ended,
        "over_from": queries.over_from(ended),
        "destroyed": [(row, queries.named(row.table)) for row in Destruction.objects.order_by("-pk")[:50]],
        "can_destroy": scope.may(request.person, "retention.destroy"),
    }
    return render(request, "retention/index.html", context)


@require_POST
def purge(request: Request) -> HttpResponse:
    """Destroy what is due now."""
    try:
        persons = actions.run_purge(reason=request.POST.get("reason", ""), by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    else:
        text = ngettext("The data of %d person was destroyed.", "The data of %d persons was destroyed.", persons)
        messages.success(request, text % persons if persons else _("Nothing was due."))
    return redirect("retention:index")
