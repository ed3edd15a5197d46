"""Who gets the pages of notifications: a template and a batch of the department."""

_TOP = "bao li"
_WORKING = "bao li officer leader keeper bureau superior"
_WRITING = "bao li leader bureau superior"

ROUTES = {
    "notifications:index": _WORKING,
    "notifications:waiting": _WORKING,
    "notifications:templates": _WORKING,
    "notifications:new": (_WRITING, _WRITING),
    "notifications:template": _TOP,
    "notifications:write": (_TOP, _TOP),
    "notifications:retire": (None, _TOP),
    "notifications:merge": (_TOP, _TOP),
    "notifications:batch": _TOP,
    "notifications:pdf": (None, _TOP),
    "notifications:serve": (None, _TOP),
    "notifications:void": (None, _TOP),
}
SENT = {
    "notifications:new": {"title": "x", "text": "{姓名}"},
    "notifications:write": {"title": "y", "text": "{姓名}"},
    "notifications:merge": {"day": "2020-02-03", "persons": "合成乙", "do": "make"},
    "notifications:serve": {"outcome": "signed", "at": "2020-02-03T18:00", "numbers": "1"},
    "notifications:void": {"reason": "test"},
}


def arguments(people, units):
    from fengsui.ground.notifications import actions as notifications

    wording = notifications.write(units["department"], "告知书", "{姓名}：请配合。", by=people["bao"])
    batch = notifications.merge(wording, "合成甲", by=people["li"])
    template, paper = {"pk": wording.template_id}, {"pk": batch.pk}
    return {
        name: template if name.rpartition(":")[2] in {"template", "write", "retire", "merge"} else paper
        for name in ROUTES
    }
