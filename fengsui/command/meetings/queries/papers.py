"""What was passed on and issued since yesterday's evening meeting: the papers of which one speaks at 19:00."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.directives.models import Delivery, Stage
from fengsui.command.directives.models import Step as DirectiveStep
from fengsui.command.incoming.models import Step as PaperStep
from fengsui.command.meetings.queries.parts import MAKERS, SHOWN, Part, Row, Table, titles

if TYPE_CHECKING:
    from fengsui.command.directives.models import Directive


def papers(asked: Table) -> Part:
    """Directives that the unit issued or received, papers that came in."""
    rows = [*_issued(asked), *_received(asked), *_incoming(asked)]
    return Part(
        "papers", titles()["papers"], "file-text", rows[: 2 * SHOWN], max(len(rows) - 2 * SHOWN, 0), reverse("directives:index"),
        _("No paper since yesterday’s evening meeting."),
    )  # fmt: skip


def _issued(asked: Table) -> list[Row]:
    steps = DirectiveStep.objects.filter(
        directive__unit=asked.unit, stage=Stage.ISSUED, at__gte=asked.since, at__lte=asked.now
    )
    found = steps.select_related("directive__unit").order_by("-pk")[: SHOWN + 1]
    return [_row(step.directive, _("issued"), step.at) for step in found]


def _received(asked: Table) -> list[Row]:
    rows = Delivery.objects.filter(unit=asked.unit, at__gte=asked.since, at__lte=asked.now)
    found = rows.select_related("directive__unit").order_by("-pk")[: SHOWN + 1]
    return [_row(one.directive, _("received"), one.at) for one in found]


def _row(directive: Directive, word: str, at: object) -> Row:
    url = reverse("directives:directive", args=[directive.pk])
    return Row(directive.about, directive.title, directive.unit.label, url, "busy", word, at)  # type: ignore[arg-type]


def _incoming(asked: Table) -> list[Row]:
    rows = PaperStep.objects.as_known().filter(
        paper__unit=asked.unit, paper__received_at__gte=asked.since, paper__received_at__lte=asked.now
    )
    found = rows.exclude(stage="void").select_related("paper").order_by("-paper__received_at")[: SHOWN + 1]
    return [
        Row(
            step.paper.about, step.paper.title, step.paper.sender, reverse("incoming:paper", args=[step.paper_id]), "due",
            str(step.get_stage_display()), step.paper.received_at,
        )
        for step in found
    ]  # fmt: skip


MAKERS["papers"] = papers
