"""Who gets the pages of official documents: a draft of the department, with a file. Bulletins: journeys/test_matrix.py."""

_TOP = "bao li"
_WORKING = "bao li officer leader keeper bureau superior"

ROUTES = {
    "documents:new": _WORKING,
    "documents:register": _WORKING,
    "documents:series": ("bao li leader bureau superior", "bao li leader bureau superior"),
    "documents:rewrite": (_TOP, _TOP),
    "documents:mend": (None, _TOP),
    "documents:check": (None, _TOP),
    "documents:send_back": (None, _TOP),
    "documents:drop": (None, _TOP),
    "documents:attach": (None, _TOP),
    "documents:attachment": _TOP,
    "documents:detach": (None, _TOP),
    "documents:verify": "bao li officer leader keeper bureau superior auditor security uyunna zhao",
}
SENT = {
    "documents:rewrite": {"revision": "0", "title": "x", "kind": "notice", "series": "documents"},
    "documents:mend": {"revision": "0"},
    "documents:send_back": {"reason": "test"},
    "documents:series": {"title": "x", "letters": "甲"},
}
PUBLIC = {"documents:verify"}


def arguments(people, units):
    from fengsui.ground.documents import actions as documents

    unit = units["department"]
    documents.arrange_series(unit, "documents", title="发文", letters="测司文", by=people["bao"])
    notice = {"title": "关于测试的通知", "text": "请办理。", "to": ["各盟市司法局"]}
    verb = {"about": "", "by": people["bao"], "verb": "documents.issue"}
    issued = documents.issue_official(unit, "notice", notice, series_code="documents", **verb)
    made = documents.compose(unit, "notice", notice, series_code="documents", by=people["li"])
    file = documents.attach(made, b"text", "a.txt", by=people["li"])
    own = [name for name in ROUTES if name not in {"documents:new", "documents:register", "documents:series"}]
    given = {"pk": made.pk, "file": file.pk, "token": issued.original.token}
    return dict.fromkeys(own, given)
