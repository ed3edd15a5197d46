"""Reading what was typed about traces. The rules are the actions'."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.actions.tracing import MOST_MINUTES, Question
from fengsui.frontline.gates.forms.alerts import Short
from fengsui.frontline.gates.queries.exposure import OBSERVED, began, exposure
from fengsui.frontline.gates.queries.whom import Whom
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.forms import Day, Moment

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit

_OFF = {"autocomplete": "off"}
_FILES = _("PDF, OFD, Word, Excel, a picture, up to 10 MB; no programs, no macros.")


class AskForm(forms.Form):
    """A question to the store, and the paper on which it is asked."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    passage = forms.UUIDField(widget=forms.HiddenInput, required=False)
    unit = forms.ChoiceField(label=_("At the gates of"), help_text=_("And of the units below it."))
    own = forms.BooleanField(label=_("For the own facility, without a request from outside"), required=False)
    authority = Short(label=_("Authority that asks"), max_length=120, required=False)
    paper = Short(label=_("Number of the request"), max_length=120, required=False, widget=forms.TextInput(attrs=_OFF))
    file = forms.FileField(
        label=_("Written request"),
        required=False,
        help_text=_FILES,
        widget=forms.FileInput(attrs={"data-max-mb": "10"}),
    )
    reason = Short(label=_("What it is for"), max_length=200)
    name = Short(label=_("Name"), max_length=40, required=False, widget=forms.TextInput(attrs=_OFF))
    number = Short(label=_("Identity number"), max_length=20, required=False, widget=forms.TextInput(attrs=_OFF))
    phone = Short(label=_("Phone"), max_length=20, required=False, widget=forms.TextInput(attrs=_OFF))
    plate = Short(label=_("Plate"), max_length=12, required=False, widget=forms.TextInput(attrs=_OFF))
    card = forms.UUIDField(label=_("Number of a QR pass"), required=False, widget=forms.TextInput(attrs=_OFF))
    onset = Day(_("Fell ill on"), required=False, help_text=_("If it is known: the time asked for begins with it."))
    since = Moment(_("From"), required=False, help_text=_("Empty: as the protocol in force says, or 14 days back."))
    until = Moment(_("Ends at"), required=False, help_text=_("Empty: now."))
    minutes = forms.IntegerField(label=_("Together within"), min_value=1, max_value=MOST_MINUTES)

    def __init__(self, units: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]

    def question(self, unit: Unit) -> Question:
        """What is asked; hours that were left empty follow from the onset and the protocol in force."""
        typed = self.cleaned_data
        until = typed["until"] or clock.now()
        back = clock.midnight(clock.local(until).date() - timedelta(days=OBSERVED))
        since = typed["since"] or (began(typed["onset"], exposure(unit).days) if typed["onset"] else back)
        whom = Whom(**{key: typed[key] for key in ("name", "number", "phone", "plate", "card", "passage")})
        return Question(
            whom,
            typed["reason"],
            since,
            until,
            typed["minutes"],
            typed["own"],
            typed["authority"],
            typed["paper"],
            typed["onset"],
        )


class DecideForm(forms.Form):
    note = Short(label=_("Remark"), max_length=200, required=False, help_text=_("Why it is refused must be said."))


class GiveForm(forms.Form):
    to = Short(label=_("Given to"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].error_messages["required"] = gettext("Say to whom it is given.")
