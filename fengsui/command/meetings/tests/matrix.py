"""This room's part of the matrix: the department's morning meeting with a record, an evening one, a handover."""

from datetime import timedelta

from fengsui.cast import DAY, EVENING, at

WORKING = "bao li officer leader keeper bureau superior"
RUNNING = "bao li leader bureau superior"
TOP = "bao li"
ABOVE = "bao li superior"

ROUTES = {
    "meetings:index": WORKING,
    "meetings:all": WORKING,
    "meetings:new": (RUNNING, RUNNING),
    "meetings:enter": (RUNNING, RUNNING),
    "meetings:rooms": (WORKING, TOP),
    "meetings:handovers": WORKING,
    "meetings:handover": TOP,
    "meetings:hand": (None, TOP),
    "meetings:meeting": TOP,
    "meetings:act": (None, TOP),
    "meetings:attend": (None, TOP),
    "meetings:agenda": (None, TOP),
    "meetings:typed": TOP,
    "meetings:decide": (None, TOP),
    "meetings:decision": (None, TOP),
    "meetings:roll": ABOVE,
    "meetings:record": (TOP, TOP),
    "meetings:pdf": TOP,
} | dict.fromkeys(("api:meetings", "api:meeting"), "token")
SENT = {
    "meetings:new": {"kind": "special", "title": "test", "starts_at": "2020-02-03T20:00"},
    "meetings:enter": {"kind": "special", "title": "test", "day": "2020-02-01"},
    "meetings:rooms": {"unit": "department", "kind": "", "place": "test", "link": "", "server": "own"},
    "meetings:hand": {"do": "sign", "side": "out"},
    "meetings:act": {"do": "cancel", "cancel-reason": "test"},
    "meetings:attend": {"who": "seat:commander", "state": "present"},
    "meetings:agenda": {"do": "line", "text": "test"},
    "meetings:decide": {"line": "test"},
    "meetings:decision": {"do": "back"},
    "meetings:record": {"text": "test"},
}


def arguments(people, units):
    from fengsui.command.meetings import actions
    from fengsui.command.meetings.models import Handover, Kind, Meeting
    from fengsui.ground.org.models import Seat

    def meeting(unit, kind, day, hour):
        return Meeting.objects.create(unit=units[unit], kind=kind, day=day, starts_at=at(hour, day))

    held = meeting("department", Kind.MORNING, DAY, "18:30")
    actions.open_meeting(held, by=people["bao"])
    actions.close(held, by=people["bao"])
    planned = meeting("department", Kind.MORNING, DAY + timedelta(days=1), "09:30")
    made = actions.decide(planned, "test", by=people["bao"])
    evening = meeting("prisons", Kind.EVENING, DAY, "19:00")
    hand = Handover.objects.create(
        unit=units["department"], seat=Seat.objects.get(unit=units["department"], kind="commander"), at=EVENING,
        until=EVENING + timedelta(hours=12), outgoing=people["bao"], incoming=people["li"],
    )  # fmt: skip
    one, kept = {"pk": planned.pk}, {"pk": held.pk}
    names = ("meeting", "act", "attend", "agenda", "typed", "decide")
    return {
        **{f"meetings:{name}": one for name in names}, "meetings:decision": {**one, "decision": made.pk},
        "meetings:record": kept, "meetings:pdf": kept, "meetings:roll": {"pk": evening.pk}, "meetings:handover": {"pk": hand.pk},
        "meetings:hand": {"pk": hand.pk}, "api:meeting": {"meeting": planned.pk},
    }  # fmt: skip
