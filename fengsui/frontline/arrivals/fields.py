"""Fields: one for each way of typing, refused beside itself with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange import values
from fengsui.ground.measures.body import degrees
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

OFF = {"autocomplete": "off"}  # on a shared phone nobody is offered what the one before typed


class Ruled(forms.CharField):
    """A text by one of the house's rules, refused with its sentence beside the field."""

    def __init__(self, rule: Callable[[str], Any], *, most: int = 60, kind: str = "text", **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={**OFF, "inputmode": kind}))
        super().__init__(max_length=most, **kwargs)
        self.rule = rule

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return self.rule(text)
        except values.Unreadable as error:
            raise forms.ValidationError(_t(error.message) % error.params) from error


class Celsius(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={**OFF, "inputmode": "decimal"})
        super().__init__(max_length=10, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return degrees(text) if text else None
        except Refused as refused:
            raise forms.ValidationError(str(refused.sentence)) from refused


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"invalid": _("Write the day as 2020-02-03.")}, **kwargs)


class Moment(forms.DateTimeField):
    """When something happened, in domain time; empty means now."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("When"), required=False, help_text=_("Empty: now."), **kwargs)

    def clean(self, value: Any) -> datetime | None:
        found = super().clean(value)
        return found.astimezone(clock.LOCAL) if found else None


def choice(label: Any, choices: list[tuple[str, Any]], initial: str = "", **kwargs: Any) -> forms.ChoiceField:
    offered = choices if initial else [("", _("Choose")), *choices]
    return forms.ChoiceField(label=label, choices=offered, initial=initial, **kwargs)
