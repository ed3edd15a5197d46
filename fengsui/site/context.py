"""What every page gets: one object `fengsui`, whose parts cost nothing until a template asks for them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache as memory
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages import queries as messages
from fengsui.ground.org import queries as org
from fengsui.ground.org import scope
from fengsui.ground.org.models import Office, Person, SeatKind, Unit
from fengsui.site import menu as menus
from fengsui.site import scenario, words
from fengsui.site.past import Past, entrance
from fengsui.site.who import who

if TYPE_CHECKING:
    from django.http import HttpRequest

THEMES = ("auto", "light", "dark")
_NAME_S = 60  # a name changes rarely; nobody waits for it, and it would cost two queries a page


@dataclass(frozen=True)
class Face:
    """The clock as the head shows it, and what the script needs to go on with it."""

    drill: bool
    rate: int
    base: str
    anchor: int
    iso: str
    day: str
    weekday: str
    hour: str

    @property
    def text(self) -> str:
        return f"{self.day} {self.weekday} {self.hour}"


def face() -> Face:
    row, now = clock.state(), clock.now()
    return Face(
        drill=row.is_drill,
        rate=row.rate if row.is_drill else 1,
        base=now.isoformat(),
        anchor=round(clock.wall().timestamp() * 1000),
        iso=clock.local(now).isoformat(timespec="minutes"),
        day=words.day(now),
        weekday=words.weekday(now),
        hour=words.hour(now),
    )


class Site:
    """See the module. Everything here fails only if the database is gone."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def person(self) -> Person | None:
        return who(self.request)

    @cached_property
    def clock(self) -> Face:
        return face()

    @cached_property
    def past(self) -> Past | None:
        """The moment at which this page is looked at; None: it shows the present."""
        known = getattr(self.request, "known", None)
        return Past(self.request, known) if known else None

    @cached_property
    def look_back_url(self) -> str:
        """Where this page is seen as known at a moment; empty: it cannot look back, or does already."""
        looks = getattr(self.request, "looks_back", False) and self.past is None
        return entrance(self.request) if looks else ""

    @cached_property
    def menu(self) -> list[menus.Shown]:
        return menus.menu(self.person, self.request.path) if self.person else []

    @cached_property
    def place(self) -> menus.Shown | None:
        """The place this page belongs to."""
        return next((place for place in self.menu if place.on), None)

    @cached_property
    def unread(self) -> int:
        return messages.unread(self.person) if self.person else 0

    @cached_property
    def inbox_url(self) -> str:
        try:
            return reverse("inbox")
        except NoReverseMatch:
            return ""

    @cached_property
    def name(self) -> str:
        return self._who[0]

    @cached_property
    def titles(self) -> list[str]:
        return self._who[1]

    @cached_property
    def _who(self) -> tuple[str, list[str]]:
        """The name and the offices of the person, as the account menu says them; a minute old at most."""
        if self.person is None:
            return "", []
        key = f"who:{self.person.pk}:{get_language()}"
        known: tuple[str, list[str]] | None = memory.get(key)
        if known is None:
            known = (org.names([self.person.pk]).get(self.person.pk, ""), _titles(self.person))
            memory.set(key, known, _NAME_S)
        return known

    @cached_property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else "auto"

    @cached_property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @cached_property
    def here(self) -> str:
        """Where to come back to after a switch: this page, or the start if this answered a form."""
        return self.request.get_full_path() if self.request.method == "GET" else "/"

    @cached_property
    def user_mark(self) -> str:
        """A mark under which the browser keeps drafts: says who, tells nobody else."""
        return (
            salted_hmac("fengsui.draft", str(self.person.pk), algorithm="sha256").hexdigest()[:20]
            if self.person
            else ""
        )

    @cached_property
    def demo_accounts(self) -> list[dict[str, str]]:
        """In a drill, the log-ins that its scenario prints: username, password, name, what it is for."""
        state = clock.state()
        return _demo_accounts(state.scenario, "en" if self.language == "en" else "zh") if state.is_drill else []

    @property
    def words(self) -> dict[str, str]:
        return {key: str(word) for key, word in SCRIPT_WORDS.items()}


@cache
def _demo_accounts(name: str, language: str) -> list[dict[str, str]]:
    if name not in scenario.names():
        return []
    meta = tomllib.loads((scenario.FOLDER / name / "meta.toml").read_text(encoding="utf-8"))
    return [
        {
            "username": account["username"],
            "password": meta["password"],
            "name": account.get("person", account["username"]),
            "does": account["role"].get(language, ""),
        }
        for account in meta.get("accounts", ())
    ]


def _titles(person: Person) -> list[str]:
    held = scope.holdings(person)
    units = Unit.objects.in_bulk({holding.unit_id for holding in held})
    labels = {
        holding: SeatKind(holding.title).label if holding.is_seat else Office(holding.title).label for holding in held
    }
    return [f"{units[holding.unit_id].label} · {label}" for holding, label in labels.items()]


# The sentences that our scripts say.
SCRIPT_WORDS = {
    "left": _("%(span)s left"),
    "late": _("%(span)s late"),
    "now": _("due now"),
    "minutes": _("%(m)d min"),
    "hours": _("%(h)d h"),
    "hours_minutes": _("%(h)d h %(m)d min"),
    "days": _("%(n)d days"),
    "close": _("Close"),
    "undo": _("Undo"),
    "draft": _("What you had typed at %(at)s and not sent is back in this form."),
    "draft_base": _("This page has changed since; please compare before you send."),
    "draft_undo": _("Discard it"),
    "draft_undone": _("The form is as it was loaded."),
    "offline": _("No connection. Nothing is lost: it is kept on this device; send it when the connection is back."),
    "slow": _("This takes longer than usual. What you typed is kept on this device."),
    "too_large": _("This file is larger than %(mb)s MB; choose a smaller one."),
    "failed": _("The server did not answer. Nothing is lost; try again in a moment."),
    "pasted": _("%(n)d cells filled in."),
    "paste_left": _("%(n)d were not: %(cells)s."),
    "paste_undone": _("The paste was taken back."),
    "cell_number": _("%(cell)s: “%(text)s” is not a number"),
    "cell_choice": _("%(cell)s: “%(text)s” is not one of the choices"),
    "cell_closed": _("%(cell)s cannot be changed here"),
    "cell_outside": _("“%(text)s” lies outside the table"),
    "cell_more": _("and %(n)d more"),
    "cell": _("%(row)s, %(column)s"),
    "semicolon": _("; "),
    "row": _("row %(n)d"),
    "column": _("column %(n)d"),
}


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    return {"fengsui": Site(request)}
