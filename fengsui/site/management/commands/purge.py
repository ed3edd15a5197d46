from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention import actions, queries
from fengsui.site import say

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "destroy the personal data whose time is over: --dry-run shows what, --reason TEXT does it"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--reason", default="", help="why; it is kept in the record of destruction")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["dry_run"]:
            for keep, held, due in queries.outlook():
                say.line(f"{keep.model._meta.label:<32} {held:>8} held {due:>8} due")  # noqa: SLF001 - Django's way to name a model
            return
        if not options["reason"].strip():
            raise CommandError("say why: --reason TEXT, or look first with --dry-run; it cannot be undone.")
        persons = actions.run_purge(reason=options["reason"], by=SYSTEM)
        say.line(f"{persons} persons destroyed.")
        if persons:
            say.line("Make a backup now: the key file of the last one still opens them until it is replaced.")
