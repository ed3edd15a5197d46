from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import System
from fengsui.ground.response.models import EmergencyKind, Grade, PartKind, Role, Stage, Tier

if TYPE_CHECKING:
    from collections.abc import Sequence

MOMENT = "%Y-%m-%dT%H:%M"
MOST_LINES = 30


class Moment(forms.DateTimeField):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EmergencyForm(forms.Form):
    name = forms.CharField(label=_("Name of the emergency"), max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), choices=EmergencyKind.choices)
    begun = Day(label=_("Begun on"))
    source = forms.CharField(
        label=_("Source"), max_length=300, required=False, help_text=_("By what notice or paper this is known.")
    )


class StepForm(forms.Form):
    stage = forms.ChoiceField(label=_("Step"), choices=Stage.choices)
    at = Moment(label=_("When it happened"), required=False, help_text=_("Empty: now."))
    day_only = forms.BooleanField(label=_("Only the day is known"), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class LevelForm(forms.Form):
    tier = forms.ChoiceField(label=_("Tier of the government"), choices=Tier.choices, initial=Tier.PROVINCE)
    issuer = forms.CharField(
        label=_("Declared by"),
        max_length=100,
        help_text=_("The government as the paper names it. It is recorded here, not declared."),
    )
    grade = forms.TypedChoiceField(
        label=_("Level"), choices=[*Grade.choices[1:], Grade.choices[0]], coerce=int,
        help_text=_("Any level may follow any other: I to III without II."),
    )  # fmt: skip
    at = Moment(label=_("From when"), help_text=_("24:00 of a day is 0:00 of the next."))
    day_only = forms.BooleanField(label=_("Only the day is known"), required=False)
    paper = forms.CharField(
        label=_("Text of the paper"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Number and wording, or how it was announced and when."),
    )  # fmt: skip

    def __init__(self, *args: Any, tier: str = "", **kwargs: Any) -> None:
        """tier: the only one that a bureau records."""
        super().__init__(*args, **kwargs)
        if tier:
            self.fields["tier"].choices = [(tier, Tier(tier).label)]  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    name = forms.CharField(label=_("Name of the leading group"), max_length=100)
    since = Day(label=_("Founded on"))
    paper = forms.CharField(label=_("By what paper"), max_length=500, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("What was wrong"),
        max_length=300,
        help_text=_("The former entry stays in the record, with this beside it."),
    )


class GroupCorrection(GroupForm, ReasonForm):
    field_order = ("name", "since", "paper", "reason")


class PartForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=PartKind.choices)
    name = forms.CharField(label=_("Name of the part"), max_length=100)
    unit = forms.ChoiceField(label=_("Sits at"), required=False)
    task = forms.CharField(label=_("Duty"), max_length=300, required=False)
    since = Day(label=_("From when"))

    def __init__(self, units: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("unstated")), *units]  # type: ignore[attr-defined]


class PartCorrection(PartForm, ReasonForm):
    until = Day(label=_("No longer from"), required=False)
    field_order = ("kind", "name", "unit", "task", "since", "until", "reason")


class MemberForm(forms.Form):
    who = forms.ChoiceField(
        label=_("Person or post"), help_text=_("A post, if the paper gives no name: whoever holds it is meant.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    part = forms.ChoiceField(label=_("Part"), required=False)
    title = forms.CharField(label=_("As the paper calls it"), max_length=100, required=False)
    since = Day(label=_("From when"))

    def __init__(
        self, who: Sequence[tuple[Any, Any]], parts: Sequence[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = who  # type: ignore[attr-defined]
        self.fields["part"].choices = [("", _("the whole group")), *parts]  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    until = Day(label=_("No longer from"))


class SetForm(forms.Form):
    name = forms.CharField(label=_("Name of the set"), max_length=100)
    grade = forms.TypedChoiceField(
        label=_("Made for"), coerce=int, required=False, empty_value=None,
        choices=[(0, _("any level")), *Grade.choices[1:]],
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class LineForm(forms.Form):
    parameter = forms.ChoiceField(label=_("Measure"), required=False)
    value = forms.CharField(
        label=_("Value"), max_length=300, required=False, help_text=_("18:30, 30, 0.25, yes or no.")
    )
    whom = forms.ChoiceField(label=_("For"), required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]] = (), whole: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((one.key, str(one.name)) for one in measures.parameters().values()), key=lambda row: row[1])
        self.fields["parameter"].choices = [("", "—"), *named]  # type: ignore[attr-defined]
        systems = (
            [("", _("all systems")), *((f"system:{key}", label) for key, label in System.choices)] if whole else []
        )
        self.fields["whom"].choices = [*systems, *units]  # type: ignore[attr-defined]


LineFormSet = forms.formset_factory(LineForm, extra=3, max_num=MOST_LINES, absolute_max=MOST_LINES)


class SwitchForm(forms.Form):
    """Choose a set, the level on which it rests, for whom and from when."""

    prepared = forms.ChoiceField(label=_("Switch set"))
    level = forms.ChoiceField(
        label=_("Government’s level"),
        required=False,
        help_text=_("As recorded; the measures are the department’s own."),
    )
    system = forms.ChoiceField(
        label=_("For"), required=False, choices=[("", _("all that the set names")), *System.choices]
    )
    at = Moment(label=_("In force from"), required=False, help_text=_("Empty: from now on."))
    until = Moment(label=_("Until"), required=False, help_text=_("Empty: until further notice."))
    basis = forms.CharField(label=_("Basis"), max_length=200, help_text=_("Who decided it, by what paper or meeting."))

    def __init__(
        self, sets: Sequence[tuple[str, str]], levels: Sequence[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prepared"].choices = sets  # type: ignore[attr-defined]
        self.fields["level"].choices = [("", _("none")), *levels]  # type: ignore[attr-defined]


class RevertForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Who decided it, by what paper or meeting.")
    )


def moment_of(row: Any) -> str:
    """A row's moment as an input shows it."""
    return clock.local(row.at).strftime(MOMENT)
