from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.assessment.findings import in_language
from fengsui.command.assessment.measures import ANSWER_MINUTES, BRIEF_DUE
from fengsui.command.assessment.models import Finding, issuing_units
from fengsui.command.assessment.queries.command import answering
from fengsui.command.assessment.queries.ledger import turns, untaken
from fengsui.command.reports.measures import CUTOFF
from fengsui.ground.checks import queries as checks
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations.declare import Expected, Owing
from fengsui.ground.org.queries import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fengsui.ground.obligations.models import Obligation


def _expected(since: datetime, until: datetime) -> Iterator[Expected]:
    """One brief per issuing unit and day, from the cut-off on."""
    units = list(issuing_units())
    for day in clock.days(clock.local(since).date(), clock.local(until).date()):
        due, cutoff = measures.readings(BRIEF_DUE, CUTOFF, at=clock.last_moment(day))
        for unit in units:
            opens, by = clock.on(day, cutoff.of(unit)), clock.on(day, due.of(unit))
            if opens < until and by >= since:
                yield Expected(unit.pk, f"org.unit:{unit.pk}", day.isoformat(), opens, max(opens, by))


def _link(obligation: Obligation) -> str:
    unit = obligation.unit
    return reverse("assessment:brief", args=[line_of(unit), unit.code, obligation.period])


BRIEF = Owing(
    "assessment.brief",
    gettext_lazy("Daily brief: sign"),
    verb="assessment.sign",
    expected=_expected,
    link=_link,
    icon="signature",
    lapses=timedelta(days=2),
)


def _alarms(since: datetime, until: datetime) -> Iterator[Expected]:
    """An answer to every alarm that cannot wait and that nobody has taken in hand."""
    urgent = [key for key, check in checks.checks().items() if check.urgent]
    found = list(untaken(urgent).filter(found_at__lt=until))
    over, periods = answering({finding.unit_id for finding in found}), turns(found)
    reading = measures.reading(ANSWER_MINUTES, at=until)
    for finding in found:
        due = finding.found_at + timedelta(minutes=reading.of(finding.unit))
        if due >= since:
            yield Expected(over[finding.unit_id].unit_id, finding.about, periods[finding.pk], finding.found_at, due)


def _finding_link(obligation: Obligation) -> str:
    return reverse("assessment:finding", args=[obligation.subject.partition(":")[2]])


def _said(obligations: Sequence[Obligation]) -> dict[int, str]:
    """What each alarm says."""
    keys = {row.pk: row.subject.partition(":")[2] for row in obligations}
    found = {str(one.pk): one for one in Finding.objects.filter(pk__in=keys.values()).select_related("unit")}
    return {
        pk: _("Alarm at %(unit)s: %(text)s") % {"unit": found[key].unit.label, "text": in_language(found[key].text)}
        for pk, key in keys.items()
        if key in found
    }


ALARM = Owing(
    "assessment.alarm", gettext_lazy("Answer an alarm"), verb="assessment.answer", expected=_alarms, link=_finding_link,
    icon="alert-triangle", remind_minutes=5, escalate_verb="assessment.hear", urgent=True, titles=_said,
)  # fmt: skip
