"""Reading what was typed about incidents and calls. The rules are the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.incidents.actions import Said
from fengsui.command.incidents.actions.calling import Heard
from fengsui.command.incidents.models import LONGEST, NOTE, Channel, Deed
from fengsui.command.incidents.models.steps import TEMPERATURES
from fengsui.command.incidents.queries.calls import parted
from fengsui.command.incidents.queries.kinds import kinds, label
from fengsui.command.tasks.forms import Moment, Units, Words
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.command.incidents.models import Step
    from fengsui.ground.org.models import Unit

WHY = gettext_lazy("Say why: it stays in the history.")
WHAT = gettext_lazy("Say in a sentence what happened.")


def minute(moment: datetime | None = None) -> datetime:
    """An hour as a form begins with: whole minutes, never to come."""
    return clock.local(moment or clock.now()).replace(second=0, microsecond=0)


def _persons() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Persons concerned"), required=False, min_value=0, max_value=100_000,
        help_text=gettext_lazy("How many; empty: not known yet."), widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


def _about_persons() -> Words:
    return Words(
        label=gettext_lazy("About the persons"), most=LONGEST, required=False, rows=2,
        help_text=gettext_lazy("Only what is needed. It is sealed: shown for a reason only, never printed or sent, destroyed after its time."),
    )  # fmt: skip


def _taken() -> Words:
    return Words(label=gettext_lazy("What was done"), most=LONGEST, required=False)


class NotedForm(forms.Form):
    """That something happened: the least that one knows."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    text = Words(
        label=gettext_lazy("What has happened"), most=LONGEST, missing=WHAT,
        help_text=gettext_lazy("No names here, and nothing classified: that goes by its own way."),
    )  # fmt: skip
    learned = Moment(label=gettext_lazy("Known since"))
    happened = Moment(label=gettext_lazy("Happened"), required=False, help_text=gettext_lazy("Empty: not known yet."))
    place = forms.CharField(label=gettext_lazy("Place in the unit"), max_length=100, required=False)
    persons = _persons()
    again = forms.BooleanField(label=gettext_lazy("This is another incident than that one"), required=False)

    def __init__(self, *args: Any, also: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = kinds()
        listed = known if not also or also in known else {also: label(also), **known}  # off the list since
        self.fields["kind"].choices = [("", _("choose")), *listed.items()]  # type: ignore[attr-defined]

    @property
    def asks_again(self) -> bool:
        return self.is_bound and bool(self.errors.get("again") or self.data.get(self.add_prefix("again")))

    def said(self) -> Said:
        typed = self.cleaned_data
        return Said(
            typed["kind"], typed["text"], typed.get("taken", ""), typed["place"], typed["happened"], typed["learned"],
            typed["persons"], typed.get("about_persons", ""), typed.get("celsius", "").strip(),
        )  # fmt: skip


class ReportForm(NotedForm):
    """A first report."""

    taken = _taken()
    about_persons = _about_persons()
    celsius = forms.CharField(
        label=gettext_lazy("Temperature of a fever, °C"), max_length=6, required=False,
        help_text=gettext_lazy("It stands on the way of the fever at once and is not typed again."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip

    field_order = (
        "kind", "text", "celsius", "taken", "learned", "happened", "place", "persons", "about_persons", "again",
    )  # fmt: skip


class CorrectForm(ReportForm):
    """All that can be corrected, and why; a temperature has a correction of its own."""

    celsius = None  # type: ignore[assignment]
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=NOTE, error_messages={"required": WHY})


class FollowForm(forms.Form):
    """What is new, or how it ended."""

    text = Words(
        label=gettext_lazy("What is new"), most=LONGEST, missing=gettext_lazy("Say in a sentence what is new.")
    )
    taken = _taken()
    persons = _persons()
    about_persons = _about_persons()


class FinalForm(FollowForm):
    text = Words(
        label=gettext_lazy("How it ended"), most=LONGEST, missing=gettext_lazy("Say in a sentence how it ended.")
    )


class WhyForm(forms.Form):
    reason = Words(label=gettext_lazy("Why"), missing=WHY, rows=2)


class FeverForm(forms.Form):
    """One step of a fever's pathway."""

    at = Moment(label=gettext_lazy("At what hour"))
    celsius = forms.CharField(
        label="°C", max_length=6,
        error_messages={"required": gettext_lazy("Give the temperature in °C, for example 38.5.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    because = forms.CharField(label=gettext_lazy("Why again"), required=False, max_length=200)

    def __init__(self, *args: Any, step: str, again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": f"fever-{step}"})
        self.step, self.again = step, again
        if step not in TEMPERATURES:
            del self.fields["celsius"]
        if not again:
            del self.fields["because"]


class OutsideForm(forms.Form):
    """That it was reported outside."""

    channel = forms.ChoiceField(label=gettext_lazy("To whom"), choices=Channel.choices)
    at = Moment(label=gettext_lazy("At what hour"))
    card = forms.CharField(
        label=gettext_lazy("Card number"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    because = forms.CharField(
        label=gettext_lazy("Why again"), required=False, max_length=200,
        help_text=gettext_lazy("Only if it was entered wrongly before."),
    )  # fmt: skip


class TaskForm(forms.Form):
    """A task that comes of it."""

    text = Words(
        label=gettext_lazy("What is to be done"), most=LONGEST, missing=gettext_lazy("Say what is to be done.")
    )
    to = Units(label=gettext_lazy("Responsible unit"), most=1)
    due = Moment(label=gettext_lazy("By when"))

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].units = units  # type: ignore[attr-defined]


class HappenedForm(NotedForm):
    """An incident at a unit, noted from a call or by whoever commands there."""

    unit = Units(label=gettext_lazy("At which unit"), most=1)

    field_order = ("unit", "kind", "text", "learned", "happened", "place", "persons", "again")

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].units = units  # type: ignore[attr-defined]


class CallForm(forms.Form):
    """One line while talking: number or unit, who, what."""

    whence = forms.CharField(
        label=gettext_lazy("Number or unit"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "units"}),
    )  # fmt: skip
    caller = forms.CharField(
        label=gettext_lazy("Who rings"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("What is said"), max_length=LONGEST, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write down what was said.")},
    )  # fmt: skip
    at = Moment(label=gettext_lazy("Rang"), required=False)

    def heard(self) -> Heard:
        typed = self.cleaned_data
        unit, number, rest = parted(typed["whence"])
        caller = " ".join(word for word in (rest, typed["caller"].replace("\x00", "").strip()) if word)
        return Heard(typed["text"], unit, number, caller, typed["at"])


class RightForm(CallForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("whence", "caller"):
            self.fields[name].help_text = gettext_lazy("Who rang is sealed; empty: it stays as it was.")

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200, error_messages={"required": WHY})


class WordsForm(forms.Form):
    words = forms.CharField(label=gettext_lazy("For the next shift"), required=False, max_length=200)


class KindForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=40)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=60, required=False)


FORMS: dict[str, type[forms.Form]] = {
    Deed.FOLLOWED: FollowForm, Deed.CLOSED: FinalForm, Deed.WITHDRAWN: WhyForm, Deed.REOPENED: WhyForm,
}  # fmt: skip


def of_step(step: Step) -> dict[str, Any]:
    """What a form about an incident begins with."""
    return {
        "kind": step.kind, "text": step.text, "taken": step.measures, "place": step.place, "persons": step.persons,
        "learned": clock.local(step.learned_at), "happened": step.happened_at and clock.local(step.happened_at),
    }  # fmt: skip


def steps_of(standing: Any) -> list[FeverForm]:
    """An empty form for every step of the pathway."""
    return [FeverForm(step=one.step, again=one.row is not None, initial={"at": minute()}) for one in standing]
