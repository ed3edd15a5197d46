"""Who gets the pages of this room, and who may post to them: read by journeys/test_matrix.py."""

HELD = "bao li officer leader keeper bureau superior auditor security"
WORKING = "bao li officer leader keeper bureau superior"

ROUTES = {
    "runs:index": HELD,
    "runs:run": "bao",
    "runs:file": "bao",
    "runs:cancel": (None, "bao"),
    "runs:again": (None, "bao"),
    "runs:export": (None, WORKING),
}
SENT = {"runs:export": {"form": "csv", "query": "{}"}}


def arguments(people, units):
    """Two pieces of the commander's work: one that has ended with a file, one that waits."""
    from fengsui.ground.runs import actions
    from fengsui.ground.runs.queries import tables

    table = tables()["reports.standings"]
    done = actions.export(table, {}, "csv", by=people["bao"], now=True)
    actions.perform(done.pk)
    waiting = actions.export(table, {}, "csv", by=people["bao"], now=True)
    return {
        "runs:run": {"pk": done.pk}, "runs:file": {"pk": done.pk}, "runs:again": {"pk": done.pk},
        "runs:cancel": {"pk": waiting.pk}, "runs:export": {"key": "reports.standings"},
    }  # fmt: skip
