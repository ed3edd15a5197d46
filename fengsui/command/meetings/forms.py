"""Reading what was typed about meetings. The rules are the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from fengsui.command.meetings.models import DAILY, Kind, Reason, Server
from fengsui.command.meetings.models.meeting import LINE, PLACE, TITLE
from fengsui.command.tasks.forms import Moment, Units, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fengsui.ground.org.models import Unit

CALLED = [(one.value, one.label) for one in Kind if one not in DAILY]
WHY = [("", gettext_lazy("choose")), *((one.value, one.label) for one in Reason if one)]


class CallForm(forms.Form):
    """A meeting that does not come by itself."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CALLED)
    title = forms.CharField(label=gettext_lazy("What it is about"), max_length=TITLE)
    starts_at = Moment(label=gettext_lazy("When"))
    units = Units(
        label=gettext_lazy("Units invited"), most=300, required=False,
        help_text=gettext_lazy("Codes or names between “、”. They are told, and see the hour, the place and the agenda."),
    )  # fmt: skip
    place = forms.CharField(
        label=gettext_lazy("Where it is held"),
        max_length=PLACE,
        required=False,
        help_text=gettext_lazy("Empty: the unit’s own room."),
    )
    link = forms.CharField(
        label=gettext_lazy("Link of the video room"), max_length=300, required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=gettext_lazy("Empty: that of the unit’s own room."),
    )  # fmt: skip
    lines = Words(
        label=gettext_lazy("Agenda"), most=6000, rows=5, required=False, help_text=gettext_lazy("One point a line.")
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].units = units  # type: ignore[attr-defined]

    def clean_lines(self) -> list[str]:
        return [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]


class EnterForm(forms.Form):
    """A meeting that was held already."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CALLED)
    title = forms.CharField(label=gettext_lazy("What it was about"), max_length=TITLE)
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(
        label=gettext_lazy("At what hour"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("Empty if it is not known: none is made up."),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Where it was held"), max_length=PLACE, required=False)
    lines = Words(
        label=gettext_lazy("Agenda"), most=6000, rows=5, required=False, help_text=gettext_lazy("One point a line.")
    )

    def clean_lines(self) -> list[str]:
        return [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]


class RoomForm(forms.Form):
    """Where a unit meets."""

    kind = forms.ChoiceField(
        label=gettext_lazy("For which meetings"), required=False,
        choices=[("", gettext_lazy("all")), *((one.value, one.label) for one in Kind)],
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Where it is held"), max_length=PLACE, required=False)
    link = forms.CharField(
        label=gettext_lazy("Link of the video room"), max_length=300, required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=gettext_lazy("Opens with one tap, on the phone too. Begins with “https://”."),
    )  # fmt: skip
    server = forms.ChoiceField(label=gettext_lazy("Whose video room"), choices=Server.choices)


class MoveForm(forms.Form):
    starts_at = Moment(label=gettext_lazy("When"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=LINE)


class WhyForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=LINE)


class PutForm(forms.Form):
    """Somebody in the incoming commander’s place."""

    person = forms.ChoiceField(label=gettext_lazy("Who takes over"))
    reason = forms.ChoiceField(label=gettext_lazy("Why the incoming commander does not come"), choices=WHY)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", gettext_lazy("choose")), *people]  # type: ignore[attr-defined]
