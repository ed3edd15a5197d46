from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note

GIVEN = Note("tasks.given", _("{unit} gives you a task, due {due}: {text}"), icon="clipboard-list")
HELPS = Note("tasks.helps", _("{unit} names your unit to help with a task, due {due}: {text}"), icon="users")
RETURNED = Note("tasks.returned", _("{unit} gave a task back, due {due}: {text}"), icon="arrow-back-up")
WITHDRAWN = Note("tasks.withdrawn", _("{unit} withdrew a task: {text}"), icon="circle-minus")
SEVERAL = Note(
    "tasks.several",
    _("{unit} gave, moved, gave back or withdrew {n} of your tasks; the first: {text}"),
    icon="list-check",
)
MOVED = Note("tasks.moved", _("{unit} moved the hour of a task to {due}: {text}"), icon="clock")
