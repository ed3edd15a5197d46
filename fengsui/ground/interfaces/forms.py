from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.ground.interfaces.models import Subscription
from fengsui.ground.interfaces.queries import LONGEST, USUAL, answerers, offered, scopes

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the system"),
        max_length=80,
        help_text=_("The system that will use it, for example “personnel register”."),
    )
    person = forms.ChoiceField(
        label=_("Who answers for it"),
        help_text=_("The token can never do more than this person can at the unit. Only this person sees its secret."),
    )
    scopes = forms.MultipleChoiceField(label=_("It may"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(
        label=_("Holds for days"), initial=USUAL, min_value=1, max_value=LONGEST,
        help_text=_("Afterwards a new one is set up: what nobody renews ends by itself."),
    )  # fmt: skip
    networks = forms.CharField(
        label=_("Only from these networks"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, like 10.8.0.0/16. Empty: from anywhere."),
    )  # fmt: skip

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(pk), name) for pk, name in answerers(unit)]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
        self.fields["scopes"].choices = [(key, f"{one.name} ({key})") for key, one in scopes().items()]  # type: ignore[attr-defined]


class DrawForm(forms.Form):
    keep_hours = forms.IntegerField(
        label=_("The old secret holds for hours more"), initial=24, min_value=0, max_value=168, required=False,
        help_text=_("So that the other system can be changed over without a gap. 0: it ends at once."),
    )  # fmt: skip


class WebhookForm(forms.Form):
    name = forms.CharField(label=_("Name of the system"), max_length=80, help_text=_("The system that receives it."))
    url = forms.CharField(
        label=_("Address"), max_length=500, help_text=_("https, or a host that the installation lists."),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=_("Fields that are sent"), choices=Subscription.Depth.choices, widget=forms.RadioSelect,
        initial=Subscription.Depth.PUBLIC,
        help_text=_("Fields above the level are left out. What is secret is never sent, nor any name."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(label=_("Kinds of facts"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(fact.kind, fact.kind) for fact in offered()]  # type: ignore[attr-defined]
