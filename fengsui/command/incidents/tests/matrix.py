"""This room's part of the matrix: an incident of the prison, one noted there, a bulletin, a call at the department's telephone."""

WORKING = "bao li officer leader keeper bureau superior"
SEEN = "bao li superior officer leader"
ABOVE = "bao li superior"
TOP = "bao li"

ROUTES = {
    "incidents:index": WORKING,
    "incidents:new": (WORKING, WORKING),
    "incidents:note": (WORKING, WORKING),
    "incidents:night": WORKING,
    "incidents:calls": (WORKING, WORKING),
    "incidents:call": TOP,
    "incidents:call_act": (None, TOP),
    "incidents:kinds": ("bao", "bao"),
    "incidents:sheet": SEEN,
    "incidents:incident": SEEN,
    "incidents:first": ("officer leader", "officer leader"),
    "incidents:correct": ("officer leader", "officer leader"),
    "incidents:act": (None, "officer leader"),
    "incidents:fever": (None, "officer leader"),
    "incidents:outside": (None, "officer leader"),
    "incidents:task": (None, "bao li superior leader"),
    "incidents:persons": (None, "bao li superior leader"),
    "incidents:undo": (None, "officer"),
} | dict.fromkeys(("api:incidents", "api:incident", "api:report_incident", "api:follow_incident"), "token")
_SAID = {"kind": "fire", "text": "test", "learned": "2020-02-03T18:00"}
SENT = {
    "incidents:new": _SAID,
    "incidents:note": _SAID | {"unit": "prison"},
    "incidents:calls": {"text": "test"},
    "incidents:call_act": {"do": "note"},
    "incidents:kinds": {"do": "add", "name": "测试类别"},
    "incidents:first": _SAID,
    "incidents:correct": _SAID | {"reason": "test"},
    "incidents:act": {"do": "withdrawn", "withdrawn-reason": "test"},
    "incidents:fever": {"step": "cdc", "fever-cdc-at": "2020-02-03T18:20"},
    "incidents:outside": {"outside-channel": "direct", "outside-at": "2020-02-03T18:20"},
    "incidents:task": {"task-text": "test", "task-to": "prison", "task-due": "2020-02-03T20:00"},
    "incidents:persons": {"persons-reason": "test"},
}


def arguments(people, units):
    from fengsui.cast import at
    from fengsui.command.incidents import actions
    from fengsui.command.incidents.actions import Said
    from fengsui.command.incidents.actions.calling import Heard

    def said(kind):
        return Said(kind, "test", learned_at=at("18:00"), about_persons="test")

    reported = actions.report(units["prison"], said("fever"), by=people["officer"]).incident
    noted = actions.note(units["prison"], said("death"), by=people["li"]).incident
    followed = actions.report(units["prison"], said("escape"), by=people["officer"]).incident
    actions.follow(followed, "test", by=people["officer"])
    sheet = actions.issue(reported, by=people["officer"])
    call = actions.ring(units["department"], Heard("test"), by=people["li"])
    one = {"pk": reported.pk}
    return {
        **{f"incidents:{name}": one for name in ("incident", "correct", "act", "fever", "outside", "task", "persons")},
        "incidents:first": {"pk": noted.pk}, "incidents:undo": {"pk": followed.pk}, "incidents:sheet": {"pk": sheet.pk},
        "incidents:call": {"pk": call.pk}, "incidents:call_act": {"pk": call.pk},
        **{f"api:{name}": {"incident": reported.pk} for name in ("incident", "follow_incident")},
    }  # fmt: skip
