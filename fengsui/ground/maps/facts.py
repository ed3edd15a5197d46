from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

REPLACED = Fact(
    "maps.replaced", _("The map was replaced: {areas} areas; map review number {review_number}; source: {source}"),
    {"areas": Level.INTERNAL, "review_number": Level.PUBLIC, "source": Level.PUBLIC},
    words=lambda data: {"review_number": data.get("review_number") or _("none")},
)  # fmt: skip
WENT_BACK = Fact(
    "maps.went_back", _("An earlier map is in force again: {source}"), {"source": Level.PUBLIC},
    words=lambda data: {"source": data.get("source") or _("the built-in map")},
)  # fmt: skip
