"""Persons in custody: found by number or entered once, and shown in full only for a reason."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.custody.actions.steps import needed
from fengsui.frontline.custody.models import Held, Movement, MovementKind
from fengsui.frontline.custody.queries.places import table
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.vault import actions as seals
from fengsui.ground.vault import queries as vault
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@dataclass(frozen=True)
class Opened:
    name: str
    number: str


def kind_of(model: type[Held]) -> str:
    """`prisoner` or `detainee`: the word of the table, of the look-up and of the foreign keys."""
    return model.__name__.lower()


def tidy_number(number: str) -> str:
    """A number as it is compared: half-width, capital letters, no spaces."""
    tidy = unicodedata.normalize("NFKC", number).replace(" ", "").upper()
    if not tidy or len(tidy) > 30 or not tidy.replace("-", "").isalnum():
        raise Refused(
            "custody.bad_number", _("Enter the number in digits and letters, as on the file."), field="number"
        )
    return tidy


def identify(
    facility: Unit, section: Unit, *, number: str, name: str, synthetic: bool = False, arriving: bool = False
) -> Held:
    """The person with this number at the facility; if there is none, a new one, which takes a name.

    arriving: a person transferred out elsewhere is taken over with the same number. A number whose person has another
    name is refused: it was mistyped. Locks the person's row.
    """
    model, tidy = table(facility), tidy_number(number)
    found = model._default_manager.select_for_update().filter(pk__in=vault.find(kind_of(model), tidy))  # noqa: SLF001
    here = [person for person in found if person.facility_id == facility.pk]
    person = next(iter(here or ([each for each in found if _left(each)] if arriving else [])), None)
    if person is None:
        return _enter(model, facility, section, number=tidy, name=name.strip(), synthetic=synthetic)
    if name.strip() and vault.open_all([(person.pk, "name", person.name_sealed)]) != [name.strip()]:
        raise Refused(
            "custody.other_name", _("This number belongs to a person with another name; check it."), field="number"
        )
    return person


def _left(person: Held) -> bool:
    """Whether the last movement took the person out of the other facility."""
    last = Movement.objects.as_known().filter(**{kind_of(type(person)): person}).order_by("-at", "-known_at").first()
    return last is not None and last.kind == MovementKind.TRANSFER_OUT


def _enter(model: type[Held], facility: Unit, section: Unit, *, number: str, name: str, synthetic: bool) -> Held:
    if not name:
        raise Refused(
            "custody.unknown_number",
            _("Nobody here has this number yet. Check it, or add the name to enter the person."),
            field="number",
        )
    if len(name) > 60:
        raise Refused("custody.long_name", _("A name has at most 60 characters."), field="name")
    pen = seals.new()
    person = model._default_manager.create(  # noqa: SLF001
        id=pen.subject, name_sealed=pen.seal("name", name), number_sealed=pen.seal("number", number),
        facility=facility, section=section, synthetic=synthetic,
    )  # fmt: skip
    seals.index(pen.subject, **{kind_of(model): number})
    return person


@action
def unmask(person: Held, *, reason: str, by: Actor) -> Opened:
    """Show a person's name and number in full. The look is journalled with its reason."""
    scope.require(by, "custody.unmask", person.facility)
    because = needed(reason, _("Say why you need to see the name."))
    model = kind_of(type(person))
    journal.write(
        "custody.unmasked", by=by.pk, unit=person.facility_id, about=f"custody.{model}:{person.pk}",
        person=str(person.pk), reason=because,
    )  # fmt: skip
    name, number = vault.open_all(
        [(person.pk, "name", person.name_sealed), (person.pk, "number", person.number_sealed)]
    )
    return Opened(name, number)
