from __future__ import annotations

from django.db.models import Q

from fengsui.ground.indicators.models import Pack
from fengsui.ground.org.declare import Derived

COMPUTED = Derived(Pack, only=Q(confirmed_at__isnull=True))
