"""Reading what was typed about permits, passes and at the terminal. The rules are the actions'."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.actions.asking import Guest
from fengsui.frontline.gates.models.store import UNREADABLE
from fengsui.frontline.gates.reasons import Reason
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures.body import Site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fengsui.frontline.gates.models import Gate

MOMENT = "%Y-%m-%dT%H:%M"
_BETWEEN = re.compile(r"\t|,|，|;|；|、|\s{2,}")
STANDING_DAYS = 30


class Moment(forms.DateTimeField):
    """An hour of the domain's day."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)

    def clean(self, value: Any) -> datetime | None:
        found = super().clean(value)
        return found.astimezone(clock.LOCAL) if found else None


class AskForm(forms.Form):
    people = forms.CharField(
        label=_("Who is to pass"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text=_("One a line: name; then, if need be, building or section, and plate. A whole shift can be pasted from Excel."),
    )  # fmt: skip
    gate = forms.ChoiceField(label=_("By which gate"), required=False)
    since = Moment(label=_("From when"))
    until = Moment(label=_("Until when"))
    reason = forms.CharField(label=_("For what"), max_length=200)

    def __init__(self, *args: Any, gates: Sequence[Gate] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gates = {str(gate.pk): gate for gate in gates}
        named = [(key, str(gate)) for key, gate in self.gates.items()]
        self.fields["gate"].choices = [("", gettext("all gates of the unit")), *named]  # type: ignore[attr-defined]

    def clean_people(self) -> list[Guest]:
        lines = [
            [cell.strip() for cell in _BETWEEN.split(line.strip())] for line in self.cleaned_data["people"].splitlines()
        ]
        found = [Guest(*cells[:3]) for cells in lines if cells[0]]
        for one in found:
            if any(letter.isdigit() for letter in one.name) or max(map(len, one)) > 40:
                sentence = gettext(
                    "No name can be read from “%(line)s”: write the name, a comma, the building, a comma, the plate."
                )
                raise ValidationError(sentence % {"line": " ".join(one)[:40]})
        if any("\x00" in "".join(one) for one in found):
            raise ValidationError(gettext("There are characters in it that nobody can read."))
        return found

    def clean_gate(self) -> Gate | None:
        return self.gates.get(self.cleaned_data["gate"])


def offered() -> tuple[datetime, datetime]:
    """The hours that a form begins with: from now to the end of the day after tomorrow."""
    now = clock.local(clock.now()).replace(second=0, microsecond=0)
    return now, clock.on(now.date() + timedelta(days=1), time(23, 59))


class StandingForm(forms.Form):
    building = forms.CharField(
        label=_("Building"), max_length=40, required=False, help_text=_("Empty: everybody the gates of the unit know.")
    )
    until = forms.DateField(label=_("Valid until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean_until(self) -> datetime:
        day: date = self.cleaned_data["until"]
        return clock.last_moment(day)


def tenths(text: str) -> int | None:
    """A temperature as it is typed without looking: 36.5, 36,5, 365, ３６．５ → 365. Raises ValidationError."""
    plain = text.strip().translate(_WIDE)
    if not plain:
        return None
    found = re.fullmatch(r"(\d{2})(?:\.?(\d))?(?:°?C)?", plain)
    if not found:
        raise ValidationError(gettext("Write a temperature as 36.5 or 365."))
    return int(found[1]) * 10 + int(found[2] or 0)


_WIDE = str.maketrans("０１２３４５６７８９．，,。", "0123456789....")


class Heat(forms.CharField):
    """Tenths of °C, or None."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(required=False, max_length=8, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        return tenths(str(super().clean(value)))


class EntryForm(forms.Form):
    """Somebody at the terminal, once it is known who."""

    name = forms.CharField(label=_("Name"), max_length=40, required=False)
    number = forms.CharField(label=_("Identity number"), max_length=20, required=False)
    plate = forms.CharField(label=_("Plate"), max_length=12, required=False)
    note = forms.CharField(label=_("To whom, for what"), max_length=200, required=False)
    heat = Heat(label=_("Temperature"))
    again = Heat(label=_("Measured again"))
    site = forms.ChoiceField(
        label=_("Measured at"), required=False,
        choices=[("", _("Forehead")), *[one for one in Site.choices if one[0] != Site.FOREHEAD], (UNREADABLE, _("cannot be read"))],
    )  # fmt: skip
    reason = forms.ChoiceField(label=_("Why turned away"), required=False)

    def __init__(self, *args: Any, visitor: bool = True, identity: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", "—"), *Reason.choices]  # type: ignore[attr-defined]
        for key in ("name", "number", "plate", "note") if not visitor else () if identity else ("number",):
            del self.fields[key]
