from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.incidents.actions.carrying import STANDING, after, allow, lock, write
from fengsui.command.incidents.actions.correcting import ways
from fengsui.command.incidents.models import Deed, Step
from fengsui.ground.journal.deeds import action
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.command.incidents.models import Incident
    from fengsui.ground.org.scope import Actor

FINAL = {Deed.NOTED, Deed.REPORTED, Deed.PASSED, Deed.UNDONE}  # a first report went up: it is withdrawn, with a reason


@action
def undo(incident: Incident, step: int, *, by: Actor) -> Step:
    """Take back one's own last step, while nobody has done anything since. step: its id, so that a second click undoes nothing more."""
    now = lock(incident)
    allow(by, ways(now))
    if now.pk != step or now.by_id != by.pk or now.deed in FINAL:
        raise Refused(
            "incidents.undone", _("Something was done with this incident since; it cannot be taken back any more.")
        )
    before = Step.objects.filter(incident=incident, pk__lt=now.pk).select_related("unit").latest("pk")
    return write(now, after(now, Deed.UNDONE, by, **{name: getattr(before, name) for name in STANDING}), by)
