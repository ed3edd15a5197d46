"""fengsui cases: bring in the case counts of the notices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from fengsui.ground.cases import actions
from fengsui.ground.org.scope import SYSTEM

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "bring in daily case counts: import FILE (CSV or workbook: date, code, name, confirmed, …)"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("do", choices=["import"])
        parser.add_argument("file")

    def handle(self, *_args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        batch = actions.bring(content, name=path.name, by=SYSTEM)
        self.stdout.write(
            f"{batch.new} rows new, {batch.changed} changed, {batch.same} the same, {len(batch.rejected)} rejected."
        )
        for line, why in batch.rejected:
            self.stdout.write(f"  line {line}: {why}")
