"""Persons of a filing: sealed as they are entered, found again by what identifies them, shown in full for a reason only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.arrivals.actions.steps import needed
from fengsui.frontline.arrivals.models import Party, Role, Sex
from fengsui.frontline.arrivals.queries.people import FIELDS, NAME, NUMBER, PHONE, PLACE, current
from fengsui.frontline.arrivals.saying import Lodging
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault import queries as seals

if TYPE_CHECKING:
    from fengsui.frontline.arrivals.models import Filing
    from fengsui.frontline.arrivals.saying import Saying
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@dataclass(frozen=True)
class Opened:
    """A person in full, for one page that was asked for with a reason."""

    party: Party
    values: dict[str, str]


@dataclass(frozen=True)
class _Wanted:
    role: Role
    values: dict[str, str]
    sex: str = Sex.UNSAID


def _wanted(said: Saying) -> list[_Wanted]:
    """Who is in a form, and what is to be sealed of each; whose arrival it is stands first."""
    if isinstance(said, Lodging):
        lodger = {"name": said.name, "place": said.building, "plate": said.plate}
        return [
            _Wanted(Role.LODGER, lodger),
            _Wanted(Role.HOST, {"name": said.host, "phone": said.phone, "place": said.building}),
        ]
    own = {
        "name": said.name, "phone": said.phone, "number": said.number, "place": said.address, "home": said.home,
        "plate": said.plate, "ride": said.ride, "contact": said.contact_note, "keeper": said.keeper,
    }  # fmt: skip
    others = [
        _Wanted(Role.COMPANION, {"name": one.name, "phone": one.phone, "number": one.number, "place": said.address})
        for one in said.companions
    ]
    return [_Wanted(Role.RETURNEE, own, said.sex), *others]


def seal(filing: Filing, said: Saying) -> None:
    """Write down the persons of a form. A correction keeps each one's key, replaces the rows and ends who is left out."""
    before = current(filing)
    moment = clock.now()
    Party.objects.filter(pk__in=[row.pk for row in before]).update(replaced_at=moment)
    left = {role: [row for row in before if row.role == role] for role in Role}
    for one in _wanted(said):
        same = left[one.role].pop(0) if left[one.role] else None
        pen = vault.pen(same.person) if same else vault.new()
        sealed = {f"{field}_sealed": pen.seal(field, value) for field, value in one.values.items()}
        Party.objects.create(
            filing=filing, person=pen.subject, role=one.role, sex=one.sex, at=filing.at, known_at=moment, **sealed
        )
        _index(pen, one)


def _index(pen: vault.Pen, one: _Wanted) -> None:
    """Make who arrived findable: by number, telephone, name, and name with place. Not the host, who may report many."""
    if one.role == Role.HOST:
        return
    found = one.values
    both = {NAME: found["name"], PLACE: f"{found['name']}\n{found['place']}"}
    vault.index(pen.subject, **both, **{PHONE: found.get("phone", ""), NUMBER: found.get("number", "")})


@action
def unmask(filing: Filing, unit: Unit, *, reason: str, by: Actor) -> list[Opened]:
    """Show the persons of a filing in full. The look is journalled with its reason."""
    scope.require(by, "arrivals.unmask", unit)
    because = needed(reason, _("Say why you need to see the name."), "reason")
    journal.write("arrivals.unmasked", by=by.pk, unit=unit.pk, about=filing.about, reason=because)
    rows = current(filing)
    values = iter(
        seals.open_all((row.person, field, getattr(row, f"{field}_sealed")) for row in rows for field in FIELDS)
    )
    return [Opened(row, {field: next(values) for field in FIELDS}) for row in rows]
