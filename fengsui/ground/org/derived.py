from __future__ import annotations

from django.db.models import Q

from fengsui.ground.org.declare import Derived
from fengsui.ground.org.models import Change

WITHDRAWN = Derived(Change, unit="other", only=Q(withdrawn_at__isnull=False))
