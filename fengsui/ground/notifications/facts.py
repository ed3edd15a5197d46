from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level
from fengsui.ground.notifications.models import Outcome

_TEMPLATE = {"template": Level.INTERNAL, "version": Level.INTERNAL}
_BATCH = {"template": Level.INTERNAL, "numbers": Level.INTERNAL, "persons": Level.INTERNAL}

WRITTEN = Fact("notifications.written", _("{unit} wrote the template “{template}”, version {version}"), _TEMPLATE)
RETIRED = Fact("notifications.retired", _("{unit} retired the template “{template}”"), {"template": Level.INTERNAL})
MERGED = Fact(
    "notifications.merged", _("{unit} made notifications “{template}”, {numbers}, for {persons} persons"), _BATCH
)
PRINTED = Fact(
    "notifications.printed", _("{unit} printed notifications {numbers}: {persons} persons"),
    {"numbers": Level.INTERNAL, "persons": Level.INTERNAL},
)  # fmt: skip
SERVED = Fact(
    "notifications.served", _("{unit} entered for notifications {numbers}: {outcome}"),
    {"numbers": Level.INTERNAL, "outcome": Level.INTERNAL, "served_at": Level.INTERNAL, "because": Level.INTERNAL},
    words=lambda data: {"outcome": Outcome(data["outcome"]).label},
)  # fmt: skip
VOIDED = Fact(
    "notifications.voided", _("{unit} declared notifications {numbers} void: {because}"),
    {"numbers": Level.INTERNAL, "because": Level.INTERNAL},
)  # fmt: skip
