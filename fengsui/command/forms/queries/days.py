"""A form's days: which version holds, what was downloaded, what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.forms.models import Filled, Sending, Version

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from fengsui.command.forms.models import Form


def version_on(form: Form, day: date) -> Version:
    """The version in use on a day: the newest that had begun; before all of them, the first."""
    versions = form.versions.select_related("form__unit")
    return versions.filter(since__lte=day).order_by("-number").first() or versions.order_by("number")[0]


def last_filled(form: Form, day: date) -> Filled | None:
    """What was last downloaded for a day."""
    return Filled.objects.filter(version__form=form, day=day).order_by("-pk").first()


def file_name(form: Form, day: date, end: str) -> str:
    """What a day's sheet is called when it is taken away; no folder may come of a form's name."""
    return f"{form.name} {day.isoformat()}.{end}".replace("/", "／")


def sent(form: Form, day: date) -> Sending | None:
    return Sending.objects.filter(form=form, day=day, undone_at=None).select_related("filled").first()


def sent_days(form: Form, first: date, last: date) -> set[date]:
    """The days of a period that were sent."""
    return set(
        Sending.objects.filter(form=form, day__range=(first, last), undone_at=None).values_list("day", flat=True)
    )


def sent_on(forms: Iterable[UUID], day: date) -> set[UUID]:
    """Which of some forms were sent for a day: one query."""
    return set(Sending.objects.filter(form__in=forms, day=day, undone_at=None).values_list("form", flat=True))
