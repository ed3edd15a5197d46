from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.directives import actions

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:  # noqa: ARG001 - what is closed by now hands over, whenever it was
    """Let the duties of units that are closed from today on go to their successors."""
    actions.follow()


def replan() -> None:
    """The organisation changed."""
    actions.follow()
