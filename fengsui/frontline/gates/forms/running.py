"""Reading what was typed about gates, phones, people and sheets. The rules are the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.frontline.gates.actions.gates import BUILDING, MOST_BUILDINGS, PLACE, Looks
from fengsui.frontline.gates.models import GateKind
from fengsui.frontline.gates.roll import LONGEST, Entry
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Person, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

OFF = {"autocomplete": "off"}


class Short(forms.CharField):
    """A short text without NUL, which no text of the database may have."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).replace("\x00", "").strip()


class Moment(forms.DateTimeField):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def clean(self, value: Any) -> datetime | None:
        found = super().clean(value)
        return found.astimezone(clock.LOCAL) if found else None


class PartnerField(Short):
    """A unit by its code or name: the community or street whose workers stand there too."""

    def clean(self, value: Any) -> Unit | None:  # type: ignore[override]
        typed = super().clean(value)
        if not typed:
            return None
        found = Unit.objects.existing().filter(code=typed).first()
        found = found or next(iter(Unit.objects.existing().filter(name=typed)[:1]), None)
        if found is None:
            raise ValidationError(_("No unit has this code or name: %(text)s.") % {"text": typed})
        return found


class LooksForm(forms.Form):
    """What a gate is."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of gate"), choices=GateKind.choices)
    place = Short(
        label=gettext_lazy("Estate or street"), max_length=PLACE, required=False, widget=forms.TextInput(attrs=OFF),
        help_text=gettext_lazy("As people call it; it is printed on the sheets."),
    )  # fmt: skip
    buildings = Short(
        label=gettext_lazy("Buildings"), required=False, max_length=(BUILDING + 2) * MOST_BUILDINGS,
        widget=forms.Textarea(attrs={"rows": 6}), help_text=gettext_lazy("One a line: what the keeper chooses from."),
    )  # fmt: skip
    partner = PartnerField(
        label=gettext_lazy("Partner"), required=False, widget=forms.TextInput(attrs={**OFF, "list": "units"}),
        help_text=gettext_lazy("The community or street whose workers stand there too: code or name."),
    )  # fmt: skip

    def looks(self) -> Looks:
        said = self.cleaned_data
        return Looks(said["kind"], said["place"], tuple(said["buildings"].splitlines()), said["partner"])


class ChangeForm(LooksForm):
    """A gate that stands, with its name."""

    name = Short(
        label=gettext_lazy("Name of the gate"), max_length=80, widget=forms.TextInput(attrs=OFF),
        help_text=gettext_lazy("Duty rosters call it so too."),
    )  # fmt: skip
    field_order = ["name"]


class GateForm(LooksForm):
    """A new gate."""

    name = Short(
        label=gettext_lazy("Name of the gate"), max_length=80, widget=forms.TextInput(attrs={**OFF, "list": "stations"}),
        help_text=gettext_lazy("A post of the duty roster, or a new name, for example “East gate”."),
    )  # fmt: skip
    field_order = ["name"]


class PhoneForm(forms.Form):
    """For whom a phone is bound, and until when."""

    keeper = forms.ChoiceField(label=gettext_lazy("Who keeps the gate"), required=False)
    label = Short(
        label=gettext_lazy("What the phone is called"), required=False, max_length=40, widget=forms.TextInput(attrs=OFF),
        help_text=gettext_lazy("For a partner’s worker: no name, for example “Xing’an 2”."),
    )  # fmt: skip
    until = Moment(label=gettext_lazy("Registers until"))

    def __init__(self, *args: Any, keepers: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("a partner’s worker")), *((str(pk), name) for pk, name in keepers)]
        self.fields["keeper"].choices = offered  # type: ignore[attr-defined]

    def person(self) -> Person | None:
        chosen = self.cleaned_data["keeper"]
        return Person.objects.get(pk=UUID(chosen)) if chosen else None


class ReasonForm(forms.Form):
    reason = Short(label=gettext_lazy("Reason"), max_length=200, widget=forms.TextInput(attrs=OFF))


class RegularForm(forms.Form):
    """Somebody whom the gates know: least data."""

    building = Short(
        label=gettext_lazy("Building"), max_length=LONGEST["building"], required=False,
        widget=forms.TextInput(attrs={**OFF, "list": "buildings"}),
    )  # fmt: skip
    room = Short(
        label=gettext_lazy("Room no."), max_length=LONGEST["room"], required=False, widget=forms.TextInput(attrs=OFF)
    )
    name = Short(label=gettext_lazy("Name"), max_length=LONGEST["name"], widget=forms.TextInput(attrs=OFF))
    tail = Short(
        label=gettext_lazy("Last digits"), max_length=LONGEST["tail"], required=False, widget=forms.TextInput(attrs=OFF),
        help_text=gettext_lazy("Up to four, of the telephone: to tell two people of one name apart."),
    )  # fmt: skip
    plate = Short(
        label=gettext_lazy("Plate"), max_length=LONGEST["plate"], required=False, widget=forms.TextInput(attrs=OFF)
    )
    number = Short(
        label=gettext_lazy("Identity number"), max_length=LONGEST["number"], required=False,
        widget=forms.TextInput(attrs=OFF), help_text=gettext_lazy("Asked for by the measures in force."),
    )  # fmt: skip

    def __init__(self, *args: Any, numbers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not numbers:
            del self.fields["number"]

    def entry(self) -> Entry:
        return Entry(**self.cleaned_data)


class RollForm(forms.Form):
    """A list as it is copied from Excel or WPS, or its file."""

    rows = forms.CharField(
        label=gettext_lazy("Rows from Excel or WPS"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("Or a file"), required=False)

    def body(self) -> bytes:
        file = self.cleaned_data["file"]
        return file.read() if file else str(self.cleaned_data["rows"]).replace("\x00", "").encode()


class NumberForm(forms.Form):
    """How many sheets are printed."""

    n = forms.IntegerField(label=gettext_lazy("How many sheets"), min_value=1, max_value=100, initial=4)
