"""The search everywhere: what the rooms declare in their `search.py`, and the pages of the menu."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fengsui import house
from fengsui.ground.org import index, pinyin
from fengsui.ground.org.places import Finder, Hit
from fengsui.site import menu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from fengsui.ground.org.models import Person
    from fengsui.ground.org.places import Request

LONGEST = 60  # characters of a question
FEW, MANY = 6, 30  # hits of a group: in the dialog, on the page of its own


@dataclass(frozen=True)
class Group:
    title: object
    icon: str
    hits: Sequence[Hit]
    more: bool


def pages(person: Person, text: str, limit: int) -> list[Hit]:
    """The pages of the menu, by title, pinyin and initials."""
    entries = [(place.title, entry) for place in menu.menu(person, "") for entry in place.items]
    entries += [("", entry) for entry in menu.settings_entries(person)]
    found: dict[str, Hit] = {}
    for title, entry in entries:
        place = "" if str(title) == str(entry.title) else str(title)
        if _fits(str(entry.title), text):
            found.setdefault(entry.url, Hit(str(entry.title), entry.url, place))
    return list(found.values())[:limit]


def _fits(title: str, text: str) -> bool:
    plain, whole = index.tidy(text), index.tidy(title)
    sounds = pinyin.phrase(whole)
    initials = "".join(sound[:1] for sound in sounds)
    starts = ("".join(sounds[at:]) for at in range(len(sounds)))
    return plain in whole or (len(plain) > 1 and plain in initials) or any(one.startswith(plain) for one in starts)


PAGES = Finder("site.pages", _("Pages"), "layout-list", pages, order=10)


def groups(person: Person, text: str, limit: int) -> list[Group]:
    """What is found, group by group; a group without hits is left out."""
    finders = sorted((PAGES, *house.declared("search", Finder)), key=lambda finder: finder.order)
    found = [(finder, list(finder.find(person, text, limit + 1))) for finder in dict.fromkeys(finders)]
    return [Group(f.title, f.icon, hits[:limit], len(hits) > limit) for f, hits in found if hits]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Results for `?q=`: a page of its own, or (asked by the dialog's script) the list alone."""
    text = unicodedata.normalize("NFKC", request.GET.get("q", "").replace("\0", "")).strip()[:LONGEST]
    part = request.headers.get("X-Part") == "results"
    found = groups(cast("Request", request).person, text, FEW if part else MANY) if text else []
    context = {"q": text, "groups": found, "dialog": part}
    return render(request, "site/results.html" if part else "site/search.html", context)
