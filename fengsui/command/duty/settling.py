from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.duty import actions

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:  # noqa: ARG001 - whatever is closed by now
    """Take out what is planned at units whose last day is over."""
    actions.end_closed()


def replan() -> None:
    """The organisation changed: nothing waits for the tick."""
    actions.end_closed()
