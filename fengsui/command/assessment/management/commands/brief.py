"""fengsui brief: the daily brief as PDF, signed or visibly a draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from fengsui.command.assessment import queries
from fengsui.command.assessment.bulletin import draft_pdf, signed_pdf
from fengsui.command.assessment.models import ISSUING_KINDS
from fengsui.ground.org.models import Unit
from fengsui.ground.org.queries import line_of

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "write a day's brief as PDF: --day 2020-02-03 --pdf FILE [--unit CODE] [--language zh|en]"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--day", required=True, help="as 2020-02-03")
        parser.add_argument("--pdf", required=True, help="the file to write")
        parser.add_argument("--unit", default="", help="whose brief (its code); the department's if not given")
        parser.add_argument("--language", default="zh", choices=["zh", "en"])

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            day = date.fromisoformat(options["day"])
        except ValueError as error:
            raise CommandError(f"“{options['day']}” is not a day; write it as 2020-02-03.") from error
        unit = _unit(options["unit"])
        language = "en" if options["language"] == "en" else "zh-hans"
        signature = queries.signature(queries.brief(unit, line_of(unit), day))
        body = signed_pdf(signature, language) if signature else draft_pdf(unit, line_of(unit), day, language)
        try:
            Path(options["pdf"]).write_bytes(body)
        except OSError as error:
            raise CommandError(f"{options['pdf']} cannot be written: {error.strerror}.") from error
        state = f"signed, {signature.document.number_label}" if signature else "a draft, not signed"
        self.stdout.write(f"{options['pdf']}: {unit.name}, {day}, {state}.")


def _unit(code: str) -> Unit:
    units = Unit.objects.filter(kind__in=ISSUING_KINDS)
    unit = units.filter(code=code).first() if code else units.filter(kind="department").first()
    if unit is None:
        raise CommandError(f"there is no unit “{code}” that issues a brief." if code else "there is no department yet.")
    return unit
