from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.incoming import actions

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:  # noqa: ARG001 - whatever is closed by now
    """Pass on the open papers of units whose last day is over."""
    actions.inherit()


def replan() -> None:
    """The organisation changed: nothing waits for the tick."""
    actions.inherit()
