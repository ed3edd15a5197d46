from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.incidents import actions

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:  # noqa: ARG001 - whatever is closed by now
    """Pass on the incidents of units whose last day is over."""
    actions.pass_on()


def replan() -> None:
    """The organisation changed: nothing waits for the tick."""
    actions.pass_on()
