from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fengsui.command.incoming import queries
from fengsui.command.incoming.models import Kind, Stage
from fengsui.command.incoming.queries.listing import ALL, GIVEN, LATE, OURS
from fengsui.ground.clock.past import looks_back
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


@looks_back
def index(request: Request) -> HttpResponse:
    """The register: what is not concluded, unless another state is asked for; the newest entry first."""
    if not scope.may(request.person, "incoming.see"):
        raise Http404
    query = request.GET.dict()
    pages = queries.paged(queries.wanted(request.person, query, request.known), query)
    here = reverse("incoming:index")
    context = {
        "pages": pages, "rows": queries.shown(pages, request.known), "asked": query, "states": _states(), "kinds": Kind.choices,
        "tabs": [(_("All that I see"), here), (_("Our register"), f"{here}?side={OURS}"), (_("Given to us"), f"{here}?side={GIVEN}")],
        "filtered": any(query.get(name) for name in ("state", "kind", "q")),
        "may_register": request.known is None and bool(queries.registering(request.person)),
    }  # fmt: skip
    return render(request, "incoming/index.html", context)


def _states() -> list[tuple[str, str]]:
    found = [("", _("Not concluded")), (LATE, _("Late"))]
    found += [(one.value, str(one.label)) for one in Stage]
    return [*found, (ALL, pgettext("incoming", "All"))]
