"""This room's part of the matrix: a plan of the department for the prison, issued; one approved, one drafted."""

from fengsui.cast import at

WORKING = "bao li officer leader keeper bureau superior"
DRAFTERS = "bao li officer leader keeper bureau superior"
SEEN = "bao li superior officer leader"

ROUTES = {
    "plans:index": WORKING,
    "plans:new": (DRAFTERS, DRAFTERS),
    "plans:plan": SEEN,
    "plans:begin": (None, "bao li"),
    "plans:version": SEEN,
    "plans:edit": ("bao li", "bao li"),
    "plans:compare": SEEN,
    "plans:act": (None, "bao"),
    "plans:issue": ("bao li", "bao li"),
    "plans:carry": ("bao li", "bao li"),
}
SENT = {
    "plans:new": {"title": "x"},
    "plans:begin": {"reason": "test"},
    "plans:edit": {"revision": "2", "preamble": "x", "do": "save"},
    "plans:act": {"do": "approve", "revision": "2"},
    "plans:issue": {"series": "notice"},
}


def arguments(people, units):
    from fengsui.command.plans import actions
    from fengsui.command.plans.content import Content, Entry, Part
    from fengsui.ground.documents import actions as documents

    documents.arrange_series(units["department"], "notice", title="x", letters="测方发", by=people["bao"])

    def plan(upto):
        row = actions.begin(units["department"], "x", by=people["bao"])
        said = Content((Part("x", "", (Entry("x", unit=units["prison"], due_at=at("20:00")),)),))
        row = actions.rewrite(row, said, revision=row.revision, by=people["bao"])
        if upto > 0:
            row = actions.approve(row, revision=row.revision, by=people["bao"])
        if upto > 1:
            row = actions.issue(row, series_code="notice", by=people["bao"])
        return {"pk": row.plan_id, "number": 1}

    drafted, approved, issued = (plan(upto) for upto in range(3))
    one = {"pk": issued["pk"]}
    return {
        "plans:plan": one, "plans:begin": one, "plans:version": issued, "plans:compare": issued, "plans:edit": drafted,
        "plans:act": drafted, "plans:issue": approved, "plans:carry": issued,
    }  # fmt: skip
