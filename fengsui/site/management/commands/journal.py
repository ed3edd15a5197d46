from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from fengsui.ground.journal import queries
from fengsui.site import say

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "check the journal's chain, entry by entry: verify"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify"])

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = 0
        for sentence in queries.verify():
            found += 1
            say.line(sentence)
        counts = queries.counts()
        if found:
            raise CommandError(f"the journal was changed: {found} findings in {counts['sealed']} sealed entries.")
        waiting = counts["entries"] - counts["sealed"]
        say.line(
            f"The journal is whole: {counts['sealed']} entries in {counts['seals']} seals, {waiting} not sealed yet."
        )
