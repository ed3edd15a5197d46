"""The alarm that cannot wait: at once to the duty chief, who owes an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fengsui.command.assessment.queries.command import answering
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.messages import actions as messages
from fengsui.ground.messages.actions import Letter
from fengsui.ground.obligations import actions as obligations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fengsui.command.assessment.models import Finding


def alarm(findings: Sequence[Finding]) -> None:
    """Tell whoever commands these findings' units, now, whatever the hour; each of them is owed an answer from now on."""
    if not findings:
        return
    over = answering({finding.unit_id for finding in findings})
    letters = [
        Letter(person, _key(finding), finding.unit, _link(finding), {"text": finding.text})
        for finding in findings
        for person in over[finding.unit_id].persons
    ]
    messages.post("assessment.alarm", letters)
    for finding in findings:
        journal.write("assessment.alarm", by=None, unit=finding.unit_id, about=finding.about, check=finding.rule)
    obligations.replan("assessment.alarm")


def _link(finding: Finding) -> str:
    return reverse("assessment:finding", args=[finding.pk])


def _key(finding: Finding) -> str:
    """A finding that comes again is told again."""
    return f"assessment.alarm:{finding.pk}:{clock.now().isoformat()}"
