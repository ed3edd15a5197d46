from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from examples.greenline.models import LineTest
from fengsui.ground.checks.declare import Check, Failure, Severity

if TYPE_CHECKING:
    from datetime import date, datetime


def _broken(day: date, _known: datetime | None) -> list[Failure]:
    rows = LineTest.objects.filter(day=day, works=False).select_related("facility")
    return [
        Failure("greenline.works", row.facility_id, day, _("The green line was tried and does not work."), {},
                url=reverse("greenline:line", args=[row.facility.code]))
        for row in rows
    ]  # fmt: skip


WORKS = Check("greenline.works", _("The green line works"), Severity.WARNING, _broken)
