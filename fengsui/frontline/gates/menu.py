from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

GATES = Item(Place.FRONTLINE, _("Gates"), "gates:index", "hand-stop", verb="gates.view", order=30)
# Alerts and traces
ALERTS = Item(Place.FRONTLINE, _("Alerts of gates"), "gates:alerts", "temperature", verb="gates.view", order=31)
TRACES = Item(Place.FRONTLINE, _("Traces"), "gates:traces", "search", verb="gates.trace", order=32)
