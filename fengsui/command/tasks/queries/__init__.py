"""Reading tasks. Import as `from fengsui.command.tasks import queries as tasks`."""

from fengsui.command.tasks.queries.checking import Answer, answers, statement
from fengsui.command.tasks.queries.listing import Shown, about, given, mine, paged, shown, standing, wanted
from fengsui.command.tasks.queries.pages import Group, columns, files, groups, helpers, may_read, now, sheets, steps
from fengsui.command.tasks.queries.whom import alike, called, doers, givers, meant, near, reach

__all__ = [
    "Answer", "Group", "Shown", "about", "alike", "answers", "called", "columns", "doers", "files", "given", "givers", "groups", "helpers",
    "may_read", "meant", "mine", "near", "now", "paged", "reach", "sheets", "shown", "standing", "statement", "steps", "wanted",
]  # fmt: skip
