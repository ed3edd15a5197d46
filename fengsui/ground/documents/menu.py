from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

DOCUMENTS = Item(Place.COMMAND, _("Documents"), "documents:index", "file-text", verb="documents.view", order=60)
