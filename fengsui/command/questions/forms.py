"""Reading what was typed. The rules are the actions'."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.questions.actions import Given, GivenRow, Wanted
from fengsui.command.questions.models import AddUp, AnswerKind, CellKind
from fengsui.ground.clock import queries as clock
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import QueryDict

    from fengsui.command.questions.models import Question

COLUMNS = range(6)  # offered on the page
MOMENT = "%Y-%m-%dT%H:%M"


class Moment(forms.DateTimeField):
    """An hour of the domain's day."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)

    def clean(self, value: Any) -> datetime | None:
        found = super().clean(value)
        return found.astimezone(clock.LOCAL) if found else None


class AskForm(forms.Form):
    """A question, without its columns and whom it asks: these have parts of their own."""

    text = forms.CharField(
        label=gettext_lazy("Question"), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("The answer is"),
        choices=AnswerKind.choices,
        widget=forms.RadioSelect,
        initial=AnswerKind.NUMBER,
    )
    measure = forms.CharField(label=gettext_lazy("Unit of measure"), max_length=20, required=False)
    choices = forms.CharField(
        label=gettext_lazy("Choices, one per line"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    due = Moment(label=gettext_lazy("By when"))
    help = forms.CharField(label=gettext_lazy("What exactly is meant"), max_length=300, required=False)
    text_en = forms.CharField(label=gettext_lazy("The question in English"), max_length=300, required=False)
    adds_up = forms.ChoiceField(
        label=gettext_lazy("Numbers add up"), choices=AddUp.choices, widget=forms.RadioSelect, initial=AddUp.SUM
    )
    low = forms.FloatField(label=gettext_lazy("Least value"), required=False)
    high = forms.FloatField(label=gettext_lazy("Greatest value"), required=False)
    check_text = forms.CharField(label=gettext_lazy("What to say if it lies outside"), max_length=200, required=False)
    decimals = forms.TypedChoiceField(
        label=gettext_lazy("Decimals"), choices=[("0", "0"), ("1", "1"), ("2", "2")], coerce=int, initial="0", required=False,
    )  # fmt: skip
    repeats = forms.BooleanField(
        label=gettext_lazy("May be answered by repeating the last answer (what seldom changes)"), required=False
    )

    MORE = ("help", "text_en", "adds_up", "low", "high", "check_text", "decimals", "repeats")

    def more(self) -> list[forms.BoundField]:
        """The fields that are seldom needed."""
        return [self[name] for name in self.MORE]

    def wanted(self, post: QueryDict, line: str) -> Wanted:
        data = dict(self.cleaned_data)
        data.pop("due")
        data["decimals"] = data["decimals"] or 0
        choices = [text.strip() for text in data.pop("choices").splitlines() if text.strip()]
        return Wanted(**data, choices=choices, columns=[one.read() for one in columns(post) if one.name], line=line)


@dataclass
class Column:
    """A column of a list as typed."""

    n: int
    name: str = ""
    kind: str = CellKind.TEXT
    personal: bool = False
    choices: str = ""

    def read(self) -> dict[str, Any]:
        choices = [text.strip() for text in re.split(r"[,，、;；]", self.choices) if text.strip()]
        kind = self.kind if self.kind in CellKind.values else CellKind.TEXT
        return {"name": self.name, "kind": str(kind), "personal": self.personal, "choices": choices}


def columns(post: QueryDict) -> list[Column]:
    """The columns of a list; at first a name, which is personal, and two blank ones that are not."""
    if not any(f"column-{n}" in post for n in COLUMNS):
        return [Column(0, _("Name"), personal=True), *(Column(n) for n in COLUMNS[1:])]
    return [
        Column(n, clean(post.get(f"column-{n}", ""))[:40], post.get(f"column-kind-{n}", CellKind.TEXT),
               f"column-personal-{n}" in post, clean(post.get(f"column-choices-{n}", ""))[:300])
        for n in COLUMNS
    ]  # fmt: skip


def default_due() -> datetime:
    """In an hour, at a round five minutes."""
    due = clock.local(clock.now()) + timedelta(hours=1)
    return due.replace(minute=due.minute // 5 * 5, second=0, microsecond=0)


def clean(text: str) -> str:
    """Typed text without its margins, and without NUL, which no text of the database may have."""
    return text.replace("\x00", "").strip()


def number(text: str) -> float | None:
    """A number as people type it: full-width digits, thousands separators. Empty is None; rubbish is refused."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").replace("−", "-")
    if not plain:
        return None
    try:
        value = float(plain)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or abs(value) > 1e9:
        raise Refused("questions.rubbish", _("Write a number with digits, for example 12."), field="number")
    return value


@dataclass
class Typed:
    """An answer's form as typed, so that nothing is lost."""

    key: UUID
    seen: str = ""
    number: str = ""
    choice: str = ""
    text: str = ""
    rows: list[tuple[str, list[str]]] = field(default_factory=list)  # (row that is kept, cells)
    do: str = ""
    block: str = ""

    def given(self, question: Question) -> Given:
        """What it means. The buttons “none” and “nobody” say zero, whatever stands in the fields."""
        if question.kind == AnswerKind.NUMBER:
            return Given(number=0.0 if self.do == "zero" else number(self.number))
        if question.kind == AnswerKind.ROWS:
            filled = [GivenRow(cells, _uuid(kept)) for kept, cells in self.rows if any(cells)]
            return Given(rows=[] if self.do == "nobody" else filled or None)
        return Given(choice=self.choice) if question.kind == AnswerKind.CHOICE else Given(text=self.text)

    @property
    def copy(self) -> str:
        """What was typed, to be copied."""
        return "\n".join(["\t".join(cells) for _kept, cells in self.rows if any(cells)] + [
            text for text in (self.number, self.choice, self.text) if text
        ])  # fmt: skip


def read(post: QueryDict, question: Question) -> Typed:
    """Read the form of an answer."""
    wide = len(question.columns)
    places = sorted(int(name[4:]) for name in post if re.fullmatch(r"row-\d{1,4}", name, re.ASCII))
    rows = [
        (str(post[f"row-{n}"]), [clean(post.get(f"cell-{n}-{i}", ""))[:200] for i in range(wide)]) for n in places
    ]  # fmt: skip
    return Typed(
        _uuid(post.get("key", "")) or uuid7(), post.get("seen", ""), clean(post.get("number", ""))[:40],
        clean(post.get("choice", ""))[:80], clean(post.get("text", ""))[:2000], rows, post.get("do", ""),
        post.get("block", ""),
    )  # fmt: skip


def spread(typed: Typed, wide: int) -> None:
    """Put a pasted block behind the rows that are filled: tabs (Excel, WPS) or commas between the cells."""
    lines = [line for line in typed.block.replace("\x00", "").splitlines() if line.strip()]
    cells = [re.split(r"\t" if "\t" in line else r"[,，]", line) for line in lines]
    filled = [row for row in typed.rows if any(row[1])]
    typed.rows = filled + [("", [text.strip()[:200] for text in (row + [""] * wide)[:wide]]) for row in cells]
    typed.block = ""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class KeepForm(forms.Form):
    """Keep a question as standing."""

    hour = forms.TimeField(
        label=gettext_lazy("Every day by"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    since = forms.DateField(
        label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    name = forms.CharField(label=gettext_lazy("Name of the indicator"), max_length=80, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), widget=forms.RadioSelect, initial="stock", required=False,
        choices=[("stock", gettext_lazy("how many there are")), ("flow", gettext_lazy("how many came"))],
    )  # fmt: skip
    high = forms.FloatField(label=gettext_lazy("Finding if above"), required=False)
    low = forms.FloatField(label=gettext_lazy("Finding if below"), required=False)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or "stock"


def moment(text: str) -> datetime:
    """An hour from a form of one field."""
    try:
        found = Moment().clean(text)
    except ValidationError:
        found = None
    if found is None:
        raise Refused("questions.moment", _("Choose a day and an hour."), field="due")
    return found
