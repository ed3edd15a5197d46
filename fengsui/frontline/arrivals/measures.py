from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.rights import HERE
from fengsui.ground.measures.declare import Parameter

_PRODUCT = _("Default of the product.")

OBSERVATION_DAYS = Parameter(
    "arrivals.observation_days", _("Who arrived is observed for"), 14, unit=_("days"),
    basis=_("Usual in 2020: 14 days from the arrival or the last contact, which is day 0; places counted differently."),
    low=1, high=60, kinds=HERE,
)  # fmt: skip
MORNING_HOUR = Parameter(
    "arrivals.morning_hour",
    _("Hour of the morning temperature of observed persons"),
    time(8),
    basis=_PRODUCT,
    kinds=HERE,
)
EVENING_HOUR = Parameter(
    "arrivals.evening_hour",
    _("Hour of the evening temperature of observed persons"),
    time(17),
    basis=_PRODUCT,
    kinds=HERE,
)
SLOT_MINUTES = Parameter(
    "arrivals.slot_minutes", _("All observed persons are measured this long after the hour"), 180, unit=_("minutes"),
    basis=_PRODUCT, low=15, high=420, kinds=HERE,
)  # fmt: skip
CHECK_HOURS = Parameter(
    "arrivals.check_hours",
    _("A filing is checked within"),
    24,
    unit=_("hours"),
    basis=_PRODUCT,
    low=1,
    high=168,
    kinds=HERE,
)
REMEASURE_MINUTES = Parameter(
    "arrivals.remeasure_minutes", _("A fever of an observed person is measured again within"), 30, unit=_("minutes"),
    basis=_PRODUCT, low=5, high=240, kinds=HERE,
)  # fmt: skip
CONCLUDE_HOURS = Parameter(
    "arrivals.conclude_hours", _("A fever of an observed person is cleared or sent to a fever clinic within"), 2,
    unit=_("hours"), basis=_PRODUCT, low=1, high=24, kinds=HERE,
)  # fmt: skip
ASK_IDENTITY = Parameter(
    "arrivals.ask_identity", _("Returnees give their identity number"), default=False,
    basis=_("Least data: asked only where the prevention orders of the place demand it."), kinds=HERE,
)  # fmt: skip
KEPT_DAYS = Parameter(
    "arrivals.kept_days", _("Names in arrivals are kept after the last step for"), 30, unit=_("days"),
    basis=_("No longer than the purpose needs (personal information law, art. 19); all of them end with the response."),
    low=1, high=365, kinds=HERE, whole=True,
)  # fmt: skip
WITHDRAWN_DAYS = Parameter(
    "arrivals.withdrawn_days", _("Names in what was withdrawn before anybody checked it are kept for"), 1, unit=_("days"),
    basis=_("There is no purpose left (personal information law, art. 47); a day in which the withdrawal can be taken back."),
    low=0, high=30, kinds=HERE, whole=True,
)  # fmt: skip
DOOR_DAYS = Parameter(
    "arrivals.door_days",
    _("A link or poster is valid for"),
    30,
    unit=_("days"),
    basis=_PRODUCT,
    low=1,
    high=180,
    kinds=HERE,
)
DOOR_RATE = Parameter(
    "arrivals.door_rate", _("Forms that one network address may send in ten minutes"), 30, unit=_("forms"),
    basis=_("Default of the product: a whole building may share one address."), low=1, high=10_000, kinds=HERE,
)  # fmt: skip
LINK_RATE = Parameter(
    "arrivals.link_rate", _("Forms that one link takes in ten minutes"), 300, unit=_("forms"), basis=_PRODUCT,
    low=1, high=100_000, kinds=HERE,
)  # fmt: skip
