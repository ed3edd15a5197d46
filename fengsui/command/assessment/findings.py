"""What is wrong on a day: failed checks, thresholds, changes; each with its rule and its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.ground.checks import queries as checks
from fengsui.ground.checks.declare import Failure, Severity
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.models import Pack
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.org.queries import Node

THRESHOLD = "assessment.threshold"
CHANGE = "assessment.change"
_RULES: dict[str, tuple[str | Promise, Severity]] = {
    THRESHOLD: (_("A number beyond its threshold"), Severity.WARNING),
    CHANGE: (_("A rise against yesterday"), Severity.NOTE),
}
SMALLEST_RISE = 3  # one case more than one is not a trend


@dataclass(frozen=True)
class Finding:
    """One thing that somebody should look at."""

    failure: Failure
    unit: Unit
    rule: str | Promise
    severity: Severity

    def say(self) -> str:
        """The finding in a sentence, in the language in force."""
        return self.failure.text

    text = property(say)

    @property
    def url(self) -> str:
        return self.failure.url

    @property
    def line(self) -> str:
        """The finding as one line of the brief."""
        return _("[%(severity)s] %(unit)s: %(text)s") % {
            "severity": self.word,
            "unit": self.unit.label,
            "text": self.text,
        }

    @property
    def tone(self) -> str:
        return {Severity.ALARM: "bad", Severity.WARNING: "due", Severity.NOTE: "busy"}[self.severity]

    @property
    def word(self) -> str:
        return str(WORDS[self.severity])


WORDS = {Severity.ALARM: _("alarm"), Severity.WARNING: _("warning"), Severity.NOTE: _("note")}


def findings(day: date, nodes: list[Node], known: datetime | None = None) -> list[Finding]:
    """All findings at the nodes' units on a day, gravest first; a constant number of queries per check."""
    inside = {node.unit_id for node in nodes}
    failures = [*checks.failures(day, known), *_numbers(day, nodes)]
    units = Unit.objects.in_bulk({failure.unit_id for failure in failures} & inside)
    found = [_finding(failure, units[failure.unit_id]) for failure in failures if failure.unit_id in units]
    return sorted(
        found, key=lambda finding: (-finding.severity, finding.failure.check, finding.unit.code, finding.failure.key)
    )


def _finding(failure: Failure, unit: Unit) -> Finding:
    if failure.check in _RULES:
        name, severity = _RULES[failure.check]
    else:
        check = checks.checks()[failure.check]
        name, severity = check.name, check.severity
    return Finding(failure, unit, name, severity)


def _numbers(day: date, nodes: list[Node]) -> list[Failure]:
    """Thresholds and rises of every unit's own numbers: one query for both days."""
    positions = indicators.slots()
    vectors = {
        (pack.unit_id, pack.day): indicators.unpack(
            pack.confirmed if pack.confirmed_at else pack.computed, len(positions)
        )
        for pack in Pack.objects.filter(day__in=[day, day - timedelta(days=1)])
    }
    failures = []
    nothing = np.full(len(positions), np.nan)
    for node in nodes:
        today = vectors.get((node.unit_id, day))
        if today is None:
            continue
        before = vectors.get((node.unit_id, day - timedelta(days=1)), nothing)
        for indicator in indicators.of_kind(node.kind):
            place = positions.get(indicator.code)
            if place is not None and indicator.has(node.unit_id, day) and not np.isnan(today[place]):
                failures += _judge(day, node, indicator, float(today[place]), float(before[place]))
    return failures


def _judge(day: date, node: Node, indicator: Indicator, value: float, before: float) -> list[Failure]:
    url = reverse(indicator.rows, args=[node.code, day.isoformat(), indicator.code]) if indicator.rows else ""
    params = {"name": indicator.name, "value": value, "low": indicator.low, "high": indicator.high, "before": before}
    failures = []
    if indicator.high is not None and value > indicator.high:
        failures.append((THRESHOLD, _("{name}: {value:g}, above the threshold of {high:g}."), value - indicator.high))
    if indicator.low is not None and value < indicator.low:
        failures.append((THRESHOLD, _("{name}: {value:g}, below the threshold of {low:g}."), value - indicator.low))
    rise = value - before  # NaN without a yesterday: no comparison holds
    if indicator.rises is not None and rise >= SMALLEST_RISE and rise > indicator.rises * before:
        failures.append((CHANGE, _("{name}: {value:g} after {before:g} yesterday."), rise))
    return [
        Failure(rule, node.unit_id, day, sentence, params, amount=amount, url=url, subject=indicator.code)
        for rule, sentence, amount in failures
    ]
