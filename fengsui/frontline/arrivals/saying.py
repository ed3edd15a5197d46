"""What the two forms say, and the rules that every door shares: the citizen's phone, the desk, a scenario."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fengsui.frontline.arrivals.models import Contact, Control, Reason, Relation, Sex, Stay, Symptom, Transport
from fengsui.ground.exchange import values
from fengsui.ground.measures.body import degrees
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from decimal import Decimal

MOST = 10  # companions in one filing; a coach party registers at the desk, one filing each family
LONGEST = timedelta(days=366)
RECENT = timedelta(days=90)  # who came home longer ago has nothing to register
_PLATE = re.compile(r"^[\u4e00-\u9fff]?[A-Z0-9\u4e00-\u9fff]{4,9}$")
_BETWEEN = re.compile(r"[\s,，、;；]+")


@dataclass(frozen=True)
class Companion:
    name: str
    phone: str = ""
    number: str = ""


@dataclass(frozen=True)
class Lodging:
    """What a resident reports: who reports, who lodges, since when, from where."""

    host: str
    phone: str
    building: str
    name: str
    origin: str
    since: date
    relation: str
    reason: str
    until: date | None = None
    stay: str = Stay.NONE
    plate: str = ""
    celsius: Decimal | str | None = None


@dataclass(frozen=True)
class Return:
    """What a returnee registers; number only where the measure asks for it."""

    name: str
    phone: str
    address: str
    origin: str
    arrived_on: date
    transport: str
    sex: str = Sex.UNSAID
    number: str = ""
    home: str = ""
    left_on: date | None = None
    ride: str = ""
    plate: str = ""
    companions: tuple[Companion, ...] = ()
    stay: str = Stay.NONE
    contact: str = Contact.NO
    contact_note: str = ""
    symptoms: tuple[str, ...] = ()
    celsius: Decimal | str | None = None
    control: str = Control.NONE
    keeper: str = ""


type Saying = Lodging | Return


def plate(value: str) -> str:
    """A number plate: 蒙A12345, with eight characters too; foreign, military and temporary ones as they are written."""
    found = re.sub(r"[\s·.•-]", "", values.plain(value)).upper()
    if found and not _PLATE.match(found):
        raise values.Unreadable(
            gettext_noop("“%(value)s” is not a number plate; write it as 蒙A12345."), value=found[:20]
        )
    return found


def words(value: str) -> str:
    """A short text without what nobody sees, and without control characters."""
    return values.text("".join(letter for letter in value if letter.isprintable() or letter.isspace()))


def person_name(value: str) -> str:
    """A name; refused in a citizen's words, who knows no columns."""
    try:
        return values.person_name(value)
    except values.Unreadable as error:
        raise values.Unreadable(gettext_noop("“%(value)s” is not a name."), value=value[:30]) from error


def phone(value: str) -> str:
    """A telephone number, refused likewise."""
    try:
        return values.phone(value)
    except values.Unreadable as error:
        raise values.Unreadable(
            gettext_noop("“%(value)s” is not a telephone number: write one number, digits only."), value=value[:30]
        ) from error


def companions(value: str) -> tuple[Companion, ...]:
    """One person a line: the name, then telephone and identity number in any order. Raises Unreadable with the line."""
    lines = [line for line in map(words, value.splitlines()) if line]
    if len(lines) > MOST:
        raise values.Unreadable(
            gettext_noop("At most %(most)d persons in one registration; register the others apart."), most=MOST
        )
    return tuple(map(_companion, lines))


def _companion(line: str) -> Companion:
    named, said = [], {}
    for word in _BETWEEN.split(line):
        digits = sum(letter.isdigit() for letter in word)
        if digits >= 15:
            said["number"] = values.identity(word)
        elif digits >= 5:
            said["phone"] = phone(word)
        elif word:
            named.append(word)
    name = person_name(" ".join(named))
    if not name:
        raise values.Unreadable(gettext_noop("Begin each line with a name: %(line)s"), line=line[:40])
    return Companion(name, **said)


def tidy(said: Saying, today: date, *, identity: bool) -> Saying:
    """What was said, in the house's spelling. identity: whether the measure asks for identity numbers. Raises Refused."""
    return _lodging(said, today) if isinstance(said, Lodging) else _return(said, today, identity=identity)


def _lodging(said: Lodging, today: date) -> Lodging:
    _among("relation", said.relation, Relation.values)
    _among("reason", said.reason, Reason.values)
    _among("stay", said.stay, Stay.values)
    _past("since", said.since, today, LONGEST)
    if said.until and said.until < said.since:
        raise _no("until", _("That is before the day on which the stay began."))
    return replace(
        said, host=_read("host", person_name, said.host), phone=_read("phone", phone, said.phone),
        building=_read("building", words, said.building, 120), name=_read("name", person_name, said.name),
        origin=_read("origin", words, said.origin, 60), plate=_read("plate", plate, said.plate, needed=False),
        celsius=_celsius(said.celsius),
    )  # fmt: skip


def _return(said: Return, today: date, *, identity: bool) -> Return:
    for field, value, among in (
        ("transport", said.transport, Transport.values), ("stay", said.stay, Stay.values), ("sex", said.sex, Sex.values),
        ("contact", said.contact, Contact.values), ("control", said.control, Control.values),
    ):  # fmt: skip
        _among(field, value, among)
    for symptom in said.symptoms:
        _among("symptoms", symptom, Symptom.values)
    _past("arrived_on", said.arrived_on, today, RECENT)
    if said.left_on and not said.arrived_on - RECENT <= said.left_on <= said.arrived_on:
        raise _no("left_on", _("One leaves before one arrives; check both days."))
    companions_ = tuple(one if identity else replace(one, number="") for one in said.companions)
    return replace(
        said, name=_read("name", person_name, said.name), phone=_read("phone", phone, said.phone),
        address=_read("address", words, said.address, 120), home=_read("home", words, said.home, 120, needed=False),
        number=_read("number", values.identity, said.number) if identity else "",
        origin=_read("origin", words, said.origin, 60), ride=_read("ride", words, said.ride, 60, needed=False),
        plate=_read("plate", plate, said.plate, needed=False), companions=companions_, celsius=_celsius(said.celsius),
        contact_note=_read("contact_note", words, said.contact_note, 200, needed=False),
        keeper=_read("keeper", words, said.keeper, 60, needed=False), symptoms=tuple(dict.fromkeys(said.symptoms)),
    )  # fmt: skip


def _read(field: str, rule: Callable[[str], str], value: str, most: int = 60, *, needed: bool = True) -> str:
    try:
        found = rule(value)
    except values.Unreadable as error:
        raise _no(field, _(error.message) % error.params) from error
    if needed and not found:
        raise _no(field, _("This is needed."))
    if len(found) > most:
        raise _no(field, _("At most %(most)d characters.") % {"most": most})
    return found


def _celsius(value: Decimal | str | None) -> Decimal | None:
    return None if value is None or value == "" else degrees(value)


def _among(field: str, value: str, among: Collection[str]) -> None:
    if value not in among:
        raise _no(field, _("Choose one of the answers."))


def _past(field: str, day: date, today: date, longest: timedelta) -> None:
    if not today - longest <= day <= today:
        raise _no(field, _("This day lies in the future or too far back; check it."))


def _no(field: str, sentence: str) -> Refused:
    return Refused(f"arrivals.{field}", sentence, field=field)
