from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from fengsui.site import databases, home, say, scenario

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "load a drill, put it back to its beginning, or list what there is: load NAME | reset | list"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["load", "reset", "list"])
        parser.add_argument("name", nargs="?", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["what"] == "list":
            self._list()
            return
        if options["what"] == "load" and not options["name"]:
            raise CommandError(f"say which: {', '.join(scenario.names())}.")
        with say.step(f"Drill {options['name']}".strip()) as part:
            held = scenario.load(options["name"], part) if options["what"] == "load" else scenario.reset(part)
        say.line(f"{held.title}: the drill stands at its opening hour.")

    def _list(self) -> None:
        name = home.database_name()
        present = scenario.loaded() if databases.exists(name) and databases.kind(name) == databases.DRILL else ""
        for each in scenario.names():
            say.line(f"{'*' if each == present else ' '} {each}  {scenario.find(each).title}")
