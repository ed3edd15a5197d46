from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from fengsui.ground.clock import actions as clock
from fengsui.ground.journal import actions as journal
from fengsui.site import say


class Command(BaseCommand):
    help = "do by hand what the worker does every minute: settle what became due, seal the journal"
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        rooms, entries = clock.tick(), journal.seal()
        say.line(f"{rooms} rooms settled, {entries} entries sealed.")
