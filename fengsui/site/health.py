"""Is it alive (the process answers), is it ready (a user can work)? For the launcher, a proxy, a watchman."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fengsui.ground.clock.models import Clock
from fengsui.site import pulse

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_not_required
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view
    return JsonResponse({"live": True})


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view
    """200 when a user can work; else 503 with a sentence on what is missing. Without a worker users can still work."""
    wrong = trouble()
    return JsonResponse({"ready": not wrong, "says": wrong or well()}, status=503 if wrong else 200)


def well() -> list[str]:
    if pulse.worker_is_alive():
        return [_("Ready.")]
    return [_("Ready."), _("The worker shows no sign of life: pages work, but nothing is settled, reminded or sealed.")]


def trouble() -> list[str]:
    """What keeps a user from working, a sentence each; empty when nothing does."""
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if waiting:
            return [_("%(n)d migrations are not applied; run: manage.py migrate") % {"n": waiting}]
        if not Clock.objects.exists():
            return [_("The database has no clock yet; load a scenario (drill) or found an installation (golive).")]
    except Error as error:
        return [_("The database does not answer: %(error)s") % {"error": str(error).strip().split("\n")[0]}]
    return []
