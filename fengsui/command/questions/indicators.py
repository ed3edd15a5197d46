from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.command.questions.queries.counting import compute_many
from fengsui.ground.indicators.declare import Source

STANDING = Source("questions", _("Standing questions"), compute_many, rows="questions:rows")
