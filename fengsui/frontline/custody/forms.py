"""Forms of the room: they read what was typed; the rules are the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.custody.models import MovementKind
from fengsui.frontline.custody.sheet import whole
from fengsui.frontline.custody.words import words
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures.body import Site

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.models import Unit


class Whole(forms.CharField):
    """A whole number: full-width digits too, and never an arrow that changes it by scrolling."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        try:
            return whole(text or "")
        except ValueError as error:
            raise forms.ValidationError(_("Write a whole number, for example 120.")) from error


class Moment(forms.DateTimeField):
    """When something happened, in domain time; empty means now."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("When"), required=False, help_text=_("Empty: now."), **kwargs)

    def clean(self, value: Any) -> datetime | None:
        found = super().clean(value)
        return found.astimezone(clock.LOCAL) if found else None


class SectionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, empty_label=_("Choose"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class OfFacility(forms.Form):
    """A form whose sections and words are a facility's."""

    def __init__(self, facility: Unit, sections: list[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words(facility)
        for name in ("section", "to_section"):
            if name in self.fields:
                field = self.fields[name]
                field.queryset = type(facility).objects.filter(pk__in=[unit.pk for unit in sections])  # type: ignore[attr-defined]
        for name, label in (("section", self.words.section), ("number", self.words.number)):
            if name in self.fields:
                self.fields[name].label = str(label)


class MovementForm(OfFacility):
    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What happened"), choices=MovementKind.choices)
    number = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(
        label=_("Name"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Only if the number is entered here for the first time."),
    )  # fmt: skip
    section = SectionField()
    to_section = SectionField(label=_("Moves to"), required=False, help_text=_("Only for a move."))
    place = forms.CharField(
        label=_("From, to or hospital"), max_length=100, required=False, help_text=_("Needed for a transfer.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    at = Moment()

    def __init__(self, facility: Unit, sections: list[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(facility, sections, *args, **kwargs)
        self.fields["kind"].choices = list(self.words.movements.items())  # type: ignore[attr-defined]


class FeverForm(OfFacility):
    id = forms.UUIDField(widget=forms.HiddenInput)
    section = SectionField()
    number = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    name = MovementForm.base_fields["name"]
    celsius = forms.CharField(
        label=_("Temperature"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    site = forms.ChoiceField(label=_("Measured at"), choices=Site.choices)
    at = Moment()


class RemeasureForm(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput)
    celsius = FeverForm.base_fields["celsius"]
    site = forms.ChoiceField(label=_("Measured at"), choices=Site.choices, initial=Site.ARMPIT)
    at = Moment()


class StrengthForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    on_duty = Whole(label=_("On duty inside"))
    in_isolation = Whole(label=_("In isolation"))
    on_standby = Whole(label=_("On standby"))
    inside_since = forms.DateField(
        label=_("The shift is inside since"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("First day of the present shift."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why is it corrected?"), max_length=200, required=False,
        help_text=_("Only if numbers of this day are saved already."),
    )  # fmt: skip


class UnmaskForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you need to see the name?"), max_length=200, help_text=_("It is written into the journal.")
    )
