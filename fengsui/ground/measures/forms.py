from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.models import System

if TYPE_CHECKING:
    from fengsui.ground.measures.declare import Parameter


class MeasureForm(forms.Form):
    """A measure for everybody or for one system, from a moment on."""

    value: forms.Field
    system = forms.ChoiceField(label=_("For"), required=False, choices=[("", _("all systems")), *System.choices])
    at = forms.DateTimeField(
        label=_("In force from"), required=False, help_text=_("Empty: from now on."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    basis = forms.CharField(label=_("Basis"), max_length=300, help_text=_("Who decided it, by what paper or meeting."))

    def __init__(self, parameter: Parameter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"value": _field(parameter), **self.fields}
        if parameter.whole:
            del self.fields["system"]


def _field(parameter: Parameter) -> forms.Field:
    label: Any = _("New value")
    default = parameter.default
    if parameter.choices:
        return forms.ChoiceField(label=label, choices=list(parameter.choices.items()))
    if isinstance(default, bool):
        return forms.TypedChoiceField(
            label=label, choices=[("1", _("yes")), ("0", _("no"))], coerce=lambda text: text == "1"
        )
    if isinstance(default, time):
        return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    if isinstance(default, int):
        return forms.IntegerField(label=label)
    if isinstance(default, float):
        return forms.FloatField(label=label)
    return forms.CharField(label=label, max_length=300)
