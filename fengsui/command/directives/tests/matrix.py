"""This room's part of the matrix: a directive of the department to the prison, one that waits to be issued, one drafted."""

WORKING = "bao li officer leader keeper bureau superior"
DRAFTERS = "bao li bureau superior"
SEEN = "bao li superior officer leader"

ROUTES = {
    "directives:index": WORKING,
    "directives:new": (DRAFTERS, DRAFTERS),
    "directives:directive": SEEN,
    "directives:edit": ("bao li", "bao li"),
    "directives:check": (None, "bao li"),
    "directives:approve": (None, "bao"),
    "directives:back": (None, "bao li"),
    "directives:issue": (None, "bao li"),
    "directives:deadline": (None, "bao"),
    "directives:withdraw": (None, "bao"),
    "directives:pdf": SEEN,
    "directives:file": SEEN,
    "directives:mine": SEEN,
    "directives:delivery": (SEEN, "officer leader"),
    "directives:tree": SEEN,
    "directives:remind": (None, "bao li superior"),
}
SENT = {
    "directives:new": {
        "title": "x", "text": "x", "kind": "notice", "lines": ["territory"], "stepwise": "0", "acknowledge_by": "2020-02-03T20:00",
    },
    "directives:edit": {
        "title": "y", "text": "x", "kind": "notice", "lines": ["territory"], "stepwise": "0", "acknowledge_by": "2020-02-03T20:00",
        "revision": "1",
    },
    "directives:approve": {"revision": "1"},
    "directives:back": {"reason": "test"},
    "directives:deadline": {"acknowledge_by": "2020-02-03T21:00", "reason": "test"},
    "directives:withdraw": {"reason": "test"},
    "directives:delivery": {"do": "acknowledge"},
}  # fmt: skip


def arguments(people, units):
    from fengsui.cast import at
    from fengsui.command.directives import actions
    from fengsui.command.directives.actions import Wanted
    from fengsui.ground.documents import actions as documents

    steps = ("check", "approve", "issue")

    def draft(upto):
        wanted = Wanted("关于每日排查的通知", "每日排查。", at("20:00"), chosen=[units["prison"]], series="directives")
        row = actions.draft(units["department"], wanted, by=people["bao"])
        if upto == len(steps):
            documents.attach(row.document, b"%PDF-1.7\n%%EOF\n", "x.pdf", by=people["bao"])
        for step in steps[:upto]:
            more = {"revision": 1} if step == "approve" else {}
            getattr(actions, step)(row, by=people["bao"], **more)
        return row

    documents.arrange_series(units["department"], "directives", title="x", letters="测部发", by=people["bao"])
    drafted, checked, approved, issued = (draft(upto) for upto in range(4))
    file = issued.document.attachments.get()
    made = {name: {"pk": issued.pk, "code": "prison", "line": "prison", "file": file.pk} for name in ROUTES}
    return made | {
        "directives:edit": {"pk": drafted.pk}, "directives:check": {"pk": drafted.pk},
        "directives:back": {"pk": drafted.pk},
        "directives:approve": {"pk": checked.pk}, "directives:issue": {"pk": approved.pk},
    }  # fmt: skip
