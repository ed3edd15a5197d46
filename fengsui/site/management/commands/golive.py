from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from fengsui.site import golive, home, machine, say

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "make an empty live installation beside the drill: --units FILE --admin NAME"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--units", type=Path, required=True, help="CSV: code, kind, name … and a column per line")
        parser.add_argument("--admin", required=True, help="name and log-in name of the first administrator")

    def handle(self, *_args: Any, **options: Any) -> None:
        password = golive.found(options["units"], options["admin"])
        say.line(f"“{home.database_name()}” is live and empty; it is the database in use from the next start.")
        say.line(f"Log-in: {options['admin'].strip()}\nPassword, shown once: {password}")
        say.line("Change it after the first sign-in.")
        if machine.is_running():
            say.line("bin/run still shows the drill: stop it and start it again.")
