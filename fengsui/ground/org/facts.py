from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level
from fengsui.ground.org.models import Office, SeatKind


def _titles(data: dict[str, Any]) -> dict[str, Any]:
    known = {"office": Office, "seat": SeatKind}
    return {key: titles(data[key]).label for key, titles in known.items() if data.get(key) in titles.values}


ARRANGED = Fact("org.arranged", _("{units} units were entered."), {"units": Level.INTERNAL})
CLOSED = Fact("org.closed", _("{unit} is closed from {day}."), {"day": Level.PUBLIC}, chronicle=True)
REGISTERED = Fact("org.registered", _("{persons} persons were registered."), {"persons": Level.INTERNAL})
APPOINTED = Fact(
    "org.appointed",
    _("A person was appointed {office} of {unit}."),
    {"person": Level.INTERNAL, "office": Level.INTERNAL},
    words=_titles,
)
SEATED = Fact(
    "org.seated",
    _("The seat of {seat} at {unit} is held from {since} to {until}."),
    {"person": Level.INTERNAL, "seat": Level.INTERNAL, "since": Level.INTERNAL, "until": Level.INTERNAL},
    words=_titles,
)
DENIED = Fact("org.denied", _("{actor} asked for a page that is not theirs to see: {path}"), {"path": Level.SECRET})
CLOCK_MOVED = Fact(
    "org.clock_moved",
    _("The drill's clock was set to {to} at rate {rate}."),
    {"to": Level.PUBLIC, "rate": Level.PUBLIC},
)
JOINED = Fact("org.joined", _("{persons} persons got a further capacity at {unit}."), {"persons": Level.INTERNAL})
DATED = Fact("org.dated", _("Until when {persons} persons are at {unit} was set."), {"persons": Level.INTERNAL})
CORRECTED = Fact("org.corrected", _("Particulars of {persons} persons were corrected."), {"persons": Level.INTERNAL})
TERM_SET = Fact(
    "org.term_set",
    _("Until when a person is {office} of {unit} was set."),
    {"person": Level.INTERNAL, "office": Level.INTERNAL},
    words=_titles,
)
SET_UP = Fact("org.set_up", _("{places} seats and stations were set up at {unit}."), {"places": Level.INTERNAL})
WITHDRAWN = Fact(
    "org.withdrawn", _("{records} records that were entered by mistake were withdrawn."), {"records": Level.INTERNAL}
)
