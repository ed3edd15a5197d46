"""Reading what was typed about a finding. The rules are the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.assessment.findings import WORDS
from fengsui.command.assessment.models import Deed
from fengsui.command.reports.forms import clean
from fengsui.ground.checks.declare import Severity
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.ground.org.models import Unit

NOTE_ROWS = 3


class Words(forms.CharField):
    """A short text of several lines."""

    widget = forms.Textarea(attrs={"rows": NOTE_ROWS})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)

    def clean(self, value: Any) -> str:
        return clean(super().clean(value))


class NoteForm(forms.Form):
    note = Words(label=gettext_lazy("Note"), required=False)


class AcceptForm(forms.Form):
    until = forms.DateField(
        label=gettext_lazy("Accepted up to and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = Words(label=gettext_lazy("Why the risk is accepted"), required=False)


class TaskForm(forms.Form):
    """A task: what, by whom, by when. The units that can do it are the finding's own and those above it, up to the giver's."""

    note = Words(label=gettext_lazy("What is to be done"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Responsible unit"))
    due = forms.DateTimeField(
        label=gettext_lazy("By when"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [(pk, unit.label) for pk, unit in self.units.items()]  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]

    def clean_due(self) -> datetime:
        due: datetime = self.cleaned_data["due"]
        return due.astimezone(clock.LOCAL)


class AddForm(forms.Form):
    """A finding that no check can see."""

    unit = forms.CharField(
        label=gettext_lazy("Unit (its code or name)"), max_length=100,
        widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
    )  # fmt: skip
    severity = forms.TypedChoiceField(
        label=gettext_lazy("Severity"), coerce=lambda value: Severity(int(value)), initial=int(Severity.WARNING),
        choices=[(int(severity), WORDS[severity]) for severity in (Severity.ALARM, Severity.WARNING, Severity.NOTE)],
    )  # fmt: skip
    note = Words(label=gettext_lazy("What is wrong"))
    url = forms.CharField(
        label=gettext_lazy("Page that shows it"), max_length=300, required=False,
        help_text=gettext_lazy("An address of this system, from the “/” on."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units

    def clean_unit(self) -> Unit:
        typed = self.cleaned_data["unit"].strip()
        found = [unit for unit in self.units if typed in {unit.code, unit.name, unit.label, unit.short}]
        if len(found) != 1:
            raise ValidationError(_("No unit here has this code or name; choose one from the list."))
        return found[0]


FORMS: dict[str, type[forms.Form]] = {
    Deed.TAKEN: NoteForm, Deed.NOTED: NoteForm, Deed.JUDGED: NoteForm, Deed.CLOSED: NoteForm, Deed.ACCEPTED: AcceptForm,
    Deed.TASKED: TaskForm,
}  # fmt: skip
