"""Reading what was typed about duty. The rules are the actions'."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.duty.models import WEEK
from fengsui.command.duty.models.changes import NOTE
from fengsui.command.duty.models.drafts import LONGEST
from fengsui.command.duty.models.posts import DAY_MINUTES
from fengsui.command.duty.models.watch import SAID
from fengsui.command.tasks.forms import Moment, Words
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Person, SeatKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fengsui.command.duty.models import Pattern
    from fengsui.command.duty.queries.people import Known
    from fengsui.ground.org.models import Shift

DAYS = (
    gettext_lazy("Mon"), gettext_lazy("Tue"), gettext_lazy("Wed"), gettext_lazy("Thu"), gettext_lazy("Fri"),
    gettext_lazy("Sat"), gettext_lazy("Sun"),
)  # fmt: skip
SEXES = (("", gettext_lazy("sex not given")), ("f", gettext_lazy("woman")), ("m", gettext_lazy("man")))


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Someone(forms.ChoiceField):
    """A person among some, chosen from a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": gettext_lazy("Which person"), **kwargs})

    def offer(self, people: Iterable[tuple[Any, str]], empty: str = "") -> None:
        self.choices = [("", empty or _("choose …")), *((str(pk), name) for pk, name in people)]

    def clean(self, value: Any) -> Person | None:
        chosen = super().clean(value)
        return Person.objects.get(pk=UUID(chosen)) if chosen else None


class SeatForm(forms.Form):
    seat = forms.ChoiceField(label=gettext_lazy("Seat"), choices=SeatKind.choices)


class StationForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Station"),
        max_length=80,
        help_text=gettext_lazy("An office, a gate, a van: what it is called here."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Persons at a time"), min_value=1, max_value=500, initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


class DemandForm(forms.Form):
    women_only = forms.BooleanField(
        label=gettext_lazy("Women only"), required=False,
        help_text=gettext_lazy("A women’s ward is managed by women officers; nobody can decide otherwise."),
    )  # fmt: skip
    skills = forms.CharField(
        label=gettext_lazy("Skills"), max_length=200, required=False,
        help_text=gettext_lazy("Words between “、”: whoever stands there has all of them."),
    )  # fmt: skip


class SlotForm(forms.Form):
    begins = forms.TimeField(
        label=gettext_lazy("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=gettext_lazy("Ends at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("The same hour: 24 hours. An earlier one: the next day."),
    )  # fmt: skip
    need = forms.IntegerField(
        label=gettext_lazy("Persons needed"), min_value=1, max_value=200, initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    since = Day(label=gettext_lazy("From which day on"))
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Days of the week"), choices=tuple(zip(WEEK, DAYS, strict=True)), initial=list(WEEK),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    @property
    def minutes(self) -> int:
        """How long it is: to the same hour it is a whole day."""
        begins, ends = self.cleaned_data["begins"], self.cleaned_data["ends"]
        at: int = (ends.hour * 60 + ends.minute) - (begins.hour * 60 + begins.minute)
        return at if at > 0 else at + DAY_MINUTES


class DraftForm(forms.Form):
    first = Day(label=gettext_lazy("First day"))
    last = Day(label=gettext_lazy("Last day"), help_text=gettext_lazy("Up to 62 days."))

    @classmethod
    def offered(cls) -> DraftForm:
        """A week from tomorrow on."""
        first = clock.today() + timedelta(days=1)
        return cls(initial={"first": first, "last": first + timedelta(days=6)})


class FillForm(forms.Form):
    """Lay a pattern over a draft."""

    pattern = forms.ChoiceField(label=gettext_lazy("Pattern"))
    start = forms.IntegerField(
        label=gettext_lazy("Begin with its day"), min_value=1, max_value=LONGEST, initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    only_empty = forms.BooleanField(label=gettext_lazy("Only where nobody is yet"), required=False)

    def __init__(self, *args: Any, patterns: Iterable[Pattern], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = _("%(name)s (%(days)d days)")
        choices = [(str(one.pk), days % {"name": one.name, "days": one.days}) for one in patterns]
        self.fields["pattern"].choices = choices  # type: ignore[attr-defined]


class GenerateForm(forms.Form):
    """Have a roster worked out for a draft."""

    only_empty = forms.BooleanField(
        label=gettext_lazy("Only where nobody is yet; who stands in the draft stays"), required=False, initial=True
    )


class KeepForm(forms.Form):
    """Keep the first days of a draft as a pattern."""

    name = forms.CharField(label=gettext_lazy("Name of the pattern"), max_length=80)
    days = forms.IntegerField(
        label=gettext_lazy("Its first days"), min_value=1, max_value=LONGEST, initial=7,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


class PutForm(forms.Form):
    """Fill a gap with somebody of the pool."""

    person = Someone()
    accepting = forms.BooleanField(label=gettext_lazy("I know the doubts; it is meant so."), required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class OverrideForm(forms.Form):
    person = Someone(label=gettext_lazy("Who instead"))
    note = Words(
        label=gettext_lazy("Why"),
        rows=2,
        most=NOTE,
        missing=gettext_lazy("Say why, in at most 200 characters: both of them read it."),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class AbsenceForm(forms.Form):
    person = Someone()
    since = Moment(label=gettext_lazy("Begins at"))
    until = Moment(label=gettext_lazy("Lasts until"))
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=200, required=False,
        help_text=gettext_lazy("Sealed; only who writes the roster reads it. No diagnosis is needed."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[tuple[Any, str]] | None = None, **kwargs: Any) -> None:
        now = clock.local(clock.now())
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {"since": now, "until": clock.midnight(now.date() + timedelta(days=1)), **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        if people is None:
            del self.fields["person"]
        else:
            self.fields["person"].offer(people)  # type: ignore[attr-defined]


class SwapForm(forms.Form):
    """Ask another to take a shift."""

    other = Someone(label=gettext_lazy("Whom do you ask?"))
    back = forms.ChoiceField(
        label=gettext_lazy("In return for"),
        required=False,
        help_text=gettext_lazy("Nothing in return: they take it over."),
    )
    note = Words(label=gettext_lazy("Note"), required=False, rows=2, most=NOTE)

    def __init__(self, *args: Any, people: Sequence[Known], shifts: Sequence[tuple[Shift, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].offer((one.pk, one.name) for one in people)  # type: ignore[attr-defined]
        self.shifts = {str(row.pk): row for row, _words in shifts}
        choices = [("", _("nothing in return")), *((str(row.pk), said) for row, said in shifts)]
        self.fields["back"].choices = choices  # type: ignore[attr-defined]

    def clean_back(self) -> Shift | None:
        return self.shifts.get(self.cleaned_data["back"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        back, other = typed.get("back"), typed.get("other")
        if back and other and back.person_id != other.pk:
            raise ValidationError({"back": _("This shift is somebody else’s; choose one of whom you ask.")})
        return typed


class OffForm(forms.Form):
    note = Words(
        label=gettext_lazy("What else the next one must know"), required=False, rows=4, most=SAID,
        help_text=gettext_lazy("What is open is handed on by itself. Nothing classified."),
    )  # fmt: skip


class PoolForm(forms.Form):
    """Who can be put at a post; all of the unit are offered."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who can be put there"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(str(pk), name) for pk, name in people]  # type: ignore[attr-defined]
