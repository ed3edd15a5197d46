from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_TO = {"to": Level.INTERNAL}
_DUE = {"due": Level.INTERNAL}

GIVEN = Fact("tasks.given", _("{unit} gave a task to {to}, due {due}."), {**_TO, **_DUE}, units=("to",))
BEGUN = Fact("tasks.begun", _("{unit} began the task."))
REPORTED = Fact("tasks.reported", _("{unit} reported how far the task is."))
DONE = Fact("tasks.done", _("{unit} finished the task."), {"late": Level.INTERNAL})
CLOSED = Fact("tasks.closed", _("{unit} reviewed the result and closed the task."))
RETURNED = Fact("tasks.returned", _("{unit} gave the task back to {to}, due {due}."), {**_TO, **_DUE}, units=("to",))
REOPENED = Fact("tasks.reopened", _("{unit} opened the task again, due {due}."), _DUE)
WITHDRAWN = Fact("tasks.withdrawn", _("{unit} withdrew the task."))
MOVED = Fact(
    "tasks.moved", _("{unit} moved the hour of the task from {before} to {due}."), {**_DUE, "before": Level.INTERNAL}
)
HANDED = Fact("tasks.handed", _("{unit} handed the task over; responsible: {to}."), _TO, units=("to",))
PASSED = Fact("tasks.passed", _("{unit} is closed; the task passed to {to}."), _TO, units=("to",))
UNDONE = Fact("tasks.undone", _("{unit} took the last step back."))
HELPED = Fact("tasks.helped", _("{unit} changed which units help; they are now {n}."), {"n": Level.INTERNAL})
_FILE = {"file": Level.INTERNAL, "sha256": Level.INTERNAL}
ATTACHED = Fact("tasks.attached", _("{unit} attached a file ({file}) to the result; SHA-256: {sha256:.16}"), _FILE)
DETACHED = Fact("tasks.detached", _("{unit} took a file ({file}) off the result; SHA-256: {sha256:.16}"), _FILE)
ISSUED = Fact(
    "tasks.issued", _("{unit} issued the task sheet {number}; tasks on it: {tasks}."),
    {"number": Level.INTERNAL, "tasks": Level.INTERNAL},
)  # fmt: skip
