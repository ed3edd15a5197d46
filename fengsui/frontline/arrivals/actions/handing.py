"""A filing goes to another unit: both see it, the receiver accepts, until then the sender answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.arrivals.actions.steps import lock, move, named, needed, settle, standing, tell
from fengsui.frontline.arrivals.models import OVER, Deed, Handover
from fengsui.frontline.arrivals.queries import owed
from fengsui.frontline.arrivals.rights import HERE
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages import actions as messages
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.frontline.arrivals.models import Filing
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

_SOON = timedelta(seconds=1)  # whatever began before it: the handing over of this moment


@action
def hand(filing: Filing, to: Unit, *, because: str, by: Actor) -> Handover:
    """Hand a filing over to another office, bureau or partner. It answers as soon as it accepts."""
    now = standing(filing, "arrivals.check", by)
    open_ = Handover.objects.filter(filing=filing, answer="").first()
    if open_ is not None and open_.to_id == to.pk:
        deeds.told()
        return open_
    if open_ is not None:
        raise Refused(
            "arrivals.handed", _("It is handed over already and waits for an answer; take that back first."), field="to"
        )
    if now.stage in OVER:
        raise Refused("arrivals.over", _("This filing is closed; nothing more is entered in it."))
    if to.pk == now.unit_id or to.kind not in HERE:
        raise Refused("arrivals.to", _("Choose another justice office, bureau or partner."), field="to")
    check_open(to)
    reason = needed(because, _("Say why it is handed over, for example where the person lives."))
    moment = clock.now()
    made = Handover.objects.create(
        filing=filing, sender=now.unit, to=to, because=reason, at=moment, known_at=moment, handed_by=named(by)
    )
    obligations.owe(
        owed.ACCEPT, [item for item in owed.acceptances(moment, moment + _SOON) if item.subject == made.about]
    )
    tell("handed", filing, now.unit, by, to=to.pk)
    messages.send(
        "arrivals.handed", scope.holders("arrivals.check", to), key=made.about, unit=now.unit,
        url=reverse("arrivals:filing", args=[filing.pk]),
    )  # fmt: skip
    return made


@action
def answer(handover: Handover, *, accept: bool, by: Actor, because: str = "") -> Handover:
    """Take a filing over, or say why not."""
    now = lock(handover.filing)
    scope.require(by, "arrivals.check", handover.to)
    wanted = Handover.Answer.ACCEPTED if accept else Handover.Answer.DECLINED
    found = _open(handover, wanted)
    if found is None:
        return handover
    reason = "" if accept else needed(because, _("Say why it is not taken over."))
    _close(found, wanted, by)
    if accept:
        move(now, Deed.ACCEPTED, now.stage, by=by, unit=found.to, into=now.into)
        settle(found.sender, now.filing.known_at, by=by)
    said: dict[str, object] = {} if accept else {"reason": reason}
    tell("accepted" if accept else "declined", now.filing, found.to, by, None, **said)
    settle(found.to, now.filing.known_at, by=by)
    messages.send(
        "arrivals.answered", scope.holders("arrivals.check", found.sender), key=f"{found.about}:{wanted}", unit=found.to,
        url=reverse("arrivals:filing", args=[found.filing_id]), answer=wanted.value,
    )  # fmt: skip
    return found


@action
def recall(handover: Handover, *, by: Actor) -> Handover:
    """Take a handing over back before it is accepted."""
    now = standing(handover.filing, "arrivals.check", by)
    found = _open(handover, Handover.Answer.RECALLED)
    if found is None:
        return handover
    _close(found, Handover.Answer.RECALLED, by)
    tell("recalled", now.filing, now.unit, by, to=found.to_id)
    return found


def _open(handover: Handover, wanted: str) -> Handover | None:
    """The handing over if it still waits; None if it was answered this way already; else refused: who was first."""
    found = Handover.objects.select_related("to", "sender").get(pk=handover.pk)
    if not found.answer:
        return found
    if found.answer == wanted:
        deeds.told()
        return None
    said = found.get_answer_display()
    raise Refused("arrivals.answered", _("Somebody was first: it is %(answer)s.") % {"answer": said})


def _close(found: Handover, said: Handover.Answer, by: Actor) -> None:
    found.answer, found.answered_at, found.answered_by = said, clock.now(), named(by)
    found.save(update_fields=["answer", "answered_at", "answered_by"])
    obligations.meet(owed.ACCEPT, found.about, "1", by=by)
