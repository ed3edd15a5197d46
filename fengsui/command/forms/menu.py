from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

FORMS = Item(Place.COMMAND, _("Superiors' forms"), "forms:index", "file-spreadsheet", verb="forms.view", order=60)
