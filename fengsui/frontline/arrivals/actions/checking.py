"""An office checks what was filed, joins two filings about one person, withdraws one, takes its last step back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.arrivals.actions.steps import lock, move, needed, settle, standing, tell
from fengsui.frontline.arrivals.models import Deed, Observation, Stage, Step, Temperature
from fengsui.frontline.arrivals.queries.people import masked_by_filing
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.frontline.arrivals.models import Filing
    from fengsui.ground.org.scope import Actor

_UNDONE = (Deed.CHECKED, Deed.OBSERVED, Deed.JOINED, Deed.WITHDRAWN)  # a release is taken back by itself


@action
def check(filing: Filing, *, by: Actor, note: str = "") -> Step:
    """Say that somebody asked on the spot or by telephone, and that it is so."""
    now = standing(filing, "arrivals.check", by)
    if now.stage == Stage.CHECKED:
        deeds.told()  # a second click, or somebody was quicker: it is checked
        return now
    if now.stage != Stage.FILED:
        raise Refused(
            "arrivals.stage",
            _("It is not to be checked any more: it is %(stage)s.") % {"stage": now.get_stage_display()},
        )
    made = move(now, Deed.CHECKED, Stage.CHECKED, by=by, because=note.strip()[:200])
    tell("checked", filing, now.unit, by)
    settle(now.unit, by=by)
    return made


@action
def join(filing: Filing, into: Filing, *, by: Actor) -> Step:
    """Say that a filing is about the same arrival as another one, which stays."""
    first, second = sorted((filing, into), key=lambda one: one.pk)  # two who join crosswise wait for each other, once
    steps = {one.pk: standing(one, "arrivals.check", by) for one in (first, second)}
    now, stays = steps[filing.pk], steps[into.pk]
    if now.stage == Stage.JOINED and now.into_id == into.pk:
        deeds.told()
        return now
    if filing.pk == into.pk or filing.kind != into.kind:
        raise Refused(
            "arrivals.join", _("Two filings of one form can be joined, not one with itself or with another form.")
        )
    if stays.stage in {Stage.JOINED, Stage.WITHDRAWN} or now.stage not in {Stage.FILED, Stage.CHECKED}:
        raise Refused(
            "arrivals.join",
            _("The one that goes must be filed or checked, the one that stays not withdrawn or joined."),
        )
    made = move(now, Deed.JOINED, Stage.JOINED, by=by, into=into)
    tell("joined", filing, now.unit, by)
    settle(now.unit, filing.known_at, by=by)
    return made


@action
def withdraw(filing: Filing, *, because: str, by: Actor, own: bool = False) -> Step:
    """Take a filing back. own: the citizen by the own link, until somebody has checked it."""
    now = lock(filing)
    scope.require(by, "arrivals.check", now.unit)
    if now.stage == Stage.WITHDRAWN:
        deeds.told()
        return now
    if own and now.stage != Stage.FILED:
        raise Refused("arrivals.checked", _("This has been checked already; tell the office what is to be changed."))
    if now.stage not in {Stage.FILED, Stage.CHECKED}:
        raise Refused(
            "arrivals.stage", _("Who is under observation is released, early if need be; nothing is withdrawn.")
        )
    reason = _("by the person, through the own link") if own else needed(because, _("Say why it is withdrawn."))
    made = move(now, Deed.WITHDRAWN, Stage.WITHDRAWN, by=by, because=reason)
    tell("withdrawn", filing, now.unit, by, own=own)
    settle(now.unit, filing.known_at, by=by)
    return made


@action
def undo(filing: Filing, *, by: Actor) -> Step:
    """Take the last step back: it stands as before. What was made by it is set aside, not deleted."""
    now = standing(filing, "arrivals.check", by)
    if now.deed not in _UNDONE:
        raise Refused("arrivals.undo", _("There is no step here that can be taken back."))
    if now.stage == Stage.WITHDRAWN and any(one.is_destroyed for one in masked_by_filing([filing.pk])[filing.pk]):
        raise Refused("arrivals.destroyed", _("Who it was has been destroyed since; file it anew."))
    before = Step.objects.filter(filing=filing, pk__lt=now.pk).order_by("-pk").first()
    assert before is not None  # a filing begins with being filed
    if now.deed == Deed.OBSERVED:
        _unobserve(filing)
    made = move(now, Deed.UNDONE, before.stage, by=by, into=before.into)
    tell("undone", filing, now.unit, by)
    settle(now.unit, filing.known_at, by=by)
    return made


def _unobserve(filing: Filing) -> None:
    rows = Observation.objects.as_known().filter(filing=filing)
    if Temperature.objects.as_known().filter(observation__in=rows).exists():
        raise Refused(
            "arrivals.measured", _("Temperatures have been entered; release the person early instead, with the reason.")
        )
    rows.update(replaced_at=clock.now())
