"""fengsui map: the map in force, by hand at the machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from fengsui.ground.maps import actions, queries
from fengsui.ground.org.scope import SYSTEM

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "show or replace the map: use FILE --source WHO [--review-number N] | built-in"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("do", nargs="?", default="show", choices=["show", "use", "built-in"])
        parser.add_argument("file", nargs="?", help="GeoJSON FeatureCollection (see docs/decisions/0013-maps.md)")
        parser.add_argument("--source", default="", help="who published it, and when")
        parser.add_argument("--review-number", default="", help="the map review number (审图号)")
        parser.add_argument("--licence", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["do"] == "use":
            self._use(options)
        elif options["do"] == "built-in":
            actions.go_back(None, by=SYSTEM)
        shown = queries.current()
        number = shown.review_number or "none, for internal use only"
        self.stdout.write(f"{len(shown.areas)} areas; source: {shown.source}; map review number: {number}.")

    def _use(self, options: dict[str, Any]) -> None:
        if not options["file"]:
            raise CommandError("name the GeoJSON file: fengsui map use FILE --source WHO.")
        try:
            content = Path(options["file"]).read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        actions.replace_map(
            content, source=options["source"], review_number=options["review_number"], licence=options["licence"],
            by=SYSTEM,
        )  # fmt: skip
