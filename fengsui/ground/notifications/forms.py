"""What is typed on the pages. The rules are the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.notifications.models import Outcome

if TYPE_CHECKING:
    from fengsui.ground.notifications.models import Wording


def _area(label: Any, rows: int, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text, **more)


class TemplateForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=60, help_text=_("As it stands over the text: …告知书."))
    letters = forms.CharField(
        label=_("Code letters"), max_length=20, required=False,
        help_text=_("As your unit's own paper says them; brackets, year and number are added. They may stay empty."),
    )  # fmt: skip
    text = _area(
        _("Text"), 14,
        _("A paragraph a line. {姓名}, {单位}, {日期}, {编号} and {告知人} are filled in by themselves; other words in braces are fields of your own."),
    )  # fmt: skip
    each = forms.CharField(
        label=_("Own fields of each person"), required=False, max_length=300,
        help_text=_("Commas between them, for example 楼号. Only what the text needs: every field is personal data."),
    )  # fmt: skip
    shared = forms.CharField(
        label=_("Fields that are the same for all"), required=False, max_length=300,
        help_text=_("Asked once for the whole list, for example 联系电话 of your unit."),
    )  # fmt: skip


class MergeForm(forms.Form):
    """The list of persons, the day, and the shared fields of a wording."""

    day = forms.DateField(
        label=_("Date on the paper"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    persons = _area(
        _("List of persons"), 10, _("A line each; paste the cells from a sheet, or type commas between them. At most 500."),
        max_length=200_000,
    )  # fmt: skip

    def __init__(self, wording: Wording, data: Any = None) -> None:
        super().__init__(data, initial={"day": clock.today()})
        self.wording = wording
        for n, name in enumerate(wording.shared):
            self.fields[f"shared_{n}"] = forms.CharField(label=name, max_length=200)
        self.order_fields([*(f"shared_{n}" for n in range(len(wording.shared))), "day", "persons"])

    def shared(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"shared_{n}"] for n, name in enumerate(self.wording.shared)}


class ServeForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What became of it"), choices=Outcome.choices)
    at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    witness = forms.CharField(
        label=_("Witness"), max_length=100, required=False, help_text=_("Needed when somebody refuses to sign.")
    )
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    remark = forms.CharField(label=_("Remark"), max_length=100, required=False)
    because = forms.CharField(
        label=_("Why it replaces the receipt"), max_length=200, required=False,
        help_text=_("Only where a receipt was entered already."),
    )  # fmt: skip


class VoidForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)
