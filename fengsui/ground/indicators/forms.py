from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.ground.indicators.declare import REPORTING, Kind, RollUp

KINDS = {Kind.STOCK: _("stock"), Kind.FLOW: _("flow"), Kind.RATIO: _("ratio")}
ROLLUPS = {RollUp.SUM: _("sum"), RollUp.MAX: _("largest"), RollUp.WEIGHTED: _("weighted mean")}


class WordsForm(forms.Form):
    """What may be changed at any time."""

    name = forms.CharField(label=_("Name"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    measure = forms.CharField(label=_("Unit of measure"), max_length=20, required=False)
    measure_en = forms.CharField(label=_("Unit of measure in English"), max_length=30, required=False)
    help = forms.CharField(label=_("What exactly is counted"), max_length=300, required=False)
    low = forms.FloatField(label=_("Finding if below"), required=False)
    high = forms.FloatField(label=_("Finding if above"), required=False)


class DefinitionForm(WordsForm):
    """A new indicator: its words, what it counts, and who reports it from when."""

    kinds = forms.MultipleChoiceField(
        label=_("In whose reports it stands"), choices=[(kind.value, kind.label) for kind in REPORTING],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind"), choices=list(KINDS.items()), widget=forms.RadioSelect, initial=Kind.STOCK,
        help_text=_("Stock: how many there are now. Flow: how many came in the reported period."),
    )  # fmt: skip
    rollup = forms.ChoiceField(
        label=_("Adds up as"), choices=list(ROLLUPS.items())[:2], widget=forms.RadioSelect, initial=RollUp.SUM
    )
    decimals = forms.TypedChoiceField(
        label=_("Decimals"), choices=[("0", "0"), ("1", "1"), ("2", "2")], coerce=int, initial="0"
    )
    since = forms.DateField(
        label=_("Asked for from"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: from today on. Whoever signed today's report already has it there as missing."),
    )  # fmt: skip

    def wanted(self) -> dict[str, Any]:
        """The fields as a Definition takes them."""
        return {**self.cleaned_data, "kinds": tuple(self.cleaned_data["kinds"])}
