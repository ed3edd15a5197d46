from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "write the daily brief as a file: --day 2020-02-03 --pdf FILE"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--day", type=date.fromisoformat, required=True)
        parser.add_argument("--pdf", type=Path, required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        raise CommandError(f"the assessment room does not offer a brief of {options['day']} yet.")
