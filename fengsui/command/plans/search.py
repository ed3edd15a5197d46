from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.plans.models import Plan
from fengsui.ground.org import scope
from fengsui.ground.org.places import Finder, Hit

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def plans(person: Person, text: str, limit: int) -> list[Hit]:
    """Work plans by their title, the newest first."""
    if not scope.may(person, "plans.view"):
        return []
    rows = Plan.objects.visible_to(person).filter(title__icontains=text).select_related("unit").order_by("-pk")
    return [Hit(row.title, reverse("plans:plan", args=[row.pk]), row.unit.label) for row in rows[:limit]]


PLANS = Finder("plans.plans", _("Work plans"), "clipboard-check", plans, order=39)
