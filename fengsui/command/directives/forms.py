"""Reading what was typed. The rules are the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.command.directives.actions import Wanted
from fengsui.command.directives.models import Urgency
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Line

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.directives.models import Directive
    from fengsui.ground.org.models import Unit

MOMENT = "%Y-%m-%dT%H:%M"


class Moment(forms.DateTimeField):
    """An hour of the domain's day."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)

    def prepare_value(self, value: Any) -> Any:
        return clock.local(value).strftime(MOMENT) if hasattr(value, "tzinfo") else value

    def clean(self, value: Any) -> datetime | None:
        found = super().clean(value)
        return found.astimezone(clock.LOCAL) if found else None


class DirectiveForm(forms.Form):
    title = forms.CharField(
        label=_("Title"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True})
    )
    text = forms.CharField(
        label=_("Text"), max_length=20000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Each line is a paragraph; a line that begins with “一、” is a heading. Nothing classified belongs here."),
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=Urgency.choices, widget=forms.RadioSelect, required=False, initial=Urgency.NONE
    )
    lines = forms.MultipleChoiceField(label=_("Along the lines"), widget=forms.CheckboxSelectMultiple, required=False)
    chosen = forms.MultipleChoiceField(
        label=_("Single units, with those below them"), widget=forms.CheckboxSelectMultiple, required=False
    )
    depth = forms.TypedChoiceField(
        label=_("How deep"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect, initial="",
        choices=[
            ("", _("to the last unit")), ("1", _("only the first level")), ("2", _("two levels")), ("3", _("three levels")),
        ],
    )  # fmt: skip
    stepwise = forms.TypedChoiceField(
        label=_("How it goes down"), coerce=lambda value: value == "1", widget=forms.RadioSelect, initial="0",
        choices=[("0", _("to all levels at once")), ("1", _("each level passes it on"))],
    )  # fmt: skip
    acknowledge_by = Moment(label=_("To be acknowledged by"))
    per_person = forms.BooleanField(
        label=_("Everybody in an office acknowledges (else one for the unit)"), required=False
    )
    do_by = Moment(label=_("To be done by"), required=False)
    asks_result = forms.BooleanField(label=_("A result in a sentence is asked"), required=False, initial=True)

    def __init__(self, *args: Any, lines: list[str], units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        self.fields["lines"].choices = [(line, Line(line).label) for line in lines]  # type: ignore[attr-defined]
        self.fields["chosen"].choices = [(unit.code, unit.label) for unit in units]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        data = dict(self.cleaned_data)
        data["chosen"] = [self.units[code] for code in data["chosen"]]
        data["asks_result"] = data["asks_result"] and data["do_by"] is not None
        return Wanted(**data)


def initial(directive: Directive) -> dict[str, Any]:
    """The form as it opens over a directive: a draft, or one that is to be corrected."""
    names = ("title", "text", "urgency", "lines", "acknowledge_by", "do_by", "per_person", "asks_result")
    return {name: getattr(directive, name) for name in names} | {
        "depth": "" if directive.depth is None else str(directive.depth), "stepwise": "1" if directive.stepwise else "0",
        "chosen": list(directive.chosen.values_list("unit__code", flat=True)),
    }  # fmt: skip


def clean(text: str) -> str:
    """Typed text without its margins, and without NUL, which no text of the database may have."""
    return text.replace("\x00", "").strip()
