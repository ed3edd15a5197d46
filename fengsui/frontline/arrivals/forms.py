"""The forms: they read what was typed, field by field with the room's own rules; what hangs together is the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals import saying
from fengsui.frontline.arrivals.fields import OFF, Celsius, Day, Moment, Ruled, choice
from fengsui.frontline.arrivals.models import (
    Contact,
    Control,
    Door,
    FilingKind,
    Reason,
    Relation,
    Sex,
    Stay,
    Symptom,
    Transport,
)
from fengsui.frontline.arrivals.saying import Companion, Lodging, Return
from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange import values
from fengsui.ground.measures.body import Site
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from fengsui.frontline.arrivals.saying import Saying

TRAP = "homepage"  # a field that people do not see; what fills it in is no person


class FilingForm(forms.Form):
    """What both forms have. `read` gives what was said; the id makes sending twice harmless."""

    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, said: Saying | None = None, identity: bool = False, public: bool = False
    ) -> None:
        initial = {"id": uuid7(), **(_said(said) if said else {})}
        super().__init__(data, initial=initial)
        if not identity:
            self.fields.pop("number", None)
        if public:
            self.fields[TRAP] = forms.CharField(required=False, widget=forms.TextInput(attrs={**OFF, "tabindex": "-1"}))
            for name in ("control", "keeper"):  # the office decides about these
                self.fields.pop(name, None)
        for name in ("since", "until", "arrived_on", "left_on"):
            if name in self.fields:
                self.fields[name].widget.attrs["max"] = "" if name == "until" else clock.today().isoformat()

    def clean_homepage(self) -> str:
        if self.cleaned_data.get(TRAP):
            raise forms.ValidationError(_t("Leave this field empty; then send it again."))
        return ""


def _said(said: Saying) -> dict[str, Any]:
    found = dict(vars(said))
    if isinstance(said, Return):
        found["companions"] = "\n".join(
            " ".join(filter(None, (one.name, one.phone, one.number))) for one in said.companions
        )
        found["symptoms"] = list(said.symptoms)
    return found


class LodgerForm(FilingForm):
    host = Ruled(saying.person_name, label=_("Your name"))
    phone = Ruled(saying.phone, label=_("Your telephone number"), kind="tel")
    building = Ruled(
        saying.words,
        most=120,
        label=_("Building and flat where the person lodges"),
        help_text=_("For example: Xing'an Community, building 3, unit 2."),
    )
    name = Ruled(saying.person_name, label=_("Name of the person who lodges with you"))
    origin = Ruled(
        saying.words, label=_("From where did the person come?"), help_text=_("Province and city or county.")
    )
    stay = choice(_("In the 14 days before"), Stay.choices)
    since = Day(label=_("Here since"))
    until = Day(label=_("Stays until"), required=False)
    relation = choice(_("What is the person to you?"), Relation.choices)
    reason = choice(_("Why is the person here?"), Reason.choices)
    plate = Ruled(saying.plate, most=20, label=_("Number plate, if the person came by car"), required=False)
    celsius = Celsius(label=_("Temperature, if it was measured"), required=False)

    def read(self) -> Lodging:
        said = {name: self.cleaned_data[name] for name in self.fields if name not in {"id", TRAP}}
        return Lodging(**said)


class ReturneeForm(FilingForm):
    name = Ruled(saying.person_name, label=_("Your name"))
    sex = choice(_("Sex"), Sex.choices)
    number = Ruled(
        values.identity,
        most=30,
        label=_("Identity number"),
        help_text=_("The prevention orders of this place ask for it."),
    )
    phone = Ruled(saying.phone, label=_("Your telephone number"), kind="tel")
    address = Ruled(
        saying.words,
        most=120,
        label=_("Where do you live now?"),
        help_text=_("Banner or county, township or street, community or village, building."),
    )
    home = Ruled(saying.words, most=120, label=_("Registered address, if it is another"), required=False)
    origin = Ruled(saying.words, label=_("From where did you come back?"), help_text=_("Province and city or county."))
    left_on = Day(label=_("Left there on"), required=False)
    arrived_on = Day(label=_("Arrived on"))
    transport = choice(_("How did you come?"), Transport.choices)
    ride = Ruled(saying.words, label=_("Train or flight, carriage and seat"), required=False)
    plate = Ruled(saying.plate, most=20, label=_("Number plate, if you came by car"), required=False)
    companions = Ruled(
        saying.companions, most=1000, required=False, label=_("Who came with you?"), widget=forms.Textarea(attrs={"rows": 3, **OFF}),
        help_text=_("One person a line: the name, then the telephone number if there is one."),
    )  # fmt: skip
    stay = choice(_("In the 14 days before"), Stay.choices)
    contact = choice(_("Contact with somebody who is ill with it or under suspicion?"), Contact.choices)
    contact_note = Ruled(saying.words, most=200, label=_("If so: when and where"), required=False)
    symptoms = forms.MultipleChoiceField(
        label=_("Do you feel ill?"), choices=Symptom.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    celsius = Celsius(label=_("Temperature, if it was measured"), required=False)
    control = choice(_("Kind of control"), Control.choices, Control.NONE)
    keeper = Ruled(
        saying.words,
        label=_("Who looks after the person"),
        required=False,
        help_text=_("The responsible person of the community."),
    )

    def read(self) -> Return:
        said = {name: self.cleaned_data[name] for name in self.fields if name not in {"id", TRAP}}
        people: tuple[Companion, ...] = said["companions"]
        return Return(**{**said, "companions": people, "symptoms": tuple(said["symptoms"])})


def form_of(kind: str) -> type[LodgerForm | ReturneeForm]:
    return LodgerForm if kind == FilingKind.LODGER else ReturneeForm


class UnmaskForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you need to see the name?"), max_length=200, help_text=_("It is written into the journal.")
    )


class DoorForm(forms.Form):
    place = forms.CharField(
        label=_("Where the poster hangs, or whom the link is for"), max_length=60, widget=forms.TextInput(attrs=OFF)
    )
    asks = choice(_("Which forms"), Door.Asks.choices, Door.Asks.BOTH)
    days = forms.IntegerField(
        label=_("Valid for"),
        required=False,
        help_text=_("Empty: as long as the measure allows."),
        widget=forms.TextInput(attrs={**OFF, "inputmode": "numeric"}),
    )


class ObserveForm(forms.Form):
    kind = forms.ChoiceField(label=_("Where"), choices=[("home", _("At home")), ("central", _("In a central place"))])
    first_day = Day(
        label=_("Day 0"), required=False, help_text=_("The arrival or the last contact; empty: the arrival.")
    )


class HandForm(forms.Form):
    to = forms.CharField(
        label=_("Hand over to"), max_length=100, widget=forms.TextInput(attrs={**OFF, "list": "units"})
    )
    because = forms.CharField(label=_("Why"), max_length=200, widget=forms.TextInput(attrs=OFF))


class FollowForm(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput)
    celsius = Celsius(label=_("Temperature"))
    site = forms.ChoiceField(label=_("Measured at"), choices=Site.choices, initial=Site.ARMPIT)
    at = Moment()


class PostingForm(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.CharField(label=_("Where it is posted"), max_length=60, widget=forms.TextInput(attrs=OFF))
    title = forms.CharField(label=_("Title"), max_length=80, widget=forms.TextInput(attrs=OFF))
    text = forms.CharField(label=_("Text"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    link = forms.CharField(
        label=_("Where its code leads"),
        max_length=300,
        required=False,
        help_text=_("For example the verification address of an issued document."),
        widget=forms.TextInput(attrs={**OFF, "inputmode": "url"}),
    )
    at = Moment()


class ExplanationForm(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.CharField(label=_("Where"), max_length=60, widget=forms.TextInput(attrs=OFF))
    topic = forms.CharField(label=_("What was explained"), max_length=120, widget=forms.TextInput(attrs=OFF))
    households = forms.CharField(
        label=_("Households visited"),
        max_length=9,
        required=False,
        widget=forms.TextInput(attrs={**OFF, "inputmode": "numeric"}),
    )
    persons = forms.CharField(
        label=_("Persons spoken to"), max_length=9, widget=forms.TextInput(attrs={**OFF, "inputmode": "numeric"})
    )
    at = Moment()
