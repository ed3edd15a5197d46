from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fengsui.site import doctor, say


class Command(BaseCommand):
    help = "look whether everything is well: machine, database, clock, worker, journal"
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        ill = 0
        for name, well, seen in doctor.examine():
            ill += not well
            say.line(f"{'ok' if well else '!!'} {name:<11} {seen}")
        if ill:
            raise CommandError(f"{ill} thing{'s' if ill > 1 else ''} to look after, marked !!.")
