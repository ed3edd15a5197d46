"""`@action`: the one way to write. Right → rule → write → journal, in one transaction.

It cannot know which right or fact is meant, but it refuses to commit a write for which no right was asked
(org.rights.require) or no fact was written (journal.write). So neither can be forgotten.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Deed:
    asked: bool = False
    told: bool = False


_deed: ContextVar[Deed | None] = ContextVar("deed", default=None)


class Unguarded(RuntimeError):
    """A programming error: an action that asked for no right or wrote no fact. Nothing was committed."""


def asked() -> None:
    if deed := _deed.get():
        deed.asked = True


def told() -> None:
    if deed := _deed.get():
        deed.told = True


def action[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an action. An action called by another one joins its transaction and its deed."""

    @wraps(function)
    def acting(*args: P.args, **kwargs: P.kwargs) -> R:
        if _deed.get() is not None:
            return function(*args, **kwargs)
        token = _deed.set(deed := Deed())
        try:
            with transaction.atomic():
                result = function(*args, **kwargs)
                if not (deed.asked and deed.told):
                    missing = "asked for no right" if not deed.asked else "wrote no fact"
                    raise Unguarded(f"{function.__module__}.{function.__name__} {missing}")
            return result
        finally:
            _deed.reset(token)

    return acting
