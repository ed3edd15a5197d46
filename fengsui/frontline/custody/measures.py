from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter
from fengsui.ground.org.models import FACILITY_KINDS

_PRODUCT = _("Default of the product.")

MORNING_HOUR = Parameter(
    "custody.morning_hour", _("Hour of the morning roll-call"), time(7), basis=_PRODUCT, kinds=FACILITY_KINDS
)
EVENING_HOUR = Parameter(
    "custody.evening_hour", _("Hour of the evening roll-call"), time(18), basis=_PRODUCT, kinds=FACILITY_KINDS
)
OPENS = Parameter(
    "custody.opens", _("A roll-call may begin this long before its hour"), 30,
    unit=_("minutes"), basis=_PRODUCT, low=0, high=180, kinds=FACILITY_KINDS,
)  # fmt: skip
GRACE = Parameter(
    "custody.grace", _("All sections are counted this long after the hour"), 20,
    unit=_("minutes"), basis=_PRODUCT, low=0, high=240, kinds=FACILITY_KINDS,
)  # fmt: skip
CONFIRM_GRACE = Parameter(
    "custody.confirm_grace", _("The leader on duty confirms this long after that"), 10,
    unit=_("minutes"), basis=_PRODUCT, low=0, high=240, kinds=FACILITY_KINDS,
)  # fmt: skip
REMEASURE_MINUTES = Parameter(
    "custody.remeasure_minutes", _("A fever is measured again within"), 30,
    unit=_("minutes"), basis=_PRODUCT, low=5, high=240, kinds=FACILITY_KINDS,
)  # fmt: skip
CLUSTER_SIZE = Parameter(
    "custody.cluster_size", _("So many persons with a fever in one section are a cluster"), 3, unit=_("persons"), basis=_PRODUCT,
    low=2, high=50, kinds=FACILITY_KINDS,
)  # fmt: skip
CLUSTER_HOURS = Parameter(
    "custody.cluster_hours",
    _("A cluster falls within"),
    24,
    unit=_("hours"),
    basis=_PRODUCT,
    low=1,
    high=168,
    kinds=FACILITY_KINDS,
)
DUTY_DAYS = Parameter(
    "custody.duty_days", _("A shift of officers stays inside for at most"), 14, unit=_("days"),
    basis=_("Two weeks were usual in 2020; places differed (14 or 15 days)."), low=1, high=60, kinds=FACILITY_KINDS,
)  # fmt: skip
DUTY_SHARE = Parameter(
    "custody.duty_share", _("At least this share of the officers is on duty inside"), 0.25,
    basis=_("A quarter; three teams take turns."), low=0.0, high=1.0, kinds=FACILITY_KINDS,
)  # fmt: skip
STANDBY_DAYS = Parameter(
    "custody.standby_days",
    _("The standby must last for more than"),
    3,
    unit=_("days"),
    basis=_PRODUCT,
    low=0,
    high=30,
    kinds=FACILITY_KINDS,
)
TRANSFER_HOURS = Parameter(
    "custody.transfer_hours",
    _("Who is transferred arrives within"),
    6,
    unit=_("hours"),
    basis=_PRODUCT,
    low=1,
    high=48,
    kinds=FACILITY_KINDS,
)
TRANSFER_GRACE = Parameter(
    "custody.transfer_grace", _("Who was transferred and has not arrived after so long is an alarm"), 24,
    unit=_("hours"), basis=_PRODUCT, low=1, high=48, kinds=FACILITY_KINDS,
)  # fmt: skip
KEPT_DAYS = Parameter(
    "custody.kept_days", _("Names in movements and fevers are kept for"), 180, unit=_("days"),
    basis=_("Default of the product; the custody file itself is kept elsewhere by law."), low=14, high=3650, kinds=FACILITY_KINDS, whole=True,
)  # fmt: skip
CLOSED = Parameter(
    "custody.closed",
    _("Closed management is in force"),
    default=False,
    basis=_("Ordered by the administration."),
    kinds=FACILITY_KINDS,
)
