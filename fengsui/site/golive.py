"""The day it is needed: an empty live installation from a units file, beside the drill and without touching it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from fengsui.house import Refused
from fengsui.site import databases, home, units

if TYPE_CHECKING:
    from pathlib import Path

    from fengsui.ground.org.actions import UnitRow
    from fengsui.ground.org.models import Unit

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread on paper


def found(file: Path, admin: str, leader: str) -> dict[str, str]:
    """Make the live database, its units and its first two persons; make it the one in use. Return their passwords.

    The administrator (system and security) gets in; the leader of the root holds every right that can be passed on,
    because nobody can give what they lack. The database appears under its name only when it is complete.
    """
    if not admin.strip() or not leader.strip():
        raise Refused("golive.admin", "Say who administers it and who leads it: --admin NAME --leader NAME.")
    if admin.strip() == leader.strip():
        raise Refused("golive.two", "The administrator and the leader are two persons.")
    live = _name()
    rows = units.read(file)
    with databases.alone():
        passwords = _make(live, rows, admin.strip(), leader.strip())
    home.choose_database(live)
    return passwords


def _make(live: str, rows: list[UnitRow], admin: str, leader: str) -> dict[str, str]:
    fresh = f"{live}_new"
    databases.drop(fresh)
    databases.create(fresh)
    try:
        with databases.using(fresh):
            passwords = _fill(rows, admin, leader)
    except BaseException:
        databases.drop(fresh)
        raise
    databases.rename(fresh, live)
    return passwords


def _name() -> str:
    """Return the name of the live database to be; refuse if there is one."""
    present = home.database_name()
    if databases.exists(present) and databases.kind(present) == databases.LIVE:
        raise Refused("golive.exists", f"“{present}” is live already; there is one live database in a home.")
    live = f"{present}_live"
    if databases.exists(live):
        raise Refused("golive.exists", f"There is a live database “{live}” already; it is not touched.")
    return live


def _fill(rows: list[UnitRow], admin: str, leader: str) -> dict[str, str]:
    from django.db import transaction

    from fengsui.ground.clock import actions as clock
    from fengsui.ground.clock import queries
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.models import Office
    from fengsui.ground.org.scope import SYSTEM
    from fengsui.site.scenario import migrate

    migrate()
    passwords = {admin: _password(), leader: _password()}
    offices = {admin: (Office.SYSTEM, Office.SECURITY), leader: (Office.LEADER,)}
    with transaction.atomic():
        clock.found_live()
        org.arrange(rows, since=queries.today(), by=SYSTEM)
        root = _root()
        for name, password in passwords.items():
            person = org.register([name], unit=root, capacity="officer", by=SYSTEM)[0]
            org.open_account(person, name, password, by=SYSTEM)
            for office in offices[name]:
                org.appoint(person, root, office, by=SYSTEM)
    return passwords


def _root() -> Unit:
    from fengsui.ground.org.models import Line, Unit

    roots = Unit.objects.filter(ties__superior__isnull=True, ties__line=Line.TERRITORY)
    if len(roots) != 1:
        why = f"{len(roots)} units of the file are roots of the territory (superior “-”); there must be one."
        raise Refused("golive.root", why)
    return roots[0]


def _password() -> str:
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
