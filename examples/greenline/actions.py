from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from examples.greenline.models import Call, LineTest
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import actions as indicators
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.vault import actions as vault
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def call(facility: Unit, caller: str, *, by: Actor) -> Call:
    """Write down a call."""
    scope.require(by, "greenline.keep", facility)
    if not caller.strip():
        raise Refused("greenline.caller", _("Write the caller's name; it is sealed at once."), field="caller")
    pen, moment = vault.new(), clock.now()
    row = Call.objects.create(
        pk=pen.subject,
        facility=facility,
        at=moment,
        known_at=moment,
        caller_sealed=pen.seal("caller", caller),
    )
    journal.write("greenline.called", by=by.pk, unit=facility.pk, about=f"greenline.call:{row.pk}")
    indicators.refresh(clock.local(moment).date(), [facility.pk], "greenline.")
    return row


@action
def test_line(facility: Unit, *, works: bool, by: Actor) -> LineTest:
    """Write down that the line was tried today."""
    scope.require(by, "greenline.keep", facility)
    row, _made = LineTest.objects.update_or_create(facility=facility, day=clock.today(), defaults={"works": works})
    obligations.meet("greenline.test", f"org.unit:{facility.pk}", clock.today().isoformat(), by=by)
    journal.write("greenline.tested", by=by.pk, unit=facility.pk, about=f"greenline.line:{facility.pk}", works=works)
    return row
