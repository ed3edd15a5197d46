from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from fengsui.site import golive, home, machine, say

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "make an empty live installation beside the drill: --units FILE --admin NAME --leader NAME"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--units", type=Path, required=True, help="CSV: code, kind, name … and a column per line")
        parser.add_argument("--admin", required=True, help="name and log-in name of the first administrator")
        parser.add_argument("--leader", required=True, help="name and log-in name of the leader of the root unit")

    def handle(self, *_args: Any, **options: Any) -> None:
        passwords = golive.found(options["units"], options["admin"], options["leader"])
        say.line(f"“{home.database_name()}” is live and empty; it is the database in use from the next start.")
        for name, password in passwords.items():
            say.line(f"Log-in: {name}\nPassword, shown once: {password}")
        say.line("Change them after the first sign-in.")
        if machine.is_running():
            say.line("bin/run still shows the drill: stop it and start it again.")
