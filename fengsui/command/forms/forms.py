"""What is typed on the pages. The rules are the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet

_ACCEPT = ".xlsx,.xls,.docx"


def _file() -> forms.FileField:
    return forms.FileField(
        label=_("The blank sheet"), help_text=_("As it was sent to you: .xlsx, .xls or .docx, up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": _ACCEPT, "data-max-mb": "5"}),
    )  # fmt: skip


def _hour() -> forms.TimeField:
    return forms.TimeField(
        label=_("Sent daily by"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Then it is on Today until it is marked as sent. Empty: whenever it is asked for."),
    )  # fmt: skip


def _day_before() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("It tells of the day before"), required=False, help_text=_("For sheets that are sent in the morning.")
    )


class UploadForm(forms.Form):
    file = _file()
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit that keeps it"))
    recipient = forms.CharField(
        label=_("Sent to"),
        max_length=120,
        required=False,
        help_text=_("Whose sheet it is, for example the county headquarters."),
    )
    name = forms.CharField(
        label=_("Name of the form"), max_length=120, required=False, help_text=_("Empty: the title on the sheet.")
    )
    due = _hour()
    day_before = _day_before()

    def __init__(self, *args: Any, units: QuerySet[Unit], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["unit"]
        field.queryset = units  # type: ignore[attr-defined]
        if len(units) == 1:
            field.initial = units[0].pk


class RenewForm(forms.Form):
    file = _file()
    since = forms.DateField(
        label=_("In use since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: today."),
    )


class ParticularsForm(forms.Form):
    name = forms.CharField(label=_("Name of the form"), max_length=120)
    recipient = forms.CharField(label=_("Sent to"), max_length=120, required=False)
    due = _hour()
    day_before = _day_before()
    missing_word = forms.CharField(
        label=_("Word for a missing number"), max_length=12, required=False,
        help_text=_("It stands where nobody reported. Empty: the cell stays blank and is tinted. Never 0."),
    )  # fmt: skip
