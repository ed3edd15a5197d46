"""Forms of org: they read what was typed; the rules are the plans' and the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import CapacityKind, SeatKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fengsui.ground.org.models import Unit

_OFF = {"autocomplete": "off"}


class Day(forms.DateField):
    def __init__(self, label: Any, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, widget=widget, **kwargs)


class Moment(forms.DateTimeField):
    def __init__(self, label: Any, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(label=label, widget=widget, **kwargs)

    def clean(self, value: Any) -> datetime | None:
        found = super().clean(value)
        return found.astimezone(clock.LOCAL) if found else None


class ChangeForm(forms.Form):
    """What every change says: from which day on. `seen` comes back with the confirmation of a preview."""

    since = Day(_("Begins on"), help_text=_("Today at the earliest. Earlier days stay as they were."))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = clock.today().isoformat()


class MoveForm(ChangeForm):
    to = forms.ChoiceField(label=_("New superior"))
    field_order = ["to", "since"]

    def __init__(self, choices: Iterable[tuple[str, list[tuple[str, str]]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]


class MergeForm(ChangeForm):
    into = forms.ChoiceField(label=_("The unit that takes over"))
    carry = forms.MultipleChoiceField(
        label=_("Appointments to be given anew there"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("All appointments here end; those chosen begin there on the same day."),
    )  # fmt: skip
    field_order = ["into", "since", "carry"]

    def __init__(self, units: Iterable[Unit], carry: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(unit.pk), unit.label) for unit in units]
        self.fields["into"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]
        self.fields["carry"].choices = carry  # type: ignore[attr-defined]
        if not carry:
            del self.fields["carry"]


PARTS = 3  # new units that the form has room for


class SplitForm(ChangeForm):
    keep = forms.BooleanField(label=_("The old unit goes on beside the new ones"), required=False)

    def __init__(self, below: list[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.below = below
        for n in range(1, PARTS + 1):
            self.fields[f"code_{n}"] = forms.CharField(
                label=_("Code"), max_length=40, required=False, widget=forms.TextInput(attrs=_OFF)
            )
            self.fields[f"name_{n}"] = forms.CharField(label=_("Name of the unit"), max_length=100, required=False)
        choices = [("", _("stays / choose")), *((str(n), _("New unit %(n)d") % {"n": n}) for n in range(1, PARTS + 1))]
        for unit in below:
            self.fields[f"to_{unit.pk}"] = forms.ChoiceField(label=unit.label, choices=choices, required=False)

    def parts(self) -> list[tuple[Any, Any]]:
        """The fields of each new unit, for the page."""
        return [(self[f"code_{n}"], self[f"name_{n}"]) for n in range(1, PARTS + 1)]

    def shares(self) -> list[Any]:
        return [self[f"to_{unit.pk}"] for unit in self.below]


class RenameForm(ChangeForm):
    name = forms.CharField(label=_("New name"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    short = forms.CharField(label=_("Short name"), max_length=40, required=False)
    field_order = ["name", "name_en", "short", "since"]


class RegisterForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60, widget=forms.TextInput(attrs=_OFF))
    capacity = forms.ChoiceField(label=_("Belongs here as"), choices=CapacityKind.choices)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs=_OFF))
    number = forms.CharField(
        label=_("Staff or identity number"), max_length=40, required=False, widget=forms.TextInput(attrs=_OFF)
    )


class CorrectForm(RegisterForm):
    capacity = None  # type: ignore[assignment]


class UnmaskForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you need to see the name?"), max_length=200, help_text=_("It is written into the journal.")
    )


class AppointForm(forms.Form):
    office = forms.ChoiceField(label=_("Office"))
    since = Day(_("Begins on"), required=False, help_text=_("Empty: today."))
    until = Day(_("Until before"), required=False, help_text=_("Empty: until further notice."))

    def __init__(self, offices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = offices  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    username = forms.CharField(
        label=_("Log-in name"), max_length=40, widget=forms.TextInput(attrs=_OFF),
        help_text=_("Letters, digits, hyphens or dots."),
    )  # fmt: skip


class SeatForm(forms.Form):
    person = forms.ChoiceField(label=_("Person"))
    kind = forms.ChoiceField(label=_("Seat"), choices=SeatKind.choices)
    since = Moment(_("From"))
    until = Moment(_("Ends at"))

    def __init__(self, people: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]


class StationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    capacity = forms.IntegerField(label=_("Persons at a time"), initial=1, min_value=1, max_value=500)
