"""The list of kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.incidents.actions import saying
from fengsui.command.incidents.models import Kind, Listed
from fengsui.command.incidents.queries.kinds import label, labels
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.scope import Actor


@action
def add_kind(name: str, name_en: str = "", *, by: Actor) -> Listed:
    """Add a kind to the list."""
    scope.require(by, "incidents.kinds")
    said = saying.words(name, _("Give the kind a name."), "name", 40)
    english = saying.bounded(name_en, "name_en", 60)
    if said in {*labels().values(), *Listed.objects.values_list("name", flat=True)}:
        raise Refused("incidents.kind_twice", _("There is a kind of this name already."), field="name")
    row = Listed.objects.create(code=f"own-{uuid7().hex[-12:]}", name=said, name_en=english)
    journal.write("incidents.kind_added", by=by.pk, unit=None, about=f"incidents.kind:{row.code}", name=said)
    return row


@action
def take_off(code: str, *, by: Actor) -> None:
    """Take a kind off the list: it cannot be chosen any more; what was reported under it stays."""
    scope.require(by, "incidents.kinds")
    if code not in labels() or code == Kind.OTHER:
        raise Refused("incidents.kind", _("Choose the kind from the list."))
    _turn(code, by, off=True)


@action
def put_back(code: str, *, by: Actor) -> None:
    """Put a kind on the list again."""
    scope.require(by, "incidents.kinds")
    _turn(code, by, off=False)


def _turn(code: str, by: Actor, *, off: bool) -> None:
    row = Listed.objects.filter(code=code).first()
    if row is None and off:
        row = Listed.objects.create(code=code, name=str(Kind(code).label))
    if row is None or bool(row.off_at) == off:
        deeds.told()  # it stands so already
        return
    Listed.objects.filter(pk=row.pk).update(off_at=clock.now() if off else None)
    kind = "incidents.kind_off" if off else "incidents.kind_on"
    journal.write(kind, by=by.pk, unit=None, about=f"incidents.kind:{code}", name=label(code))
