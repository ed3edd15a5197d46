from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import actions
from fengsui.ground.org.scope import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:  # noqa: ARG001 - whatever is due by now
    """Give units the names whose day has come; make persons findable who are not yet."""
    if due := actions.names_due(clock.local(now).date()):
        actions.name_anew(due, by=SYSTEM)
    actions.index_again()
