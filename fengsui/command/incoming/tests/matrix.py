"""This room's part of the matrix: a paper of the department that was given to the prison, with a file; one only registered."""

from fengsui.cast import at

WORKING = "bao li officer leader keeper bureau superior"
SEEN = "bao li officer leader"
OURS = "bao li"

ROUTES = {
    "incoming:index": WORKING,
    "incoming:new": (WORKING, WORKING),
    "incoming:paper": SEEN,
    "incoming:slip": SEEN,
    "incoming:act": (None, OURS),
    "incoming:attach": (None, OURS),
    "incoming:file": SEEN,
    "incoming:detach": (None, OURS),
}
SENT = {
    "incoming:new": {"sender": "测试部", "title": "test", "kind": "speech", "received_at": "2020-02-03T17:00"},
    "incoming:act": {"do": "concluded", "concluded-note": "test"},
}


def arguments(people, units):
    from fengsui.command.incoming import actions
    from fengsui.command.incoming.actions import Entry
    from fengsui.command.incoming.models import Scan
    from fengsui.command.incoming.tests.conftest import PDF

    entry = Entry("测试部", "test", at("17:00"))
    paper = actions.register(units["department"], entry, by=people["li"], files=[("a.pdf", PDF)])
    actions.instruct(paper, "test", to=units["prison"], by=people["bao"])
    made = {"pk": paper.pk, "scan": Scan.objects.get(paper=paper).pk}
    return dict.fromkeys(ROUTES, made)
