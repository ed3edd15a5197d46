from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level
from fengsui.ground.org.models import CapacityKind, ChangeKind, Line, Office, SeatKind


def _titles(data: dict[str, Any]) -> dict[str, Any]:
    known = {"office": Office, "seat": SeatKind, "line": Line, "what": ChangeKind, "capacity": CapacityKind}
    return {key: titles(data[key]).label for key, titles in known.items() if data.get(key) in titles.values}


def _since(data: dict[str, Any]) -> dict[str, Any]:
    return {"since": data.get("since") or data.get("day", "")}


ARRANGED = Fact("org.arranged", _("{units} units were entered."), {"units": Level.INTERNAL})
_SINCE = {"since": Level.PUBLIC}
# (old entries say `day` where new ones say `since`)
CLOSED = Fact(
    "org.closed", _("{unit} is closed from {since}."), {**_SINCE, "day": Level.PUBLIC}, words=_since, chronicle=True
)
MOVED = Fact(
    "org.moved", _("{unit} answers to {superior} instead of {before} from {since} ({line})."),
    {**_SINCE, "line": Level.PUBLIC, "superior": Level.PUBLIC, "before": Level.PUBLIC}, words=_titles,
    units=("superior", "before"), chronicle=True,
)  # fmt: skip
MERGED = Fact(
    "org.merged", _("{unit} is merged into {into} from {since}."), {**_SINCE, "into": Level.PUBLIC},
    units=("into",), chronicle=True,
)  # fmt: skip
SPLIT = Fact(
    "org.split", _("Out of {unit} come new units from {since}: {parts}."), {**_SINCE, "parts": Level.PUBLIC},
    chronicle=True,
)  # fmt: skip
TO_BE_RENAMED = Fact(
    "org.to_be_renamed", _("{former} is called {name} from {since}."),
    {**_SINCE, "name": Level.PUBLIC, "former": Level.PUBLIC}, chronicle=True,
)  # fmt: skip
RENAMED = Fact("org.renamed", _("The unit is now called {name}."), {**_SINCE, "name": Level.PUBLIC})
CHANGE_WITHDRAWN = Fact(
    "org.change_withdrawn", _("{unit}: what was planned for {since} was withdrawn ({what})."),
    {**_SINCE, "what": Level.PUBLIC}, words=_titles,
)  # fmt: skip
REGISTERED = Fact("org.registered", _("{persons} persons were registered."), {"persons": Level.INTERNAL})
APPOINTED = Fact(
    "org.appointed",
    _("A person was appointed {office} of {unit}."),
    {"person": Level.INTERNAL, "office": Level.INTERNAL, "since": Level.INTERNAL},
    words=_titles,
)
APPOINTMENT_ENDED = Fact(
    "org.appointment_ended",
    _("A person is {office} of {unit} no longer from {since}."),
    {"person": Level.INTERNAL, "office": Level.INTERNAL, "since": Level.INTERNAL},
    words=_titles,
)
SEATED = Fact(
    "org.seated",
    _("The seat of {seat} at {unit} is held from {since} to {until}."),
    {"person": Level.INTERNAL, "seat": Level.INTERNAL, "since": Level.INTERNAL, "until": Level.INTERNAL},
    words=_titles,
)
_PERSON = {"person": Level.INTERNAL}
SHIFT_ENDED = Fact("org.shift_ended", _("{unit}: a shift ends at {until}."), {**_PERSON, "until": Level.INTERNAL})
STATION_FOUNDED = Fact("org.station_founded", _("{unit} has a new station: {station}."), {"station": Level.INTERNAL})
STATION_RENAMED = Fact(
    "org.station_renamed", _("{unit}: the station {before} is called {station} now."),
    {"before": Level.INTERNAL, "station": Level.INTERNAL},
)  # fmt: skip
CORRECTED = Fact("org.corrected", _("What is kept of a person was corrected."), _PERSON)
UNMASKED = Fact(
    "org.unmasked", _("{actor} looked at the name of a person at {unit}: {reason}"),
    {"person": Level.SECRET, "reason": Level.INTERNAL},
)  # fmt: skip
_CAPACITY = {**_PERSON, "capacity": Level.INTERNAL, "since": Level.INTERNAL}
CAPACITY_ADDED = Fact(
    "org.capacity_added", _("{unit}: a person belongs to it from {since} ({capacity})."), _CAPACITY, words=_titles
)
CAPACITY_ENDED = Fact(
    "org.capacity_ended",
    _("{unit}: a person belongs to it no longer from {since} ({capacity})."),
    _CAPACITY,
    words=_titles,
)
ACCOUNT_OPENED = Fact("org.account_opened", _("A person was given an account."), _PERSON)
ACCOUNT_CLOSED = Fact("org.account_closed", _("A person's account was closed."), _PERSON)
ACCOUNT_REOPENED = Fact("org.account_reopened", _("A person's account was opened again."), _PERSON)
PASSWORD_RESET = Fact("org.password_reset", _("A person was given a new first password."), _PERSON)
PASSWORD_CHANGED = Fact("org.password_changed", _("A person changed their password."), _PERSON)
DENIED = Fact("org.denied", _("{actor} asked for a page that is not theirs to see: {path}"), {"path": Level.SECRET})
CLOCK_MOVED = Fact(
    "org.clock_moved",
    _("The drill's clock was set to {to} at rate {rate}."),
    {"to": Level.PUBLIC, "rate": Level.PUBLIC},
)
JOINED = Fact("org.joined", _("{persons} persons got a further capacity at {unit}."), {"persons": Level.INTERNAL})
DATED = Fact("org.dated", _("Until when {persons} persons are at {unit} was set."), {"persons": Level.INTERNAL})
PERSONS_CORRECTED = Fact(
    "org.persons_corrected", _("Particulars of {persons} persons were corrected."), {"persons": Level.INTERNAL}
)
TERM_SET = Fact(
    "org.term_set",
    _("Until when a person is {office} of {unit} was set."),
    {"person": Level.INTERNAL, "office": Level.INTERNAL},
    words=_titles,
)
DIVISION_SET = Fact("org.division_set", _("{unit} serves the division {division}."), {"division": Level.PUBLIC})
SET_UP = Fact("org.set_up", _("{places} seats and stations were set up at {unit}."), {"places": Level.INTERNAL})
WITHDRAWN = Fact(
    "org.withdrawn", _("{records} records that were entered by mistake were withdrawn."), {"records": Level.INTERNAL}
)
