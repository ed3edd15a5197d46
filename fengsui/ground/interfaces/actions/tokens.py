from __future__ import annotations

import ipaddress
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces.models import Secret, Token, TokenState
from fengsui.ground.interfaces.queries import LONGEST, USUAL, digest, scopes
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.scope import Actor

_PREFIX = "fs_"
_SHOWN = 9  # characters that recognise a secret: too few to guess it, enough to tell two apart
_MOST_HOURS = 168


@action
def propose(
    unit: Unit,
    person: Person,
    name: str,
    keys: Iterable[str],
    *,
    by: Actor,
    days: int = USUAL,
    networks: Iterable[str] = (),
) -> Token:
    """Set up a token of a unit. It has no secret yet: only the person who answers for it can draw one, and sees it.

    So nobody gets hold of another person's rights by setting up a token. Refused if the person lacks at this unit
    what a scope lets through.
    """
    scope.require(by, "interfaces.manage", unit)
    wanted, checked = sorted(set(keys)), _networks(networks)
    _check(unit, name, wanted, days)
    _check_person(unit, person, wanted)
    moment = clock.wall()
    token = Token.objects.create(
        unit=unit, person=person, name=name.strip(), scopes=wanted, networks=checked, proposed_at=moment,
        proposed_by_id=by.pk, expires_at=moment + timedelta(days=days),
    )  # fmt: skip
    journal.write(
        "interfaces.proposed", by=by.pk, unit=unit.pk, about=token.about, token=token.name, scopes=wanted,
        until=token.expires_at.isoformat(), person=str(person.pk),
    )  # fmt: skip
    return token


def _check(unit: Unit, name: str, wanted: list[str], days: int) -> None:
    if not name.strip():
        raise Refused(
            "interfaces.name", _("Give it a name by which it is recognised: the system that uses it."), field="name"
        )
    if unit.is_closed(clock.today()):
        raise Refused(
            "interfaces.closed",
            _("%(unit)s is closed; choose the unit that follows it.") % {"unit": unit},
            field="unit",
        )
    if not wanted or set(wanted) - scopes().keys():
        raise Refused("interfaces.scopes", _("Choose at least one thing that the token may do."), field="scopes")
    if not 1 <= days <= LONGEST:
        raise Refused(
            "interfaces.days", _("A token holds between 1 and %(most)d days.") % {"most": LONGEST}, field="days"
        )


def _check_person(unit: Unit, person: Person, wanted: list[str]) -> None:
    held = [one for one in scope.holdings(person) if one.unit_id == unit.pk]
    for key in wanted:
        rule = scope.verbs()[scopes()[key].verb]
        if not any(one in held for one in scope.carrying(person, rule)):
            raise Refused(
                "interfaces.lacking",
                _("Who answers for the token lacks there what it should do (%(scope)s). Choose somebody who has it.")
                % {"scope": scopes()[key].name},
                field="person",
            )


def _networks(given: Iterable[str]) -> list[str]:
    found = []
    for text in filter(None, (text.strip() for text in given)):
        try:
            found.append(str(ipaddress.ip_network(text, strict=False)))
        except ValueError as error:
            raise Refused(
                "interfaces.network",
                _("“%(text)s” is not a network; write it like 10.8.0.0/16 or 10.8.3.7.") % {"text": text[:60]},
                field="networks",
            ) from error
    return found


@action
def draw(token: Token, *, by: Person, keep_hours: int = 0) -> str:
    """Draw a (new) secret and return it: the only time it is ever seen. The old one holds for some hours more."""
    scope.require(by, "interfaces.answer")
    token = Token.objects.select_for_update().get(pk=token.pk)
    if token.person_id != by.pk:
        raise Refused("interfaces.not_yours", _("Only the person who answers for a token can draw its secret."))
    if token.state in {TokenState.REVOKED, TokenState.EXPIRED}:
        raise Refused("interfaces.over", _("This token is over; set up a new one."))
    if not 0 <= keep_hours <= _MOST_HOURS:
        raise Refused(
            "interfaces.hours",
            _("The old secret can hold up to %(most)d hours more.") % {"most": _MOST_HOURS},
            field="keep_hours",
        )
    _check_person(token.unit, by, token.scopes)
    moment = clock.wall()
    until = moment + timedelta(hours=keep_hours)
    token.secrets.filter(valid_until__isnull=True).update(valid_until=until)
    token.secrets.filter(valid_until__gt=until).update(valid_until=until)
    said = _PREFIX + secrets.token_urlsafe(32)
    Secret.objects.create(token=token, digest=digest(said), prefix=said[:_SHOWN], drawn_at=moment)
    journal.write(
        "interfaces.drawn",
        by=by.pk,
        unit=token.unit_id,
        about=token.about,
        token=token.name,
        old_until=until.isoformat(),
    )
    return said


@action
def revoke(token: Token, *, by: Person, reason: str = "") -> Token:
    """End a token at once, for ever. Who answers for it can, and whoever looks after the unit's interfaces."""
    if token.person_id == by.pk:
        scope.require(by, "interfaces.answer")
    else:
        scope.require(by, "interfaces.revoke", token.unit)
    token = Token.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at:
        raise Refused("interfaces.over", _("This token is revoked already."))
    token.revoked_at, token.revoked_by = clock.wall(), by
    token.save(update_fields=["revoked_at", "revoked_by"])
    journal.write(
        "interfaces.revoked",
        by=by.pk,
        unit=token.unit_id,
        about=token.about,
        token=token.name,
        reason=reason.strip()[:200],
    )
    return token
