"""The panel beside the sheet: what stands in a cell. The rules are the action's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.forms.models import Cell, Shown, What
from fengsui.command.forms.spec import Spec
from fengsui.ground.indicators.queries import indicators
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit

SINCE = "0"


def _codes() -> list[tuple[str, Any]]:
    """All indicators, grouped as in the report."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, one in indicators().items():
        groups.setdefault(str(one.group) or _("Others"), []).append((code, str(one.name)))
    return [("", "—"), *groups.items()]


class CellForm(forms.Form):
    """`units`: those to choose from; `own`: the one that is meant where nothing is typed; `in_block`: the row's unit may be meant."""

    what = forms.ChoiceField(label=gettext_lazy("What stands here"), choices=What.choices, widget=forms.RadioSelect)
    code = forms.ChoiceField(label=gettext_lazy("Which number"), required=False)
    unit = forms.CharField(label=gettext_lazy("Unit"), required=False, max_length=160)
    back = forms.TypedChoiceField(
        label=gettext_lazy("Day"), coerce=int, required=False,
        choices=[(0, gettext_lazy("the day of the sheet")), (1, gettext_lazy("the day before")), (2, gettext_lazy("two days before"))],
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=gettext_lazy("Added up over"), coerce=int, required=False,
        choices=[(1, gettext_lazy("one day")), (7, gettext_lazy("7 days added up")), (14, gettext_lazy("14 days added up")), (0, gettext_lazy("added up since a day"))],
    )  # fmt: skip
    since = forms.DateField(
        label=gettext_lazy("Added up since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    shown = forms.ChoiceField(label=gettext_lazy("Which figure"), choices=Shown.choices, required=False)
    factor = forms.TypedChoiceField(
        label=gettext_lazy("Written as"), coerce=float, required=False,
        choices=[("1.0", gettext_lazy("as it is")), ("0.01", gettext_lazy("divided by 100")), ("100.0", gettext_lazy("times 100")), ("0.0001", gettext_lazy("in ten thousands"))],
    )  # fmt: skip
    wording = forms.CharField(
        label=gettext_lazy("Words"), required=False, max_length=300,
        help_text=gettext_lazy("{date} {iso} {dotted} {year} {month} {day} {time}: the day; {unit} {short}: the unit; {filler}: who fills it; {n}: the row's number."),
    )  # fmt: skip

    column = forms.ChoiceField(label=gettext_lazy("Column of the list"), required=False)

    def __init__(
        self,
        *args: Any,
        units: list[Unit],
        own: Unit,
        in_block: bool = False,
        columns: list[str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        choices = [choice for choice in What.choices if columns or choice[0] != What.COLUMN]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        self.fields["column"].choices = [(str(n), title) for n, title in enumerate(columns or [])]  # type: ignore[attr-defined]
        self.units, self.own, self.in_block = units, own, in_block
        self.fields["code"].choices = _codes()  # type: ignore[attr-defined]
        self.fields["unit"].widget.attrs |= {"list": "units", "autocomplete": "off", "placeholder": self.nobody}

    @property
    def nobody(self) -> str:
        """What an empty unit means."""
        return _("each row's unit") if self.in_block else self.own.label

    @property
    def nobody_hint(self) -> str:
        return _("Empty: %(unit)s.") % {"unit": self.nobody}

    @property
    def asks_nothing(self) -> bool:
        """A number is to stand here and none is chosen yet."""
        return self.cleaned_data["what"] == What.NUMBER and not self.cleaned_data["code"]

    def spec(self, sheet: str, ref: str) -> Spec:
        """What was chosen. Raises Refused if the unit is none of the list."""
        given = self.cleaned_data
        if given["what"] == What.COLUMN:
            return Spec(sheet, ref, What.COLUMN, given["column"])
        if given["what"] != What.NUMBER:
            return Spec(sheet, ref, given["what"], wording=given["wording"])
        days = 1 if given["days"] == "" else given["days"]
        since = given["since"] if days == 0 else None
        unit = self.unit_id(given["unit"])
        return Spec(
            sheet, ref, What.NUMBER, given["code"], unit, given["back"] or 0, days, since,
            given["shown"] or Shown.KNOWN, given["factor"] or 1.0,
        )  # fmt: skip

    def unit_id(self, text: str) -> int | None:
        """The unit that was typed; None for the row's. Raises Refused."""
        typed = text.strip()
        if not typed:
            return None if self.in_block else self.own.pk
        for unit in [self.own, *self.units]:
            if typed in {unit.label, unit.name, unit.name_en, unit.short, unit.code}:
                return unit.pk
        raise Refused("forms.unit_name", _("No unit of yours is called that; choose one of the list."), field="unit")


def initial(cell: Cell | None, own: Unit, row: Unit | None = None) -> dict[str, Any]:
    """What the panel shows for a cell: its mapping, or a number to be chosen, of the unit that its row is about."""
    if cell is None:
        of = row.label if row and row.pk != own.pk else ""
        return {"what": What.NUMBER, "back": 0, "days": 1, "shown": Shown.KNOWN, "factor": "1.0", "unit": of}
    unit = cell.unit.label if cell.unit and cell.unit_id != own.pk else ""
    found = {name: getattr(cell, name) for name in ("what", "code", "back", "days", "since", "shown", "wording")}
    return {**found, "unit": unit, "factor": str(cell.factor), "column": cell.code}
