from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.declare import Note
from fengsui.ground.obligations.queries import named


def _one(data: dict[str, Any]) -> dict[str, Any]:
    return {"what": named(data["what"])}


def _mine(data: dict[str, Any]) -> dict[str, Any]:
    """Evening report (Prison A), by 18:45; …"""
    said = []
    for thing in data["things"]:
        text = _("%(what)s (%(unit)s), was due at %(hour)s") if thing["late"] else _("%(what)s (%(unit)s), by %(hour)s")
        said.append(text % {"what": _what(thing), "unit": _name(thing["unit"]), "hour": _hour(thing, data)})
    return {"things": _listed(said, data["more"])}


def _theirs(data: dict[str, Any]) -> dict[str, Any]:
    """Evening report, due at 18:45: 2 of 21 open (Prison A, Prison B); …"""
    said = [
        _("%(what)s, due at %(hour)s: %(n)d of %(m)d open (%(units)s)")
        % {
            "what": _what(thing), "hour": _hour(thing, data), "n": thing["n"], "m": thing["m"],
            "units": _listed([_name(unit) for unit in thing["units"]], thing["more"], _(", ")),
        }
        for thing in data["things"]
    ]  # fmt: skip
    return {"things": _listed(said, data["more"])}


def _listed(said: list[str], more: int, between: str = "") -> str:
    rest = [_("and %(n)d more") % {"n": more}] if more else []
    return (between or _("; ")).join(said + rest)


def _what(thing: dict[str, Any]) -> str:
    """Its own title, if it has one (a question), else what its kind is called."""
    return _name(thing["title"]).rstrip(".。") if thing["title"] else named(thing["what"])


def _name(both: list[str]) -> str:
    return both[get_language() == "en"]


def _hour(thing: dict[str, Any], data: dict[str, Any]) -> str:
    due, sent = (clock.local(datetime.fromisoformat(text)) for text in (thing["due"], data["at"]))
    return f"{due:%H:%M}" if due.date() == sent.date() else date_format(due, "MOMENT_FORMAT")


DIGEST = Note("obligations.digest", gettext_lazy("To be done by you: {things}."), icon="clock", words=_mine)
UNMET = Note(
    "obligations.unmet", gettext_lazy("Not done yet below {unit}. {things}."), icon="alert-triangle", words=_theirs
)
CHASED = Note(
    "obligations.chased", gettext_lazy("{unit} asks you to do what is open: {things}."), icon="bell", words=_mine
)
# Sent until 2026-11, one per thing; they are still read.
REMINDER = Note(
    "obligations.reminder", gettext_lazy("{unit}: {what} is due soon ({period})."), icon="clock", words=_one
)
OVERDUE = Note(
    "obligations.overdue", gettext_lazy("{unit}: {what} is overdue ({period})."), icon="alert-triangle", words=_one
)
