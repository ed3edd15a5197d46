"""Who gets the response; read by journeys/test_matrix.py."""

from datetime import date

from fengsui.cast import EVENING

SEES = "bao li officer leader keeper bureau superior"
RECORDS = "bao li"
PREPARES = "bao li superior"
ROUTES = {
    "response:index": SEES,
    "response:emergency": SEES,
    "response:group": SEES,
    "response:sets": SEES,
    "response:decided": SEES,
    "response:set": (SEES, RECORDS),
    "response:new_set": (PREPARES, PREPARES),
    "response:retire_set": (None, RECORDS),
    "response:switch": (PREPARES, PREPARES),
    "response:revert": ("bao", "bao"),
}
ROUTES |= dict.fromkeys(
    [
        f"response:{name}"
        for name in (
            "new",
            "edit",
            "step",
            "correct_step",
            "found",
            "part",
            "member",
            "leave",
            "withdraw",
            "correct_group",
            "correct_part",
            "end_part",
        )
    ],
    (RECORDS, RECORDS),
)
ROUTES |= {"response:level": ("bao li bureau", "bao li bureau"), "response:correct_level": (RECORDS, RECORDS)}
SENT = {
    "response:new": {"name": "x", "kind": "natural", "begun": "2020-02-01"},
    "response:edit": {"name": "x", "kind": "natural", "begun": "2020-02-01"},
    "response:step": {"stage": "adjusted"},
    "response:correct_step": {"stage": "activated"},
    "response:level": {"tier": "league", "issuer": "x", "grade": "3", "at": "2020-02-03T18:00"},
    "response:correct_level": {"tier": "league", "issuer": "x", "grade": "3", "at": "2020-02-03T18:00"},
    "response:found": {"name": "x", "since": "2020-02-01"},
    "response:part": {"kind": "working", "name": "x", "since": "2020-02-01"},
    "response:leave": {"until": "2020-02-02"},
    "response:withdraw": {"reason": "x"},
    "response:correct_group": {"name": "x", "since": "2020-02-01", "reason": "x"},
    "response:correct_part": {"kind": "office", "name": "x", "since": "2020-02-01", "reason": "x"},
    "response:end_part": {"until": "2020-02-02"},
}


def arguments(people, units):
    from fengsui.ground.response import actions
    from fengsui.ground.response.actions import Line
    from fengsui.ground.response.queries.switching import Wanted, dry_run

    bao, department = people["bao"], units["department"]
    emergency = actions.open_emergency(department, name="x", kind="natural", begun=date(2020, 1, 23), by=bao)
    step = actions.take_step(emergency, "activated", by=bao)
    level = actions.record_level(emergency, tier="province", issuer="x", grade=1, at=EVENING, by=bao)
    group = actions.found_group(emergency, name="x", since=date(2020, 1, 25), by=bao)
    part = actions.add_part(group, "office", name="x", since=date(2020, 1, 25), by=bao)
    member = actions.join(group, "head", since=date(2020, 1, 25), unit=department, office="leader", by=bao)
    prepared = actions.write_set(department, "x", [Line("reports.cutoff", "18:40")], by=bao)
    wanted = Wanted(prepared)
    made = actions.switch(emergency, wanted, unit=department, basis="x", seen=dry_run(wanted).token, by=bao)
    one = {"pk": emergency.pk}
    found = {f"response:{name}": one for name in ("emergency", "edit", "step", "level", "found", "switch")}
    found |= {
        f"response:{name}": {"pk": group.pk, "row": member.pk}
        for name in ("group", "part", "member", "leave", "withdraw", "correct_group")
    }
    found |= {f"response:{name}": {"pk": group.pk, "row": part.pk} for name in ("correct_part", "end_part")}
    found |= {f"response:{name}": {"pk": made.pk} for name in ("decided", "revert")}
    found |= {f"response:{name}": {"series": prepared.series} for name in ("set", "retire_set")}
    found |= {"response:correct_step": one | {"row": step.pk}, "response:correct_level": one | {"row": level.pk}}
    return found
