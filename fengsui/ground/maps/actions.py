"""Replacing the map, and going back. Import as `from fengsui.ground.maps import actions as maps`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.maps import reading
from fengsui.ground.maps.models import Map
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.scope import Actor

_LOCK = 7_330  # advisory lock: two administrators at once


@action
def replace_map(content: bytes, *, source: str, by: Actor, review_number: str = "", licence: str = "") -> Map:
    """Put a map from a GeoJSON file in force. The one before it is kept."""
    scope.require(by, "maps.change")
    if not source.strip():
        raise Refused("maps.source", _("Say where the map comes from: who published it, and when."), field="source")
    body = reading.read(content)
    row = _put(body, source.strip()[:200], review_number.strip()[:60], licence.strip()[:100], by)
    journal.write(
        "maps.replaced", by=by.pk, unit=None, about=f"maps.map:{row.pk}", areas=len(body["areas"]),
        review_number=row.review_number, source=row.source,
    )  # fmt: skip
    return row


@action
def go_back(to: Map | None, *, by: Actor) -> Map | None:
    """Put an earlier map in force again; None: the built-in one. Refused if it is in force already."""
    scope.require(by, "maps.change")
    if to is None:
        if not _replace():
            raise Refused("maps.same", _("The built-in map is in force already."))
        journal.write("maps.went_back", by=by.pk, unit=None, about="maps.map:built-in", source="")
        return None
    if Map.objects.as_known().filter(pk=to.pk).exists():
        raise Refused("maps.same", _("This map is in force already."))
    row = _put(to.body, to.source, to.review_number, to.licence, by)
    journal.write("maps.went_back", by=by.pk, unit=None, about=f"maps.map:{row.pk}", source=row.source)
    return row


def _put(body: dict[str, Any], source: str, review_number: str, licence: str, by: Actor) -> Map:
    _replace()
    now = clock.now()
    return Map.objects.create(
        at=now, known_at=now, body=body, source=source, review_number=review_number, licence=licence,
        by=by if isinstance(by, Person) else None,
    )  # fmt: skip


def _replace() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
    return Map.objects.as_known().update(replaced_at=clock.now())
