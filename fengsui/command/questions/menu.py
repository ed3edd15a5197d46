from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

QUESTIONS = Item(Place.COMMAND, _("Questions"), "questions:index", "forms", verb="questions.view", order=30)
