from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from fengsui.site import backup, say

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "write a backup into a folder: a dated file of the rows, and the one file of the keys"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        rows, keys = backup.save(options["folder"])
        say.line(f"{rows}  {rows.stat().st_size // 1024} KB")
        say.line(f"{keys}  replaced: without it no backup opens, with it every person not destroyed")
