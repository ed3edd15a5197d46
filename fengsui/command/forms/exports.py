from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.forms.models import Form
from fengsui.command.forms.queries.days import sent_on
from fengsui.ground.clock import queries as clock
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query


def _rows(person: Person, query: Query) -> Iterator[list[Any]]:
    forms = Form.objects.visible_to(person).filter(ended_at__isnull="ended" not in query).select_related("unit")
    sent = sent_on(forms.values_list("pk", flat=True), clock.today())
    for form in forms.order_by("unit__code", "name"):
        state = _("sent") if form.pk in sent else _("not sent")
        yield [form.name, form.recipient, form.unit.label, form.due.strftime("%H:%M") if form.due else "", state]


FORMS = Table(
    "forms.forms", gettext_lazy("Superiors' forms"), "forms.view",
    (
        Column(gettext_lazy("Form"), 40), Column(gettext_lazy("Sent to"), 24),
        Column(gettext_lazy("Unit that keeps it"), 28), Column(gettext_lazy("Sent daily by"), 12),
        Column(gettext_lazy("Sent today"), 12),
    ),
    _rows,
    name=lambda _query: "forms",
)  # fmt: skip
