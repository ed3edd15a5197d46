from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.ground.org import scope
from fengsui.ground.org.places import Finder, Hit
from fengsui.ground.response.models import Account, Group, SwitchSet

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def _find(person: Person, text: str, limit: int) -> list[Hit]:
    """Emergencies, leading groups and switch sets by their name."""
    if not scope.may(person, "response.view"):
        return []
    hits = [
        Hit(row.name, reverse("response:emergency", args=[row.emergency_id]), str(row.get_kind_display()))
        for row in Account.objects.as_known().filter(name__icontains=text)[:limit]
    ]
    hits += [
        Hit(row.name, reverse("response:group", args=[row.key]))
        for row in Group.objects.as_known().filter(name__icontains=text)[:limit]
    ]
    hits += [
        Hit(row.name, reverse("response:set", args=[row.series]), row.note)
        for row in SwitchSet.objects.as_known().filter(name__icontains=text)[:limit]
    ]
    return hits[:limit]


RESPONSE = Finder("response.all", _("Emergency response"), "urgent", _find, order=35)
