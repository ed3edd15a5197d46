from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from fengsui.site import backup, machine, say

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "restore a backup made by `backup`: FILE.dump [--replace]"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="put it in place of the present one, which is kept")

    def handle(self, *_args: Any, **options: Any) -> None:
        if machine.is_running():
            raise CommandError("bin/run is working with this home; stop it first.")
        name, findings = backup.restore(options["file"], replace=options["replace"])
        for finding in findings:
            say.line(f"journal: {finding}")
        say.line(
            f"“{name}” is restored and in use; the journal {'has findings, see above' if findings else 'is whole'}."
        )
