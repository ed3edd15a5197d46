"""Reading what was typed. The rules are the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.command.directives.actions import Wanted
from fengsui.command.directives.actions.drafting import ANNEXES
from fengsui.command.directives.models import KINDS, Urgency
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Line

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.directives.models import Directive
    from fengsui.ground.documents.models import Series
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
    kind = forms.ChoiceField(label=_("Kind of document"), choices=[(kind.value, kind.label) for kind in KINDS])
    series = forms.ChoiceField(label=_("Numbered in the series"), required=False)
    title = forms.CharField(
        label=_("Title"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        help_text=_("As it is printed: 关于…的 and the kind at the end, for example 关于…的通知."),
    )  # fmt: skip
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

    def __init__(
        self, *args: Any, lines: list[str], units: list[Unit], series: list[Series], annexes: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose(series)
        self.annexes = min(annexes + 1, ANNEXES)  # room for one more
        for n in range(self.annexes):
            title, text = _("Title of annex %(n)s"), _("Text of annex %(n)s")
            self.fields[f"annex_title_{n}"] = forms.CharField(
                label=title % {"n": n + 1}, required=False, max_length=200
            )
            self.fields[f"annex_text_{n}"] = forms.CharField(
                label=text % {"n": n + 1}, required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 6})
            )
        self.units = {unit.code: unit for unit in units}
        self.fields["lines"].choices = [(line, Line(line).label) for line in lines]  # type: ignore[attr-defined]
        self.fields["chosen"].choices = [(unit.code, unit.label) for unit in units]  # type: ignore[attr-defined]

    def _choose(self, series: list[Series]) -> None:
        """Ask for the series only where there is a choice."""
        if len(series) < 2:
            del self.fields["series"]
        else:
            choices = [(one.code, f"{one.letters or '—'} · {one.title}") for one in series]
            self.fields["series"].choices = choices  # type: ignore[attr-defined]

    def annex_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"annex_title_{n}"], self[f"annex_text_{n}"]) for n in range(self.annexes)]

    def wanted(self) -> Wanted:
        data = dict(self.cleaned_data)
        pairs = [(data.pop(f"annex_title_{n}"), data.pop(f"annex_text_{n}")) for n in range(self.annexes)]
        data["annexes"] = [{"title": clean(title), "text": clean(text)} for title, text in pairs if title or text]
        data["chosen"] = [self.units[code] for code in data["chosen"]]
        data["asks_result"] = data["asks_result"] and data["do_by"] is not None
        return Wanted(**data)


class DeadlineForm(forms.Form):
    """Other hours for a directive under way."""

    acknowledge_by = Moment(label=_("To be acknowledged by"))
    do_by = Moment(label=_("To be done by"), required=False)
    reason = forms.CharField(label=_("Why they are moved (everybody who has it reads it)"), max_length=300)

    def __init__(self, *args: Any, directive: Directive, **kwargs: Any) -> None:
        begin = {"acknowledge_by": directive.acknowledge_by, "do_by": directive.do_by}
        super().__init__(*args, **{"initial": begin} | kwargs)
        if directive.do_by is None:
            del self.fields["do_by"]


class BackForm(forms.Form):
    reason = forms.CharField(
        label=_("What is to be changed"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Whoever drafted it reads it here."),
    )  # fmt: skip


def initial(directive: Directive) -> dict[str, Any]:
    """The form as it opens over a directive: a draft, or one that is to be corrected."""
    names = (
        "title", "text", "urgency", "lines", "acknowledge_by", "do_by", "per_person", "asks_result", "kind", "series",
    )  # fmt: skip
    annexes = {f"annex_{key}_{n}": one[key] for n, one in enumerate(directive.annexes) for key in ("title", "text")}
    return annexes | {name: getattr(directive, name) for name in names} | {
        "depth": "" if directive.depth is None else str(directive.depth), "stepwise": "1" if directive.stepwise else "0",
        "chosen": list(directive.chosen.values_list("unit__code", flat=True)),
    }  # fmt: skip


def clean(text: str) -> str:
    """Typed text without its margins, and without NUL, which no text of the database may have."""
    return text.replace("\x00", "").strip()
