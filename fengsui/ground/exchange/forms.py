from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange.actions.bringing import MOST_BYTES
from fengsui.ground.exchange.columns import SHEETS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Unit


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit by its code, one's own first."""

    def __init__(self, units: QuerySet[Unit], **more: object) -> None:
        super().__init__(units, to_field_name="code", empty_label=None, **more)  # type: ignore[arg-type]

    def label_from_instance(self, obj: Unit) -> str:
        return obj.label


class UploadForm(forms.Form):
    """A file, where it belongs, from when it holds."""

    file = forms.FileField(
        label=_("File"), help_text=_("A workbook (.xlsx, .xls) with up to five sheets, or one sheet as CSV."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt", "data-max-mb": str(MOST_BYTES >> 20)}),
    )  # fmt: skip
    day = forms.DateField(
        label=_("Holds from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("New units exist, and rows without a day of their own begin, on this day."),
    )  # fmt: skip

    def __init__(self, tops: QuerySet[Unit], data: Mapping[str, object] | None, files: object = None) -> None:
        super().__init__(data, files, initial={"day": clock.today()})  # type: ignore[arg-type]
        self.fields["unit"] = UnitChoice(
            tops,
            label=_("Below the unit"),
            help_text=_("Where the file writes “-” for a superior, this unit is meant."),
        )
        self.fields["only"] = forms.ChoiceField(
            label=_("What it holds"), required=False, help_text=_("Only for a file with one sheet whose columns leave it open."),
            choices=[("", _("recognised by itself")), *((key, sheet.name) for key, sheet in SHEETS.items())],
        )  # fmt: skip
        self.order_fields(["file", "unit", "day", "only"])


class ExportForm(forms.Form):
    """What to take out, of when, and how much of the persons can be read."""

    day = forms.DateField(label=_("As on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, units: QuerySet[Unit], data: Mapping[str, object] | None, *, may_unmask: bool) -> None:
        super().__init__(data, initial={"day": clock.today(), "form": "xlsx", "with_ids": True})
        self.fields["unit"] = UnitChoice(units, label=_("At and below"))
        self.fields["form"] = forms.ChoiceField(
            label=_("As"), choices=[("xlsx", _("a workbook with all sheets")), *((key, f"CSV: {sheet.name}") for key, sheet in SHEETS.items())]
        )  # fmt: skip
        self.fields["with_ids"] = forms.BooleanField(
            label=_("With the persons' ids of this installation"), required=False,
            help_text=_("So that the file, masked or not, is matched with the same persons when it comes back here."),
        )  # fmt: skip
        if may_unmask:
            self.fields["unmasked"] = forms.BooleanField(
                label=_("Persons in full"), required=False, help_text=_("Names, telephones and identity numbers can be read by whoever gets the file; the journal says who took it out and why."),
            )  # fmt: skip
            self.fields["reason"] = forms.CharField(label=_("Reason"), required=False, max_length=200)
        self.order_fields(["unit", "day", "form", "with_ids", "unmasked", "reason"])
