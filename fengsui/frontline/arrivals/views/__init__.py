from __future__ import annotations

from fengsui.frontline.arrivals.views.doors import close, doors, poster
from fengsui.frontline.arrivals.views.entering import correct, new
from fengsui.frontline.arrivals.views.listing import index, listed, rows
from fengsui.frontline.arrivals.views.observing import certificate, fever, release, reopen, temperatures
from fengsui.frontline.arrivals.views.publicity import explained, notice, notices, take_down, unexplain
from fengsui.frontline.arrivals.views.showing import act, filing, unmask

__all__ = [
    "act", "certificate", "close", "correct", "doors", "explained", "fever", "filing", "index", "listed", "new", "notice",
    "notices", "poster", "release",
    "reopen", "rows", "take_down", "temperatures", "unexplain", "unmask",
]  # fmt: skip
