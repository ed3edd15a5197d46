"""The menu of five places, made of what the rooms declare in their `menu.py` and what a person may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from fengsui import house
from fengsui.ground.org import scope
from fengsui.ground.org.places import Item, Place

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from fengsui.ground.org.models import Person

TITLES: dict[Place, tuple[str | Promise, str]] = {
    Place.TODAY: (_("Today"), "checklist"),
    Place.FRONTLINE: (_("Front line"), "shield-check"),
    Place.COMMAND: (_("Command"), "building-broadcast-tower"),
    Place.CHRONICLE: (_("Chronicle"), "book-2"),
    Place.SETTINGS: (_("Settings"), "settings"),
}


@dataclass
class Entry:
    """An item as one person sees it on one page. `here`: this very page; `on`: this page or one below it."""

    title: str | Promise
    url: str
    icon: str
    hint: str | Promise = ""
    here: bool = False
    on: bool = False


@dataclass
class Shown:
    """A place with its items; `url` if it opens directly (one item, or the settings with their own page)."""

    key: Place
    title: str | Promise
    icon: str
    items: list[Entry]
    url: str = ""
    here: bool = False
    on: bool = False


def _entries(person: Person) -> dict[Place, list[Entry]]:
    found: dict[Place, list[Entry]] = {place: [] for place in Place}
    for item in sorted(house.declared("menu", Item), key=lambda item: item.order):
        if item.verb and not scope.may(person, item.verb):
            continue
        try:
            found[item.place].append(Entry(item.title, reverse(item.url), item.icon, item.hint))
        except NoReverseMatch as error:
            raise LookupError(f"menu item “{item.title}” names a url that does not exist: {item.url}") from error
    return found


def settings_entries(person: Person) -> list[Entry]:
    """The pages listed at /settings/: those of the rooms, then one's own account."""
    own = [
        Entry(
            _("Change password"),
            reverse("account_change_password"),
            "key",
            _("At least 8 characters, not a common one."),
        ),
        Entry(
            _("Two-factor authentication"),
            reverse("mfa_index"),
            "shield-lock",
            _("A code from your phone beside the password, and recovery codes."),
        ),
    ]
    return [*_entries(person)[Place.SETTINGS], *own]


def menu(person: Person, path: str) -> list[Shown]:
    """The places where a person has something to do, with the current one marked: the longest address above `path`."""
    shown = []
    for place, declared in _entries(person).items():
        own = [Entry(TITLES[place][0], reverse("settings"), TITLES[place][1])] if place == Place.SETTINGS else []
        items = own + declared
        if items:
            url = items[0].url if len(items) == 1 or place == Place.SETTINGS else ""
            shown.append(Shown(place, *TITLES[place], items, url))
    _mark(shown, path)
    return shown


def _mark(shown: list[Shown], path: str) -> None:
    above = [
        (len(item.url), place, item)
        for place in shown
        for item in place.items
        if path == item.url or (item.url != "/" and path.startswith(item.url))
    ]
    if not above:
        if path.startswith("/accounts/") and shown:
            shown[-1].on = True
        return
    _length, place, item = max(above, key=lambda row: row[0])
    place.on = item.on = True
    item.here = path == item.url
    place.here = item.here and place.url == item.url
