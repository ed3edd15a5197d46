from __future__ import annotations

from django.db.models import Q

from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.declare import Derived

OWED = Derived(Obligation, only=Q(met_at__isnull=True))
