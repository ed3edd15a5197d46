from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.forms.models import Form
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Expected, Owing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from fengsui.ground.obligations.models import Obligation

_OPENS = timedelta(hours=3)  # before it is due


def _expected(since: datetime, until: datetime) -> Iterator[Expected]:
    """Each form with an hour, once a day, from the day on which it was uploaded."""
    for form in Form.objects.living().filter(due__isnull=False).select_related("unit"):
        for day in clock.days(clock.local(since).date(), clock.local(until).date()):
            due = clock.on(day, form.due)  # type: ignore[arg-type]  # filtered
            opens = max(due - _OPENS, form.made_at)
            if opens < due and opens < until and due >= since and not form.unit.is_closed(day):
                told = day - timedelta(days=1) if form.day_before else day
                yield Expected(form.unit_id, form.about, told.isoformat(), opens, due)


def _link(obligation: Obligation) -> str:
    return reverse("forms:day", args=[obligation.subject.split(":")[1], obligation.period])


def _titles(rows: Sequence[Obligation]) -> dict[int, str]:
    """Each form by its own name."""
    ids = {row.pk: UUID(row.subject.split(":")[1]) for row in rows}
    names = dict(Form.objects.filter(pk__in=ids.values()).values_list("pk", "name"))
    return {pk: names[form] for pk, form in ids.items() if form in names}


SEND = Owing(
    "forms.send", _("Superior's form"), verb="forms.keep", expected=_expected, link=_link, icon="file-spreadsheet",
    escalate_verb="forms.keep", titles=_titles,
)  # fmt: skip
