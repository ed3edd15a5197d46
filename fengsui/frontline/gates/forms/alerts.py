"""Reading what was typed about alerts, listed persons. The rules are the actions'."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.actions.listing import Entry
from fengsui.frontline.gates.models.store import UNREADABLE
from fengsui.ground.measures.body import COLDEST, HOTTEST, Site
from fengsui.ground.org.forms import Moment

_OFF = {"autocomplete": "off"}


class Short(forms.CharField):
    """A short text without NUL, which no text of the database may have."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).replace("\x00", "").strip()


class Heat(forms.CharField):
    """A temperature in °C, as tenths; “３７．５”, “37,5” and “375” are read too."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", **_OFF})

    def clean(self, value: Any) -> Any:
        text = unicodedata.normalize("NFKC", str(super().clean(value))).strip().replace(",", ".").rstrip("°C℃ ")
        if not text:
            return None
        try:
            found = float(text)
        except ValueError:
            raise ValidationError(gettext("Enter the temperature as 37.5.")) from None
        tenths = (
            round(found * 10)
            if COLDEST <= found <= HOTTEST
            else round(found)
            if COLDEST * 10 <= found <= HOTTEST * 10
            else 0
        )
        if not COLDEST * 10 <= tenths <= HOTTEST * 10:
            raise ValidationError(gettext("A temperature lies between 34.0 and 43.0 °C; measure again."))
        return tenths


class StepForm(forms.Form):
    """What was done about an alert; the button says what."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    heat = Heat(label=_("Temperature"), required=False, max_length=10)
    site = forms.ChoiceField(
        label=_("Measured at"), choices=[*Site.choices, (UNREADABLE, _("unreadable"))], required=False
    )
    note = Short(label=_("Remark"), max_length=200, required=False, widget=forms.TextInput(attrs=_OFF))
    at = Moment(_("At what hour"), required=False, help_text=_("Empty: now."))


class ReasonForm(forms.Form):
    reason = Short(
        label=_("Why do you need to see the name?"), max_length=200, help_text=_("It is written into the journal.")
    )


class ListedForm(forms.Form):
    """Whom gates look out for."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    unit = forms.ChoiceField(label=_("For the gates of"), help_text=_("And of the units below it."))
    name = Short(label=_("Name"), max_length=40, widget=forms.TextInput(attrs=_OFF))
    number = Short(
        label=_("Identity number"), max_length=30, required=False, widget=forms.TextInput(attrs=_OFF),
        help_text=_("Or a passport’s. Without it nobody is alerted: the name alone is only a hint, since many share it."),
    )  # fmt: skip
    authority = Short(label=_("Authority that asks for it"), max_length=120)
    paper = Short(label=_("Number of its paper"), max_length=120, widget=forms.TextInput(attrs=_OFF))
    reason = Short(label=_("What gates are to look out for"), max_length=200)
    until = Moment(_("Until"), help_text=_("Then gates stop looking out by themselves."))

    def __init__(self, units: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]

    def entry(self) -> Entry:
        return Entry(**{key: value for key, value in self.cleaned_data.items() if key not in {"id", "unit"}})


class EndForm(forms.Form):
    because = Short(label=_("Why gates need not look out any more"), max_length=200)
