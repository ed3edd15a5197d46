"""Who gets which page of org: the prison's, and a change of the justice office by the department's administrators.

`security` sees who is there and appoints what that office itself carries; nobody of the cast may arrange units.
"""

from __future__ import annotations

from fengsui.cast import DAY

PRISON = "bao li superior officer leader"
SEES_PEOPLE = "bao li superior leader security"
ROUTES = {
    "org:unit": f"{PRISON} auditor security",
    "org:people": (SEES_PEOPLE, "leader security"),
    "org:rights": SEES_PEOPLE,
    "org:seats": ("", ""),
    "org:change": ("", ""),
    "org:withdraw": (None, ""),
    "org:person": (f"{SEES_PEOPLE} officer", "leader"),
    "org:end_appointment": (None, "leader security"),
    "org:resume_appointment": (None, "leader security"),
}
SENT = {
    "org:people": {"name": "民警丙", "capacity": "officer"},
    "org:seats": {"do": "station", "name": "大门", "capacity": "1"},
    "org:change": {"do": "confirm", "since": "2020-02-03"},
    "org:person": {"do": "unmask", "reason": "test"},
}


def arguments(people, units):
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.models import Appointment
    from fengsui.ground.org.scope import SYSTEM

    planned = org.rename(units["office"], "又一个司法所", since=DAY, by=SYSTEM)
    ending = Appointment.objects.get(person=people["officer"])
    ended = org.appoint(people["leader"], units["prison"], "officer", by=SYSTEM)
    org.end_appointment(ended, by=SYSTEM)
    return {
        "org:change": {"kind": "close", "code": "ward-1"},
        "org:withdraw": {"pk": planned.pk},
        "org:person": {"pk": people["officer"].pk},
        "org:end_appointment": {"pk": ending.pk},
        "org:resume_appointment": {"pk": ended.pk},
    }
