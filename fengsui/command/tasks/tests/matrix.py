"""This room's part of the matrix: a task that the department gave the prison, one from a check, and its sheet."""

from fengsui.cast import DAY, at

WORKING = "bao li officer leader keeper bureau superior"
GIVERS = "bao li leader bureau superior"
SEEN = "bao li superior officer leader"

ROUTES = {
    "tasks:index": WORKING,
    "tasks:given": WORKING,
    "tasks:board": WORKING,
    "tasks:all": WORKING,
    "tasks:new": (GIVERS, GIVERS),
    "tasks:change": (None, "bao li"),
    "tasks:task": SEEN,
    "tasks:act": (None, "officer leader"),
    "tasks:undo": (None, "bao"),
    "tasks:check": SEEN,
    "tasks:sheet": SEEN,
    "tasks:attach": (None, "officer leader"),
    "tasks:file": SEEN,
    "tasks:detach": (None, "officer leader"),
} | dict.fromkeys(("api:tasks", "api:task", "api:give_task", "api:report_task", "api:finish_task"), "token")
SENT = {
    "tasks:new": {"text": "test", "to": "prison", "due": "2020-02-03T20:00"},
    "tasks:change": {"all": "1", "deed": "withdrawn", "note": "test"},
    "tasks:act": {"do": "done", "done-note": "test"},
}


def arguments(people, units):
    from fengsui.command.tasks import actions
    from fengsui.command.tasks.models import File
    from fengsui.command.tasks.tests.test_files import PHOTO
    from fengsui.ground.checks.queries import Asked

    def give(text, **more):
        return actions.give(units["department"], text, to=units["prison"], due_at=at("20:00"), by=people["li"], **more)

    task, checked = give("test"), give("check", check=Asked("reports.silent", units["prison"].pk, "", DAY))
    actions.move(checked, at("21:00"), "test", by=people["bao"])
    sheet = actions.issue_sheet([task.pk], by=people["li"])
    shown = give("shown")
    actions.finish(shown, "test", files=[("a.jpg", PHOTO)], by=people["officer"])
    file = {"pk": shown.pk, "file": File.objects.get().pk}
    return {
        "tasks:task": {"pk": task.pk}, "tasks:act": {"pk": task.pk}, "tasks:check": {"pk": checked.pk},
        "tasks:undo": {"pk": checked.pk}, "tasks:sheet": {"pk": sheet.pk}, "tasks:attach": file, "tasks:file": file,
        "tasks:detach": file, **{key: {"task": task.pk} for key in ("api:task", "api:report_task", "api:finish_task")},
    }  # fmt: skip
