"""The five places of the menu, and how a room declares its items in them (`menu.py`); what a request brings to a view."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from django.utils.functional import Promise

    from fengsui.ground.org.models import Person


class Place(StrEnum):
    """The five places, named as users speak."""

    TODAY = "today"
    FRONTLINE = "frontline"
    COMMAND = "command"
    CHRONICLE = "chronicle"
    SETTINGS = "settings"


@dataclass(frozen=True, eq=False)
class Item:
    """A line of the menu: shown to whoever has `verb` somewhere (empty: to everybody signed in).

    url: the name of a url without arguments; icon: a name that `python -m fengsui.site.vendor icons` can fetch;
    hint: one line under the title on the settings page.
    """

    place: Place
    title: str | Promise
    url: str
    icon: str
    verb: str = ""
    order: int = 50
    hint: str | Promise = ""


@dataclass(frozen=True)
class Hit:
    """One thing found. note: a line under the title; rank: the smaller, the earlier in its group."""

    title: str
    url: str
    note: str = ""
    rank: int = 0


@dataclass(frozen=True, eq=False)
class Finder:
    """What a room finds for the search everywhere (`search.py`): only what the person may see.

    find(person, text, limit): at most so many hits, the best first; text is trimmed and at least one character.
    """

    key: str
    title: str | Promise
    icon: str
    find: Callable[[Person, str, int], Sequence[Hit]]
    order: int = 50


class Request(HttpRequest):
    """What a view gets from somebody signed in: annotate it so, and `request.person` is known to the type checker."""

    person: Person
    known: datetime | None  # in a view that looks back (clock.past): as known when; None: now
    looks_back: bool  # whether it can; a view that finds nothing of the past to show takes it back
