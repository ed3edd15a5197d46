from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from fengsui.ground.clock import actions, queries
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.site import say

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "show or move a drill's clock: status | --at 2020-02-03T18:30 | --rate 0|1|60 | --pause | --resume"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", choices=["status"], default="status")
        parser.add_argument("--at", help="set the time (local), forward or back")
        speed = parser.add_mutually_exclusive_group()
        speed.add_argument(
            "--rate", type=int, choices=[0, 1, 60], help="0 stands still, 1 is real time, 60 an hour a minute"
        )
        speed.add_argument("--pause", dest="rate", action="store_const", const=0)
        speed.add_argument("--resume", dest="rate", action="store_const", const=1)

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["at"] or options["rate"] is not None:
            org.move_clock(by=SYSTEM, at=_moment(options["at"]), rate=options["rate"])
            actions.tick()
            queries.forget()
        _show()


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}” is not a time; write it as 2020-02-03T18:30.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=queries.LOCAL)


def _show() -> None:
    state = queries.state()
    here = queries.local(queries.now()).strftime("%Y-%m-%d %H:%M:%S")
    if not state.is_drill:
        say.line(f"This is a live installation; its clock is the machine's: {here}.")
        return
    pace = {0: "stands still", 1: "runs in real time", 60: "runs an hour a minute"}[state.rate]
    settled = queries.local(state.settled_until)
    say.line(f"Drill {state.scenario}: {here}, the clock {pace}; settled until {settled:%Y-%m-%d %H:%M}.")
