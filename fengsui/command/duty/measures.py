from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

_OWN = _("Default of the product; each unit’s own rule of duty goes before it.")
# 国办发明电〔2019〕16号, and the Spring Festival of 2020 lengthened to 2 February (国办发明电〔2020〕1号).
_HOLIDAYS = "2020-01-01 2020-01-24/2020-02-02 2020-04-04/2020-04-06 2020-05-01/2020-05-05 2020-06-25/2020-06-27 2020-10-01/2020-10-08"
_WORKED = "2020-01-19 2020-04-26 2020-05-09 2020-06-28 2020-09-27 2020-10-10"

REST_HOURS = Parameter(
    "duty.rest_hours", _("Rest between two shifts of a person"), 12, unit=_("hours"), basis=_OWN, low=0, high=96
)
WEEK_HOURS = Parameter(
    "duty.week_hours", _("Most hours on duty in seven days, for rosters worked out (0: no limit)"), 0, unit=_("hours"),
    basis=_OWN, low=0, high=168,
)  # fmt: skip
FILL_MINUTES = Parameter(
    "duty.fill_minutes", _("A gap that opens during a shift is filled within"), 30, unit=_("minutes"), basis=_OWN, low=0, high=720,
)  # fmt: skip
GAP_HOURS = Parameter(
    "duty.gap_hours", _("A gap is owed so long before it begins"), 24, unit=_("hours"), basis=_OWN, low=1, high=168,
)  # fmt: skip
HOLIDAYS = Parameter(
    "duty.holidays", _("Public holidays, for the account of duty"), _HOLIDAYS,
    basis=_("State Council office, 国办发明电〔2019〕16号 and 〔2020〕1号: days, and from/to, between blanks."), whole=True,
)  # fmt: skip
WORKED = Parameter(
    "duty.worked_days", _("Saturdays and Sundays that are worked"), _WORKED, basis=_("State Council office, 国办发明电〔2019〕16号."), whole=True,
)  # fmt: skip
