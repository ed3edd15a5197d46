"""What is typed on the pages. The rules are the actions' and those of writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.ground.documents import content, kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fengsui.ground.documents.models import Series

ANNEXES = 30  # more than that are files
_URGENCY = [("", _("not urgent")), ("特急", _("most urgent")), ("加急", _("urgent"))]
_OPEN = [
    ("", _("not said")), ("主动公开", _("published")), ("依申请公开", _("shown on request")), ("不予公开", _("not shown")),
]  # fmt: skip
_ORDER = [("after", _("after the Chinese")), ("first", _("before the Chinese"))]


def _area(label: Any, rows: int, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text, **more
    )


class ComposeForm(forms.Form):
    """A document as it is typed. Everything may still be missing in a draft but the title."""

    kind = forms.ChoiceField(label=_("Kind of document"), choices=kinds.Kind.choices)
    series = forms.ChoiceField(label=_("Series of numbers"))
    title = _area(_("Title"), 2, _("A line break here breaks the printed line; without one it is broken by sense."))
    to = _area(_("Addressed to"), 2, _("As they are printed: 、 within a group, a comma between groups."))
    text = _area(
        _("Text"),
        18,
        _(
            "A paragraph a line. A line that begins with 一、 or （一） becomes a heading by itself; never add blanks in front."
        ),
    )
    note = forms.CharField(
        label=_("Note at the end"), required=False, max_length=200, help_text=_("Printed in brackets below the date.")
    )
    contact = forms.CharField(
        label=_("Who can be asked"),
        required=False,
        max_length=200,
        help_text=_("Name and telephone; a request has to have it."),
    )
    copies = _area(_("Copies to"), 2)
    joint = _area(
        _("Together with"), 2,
        _("The other organs of a joint document, in their order; yours leads, and its number is used. They must have agreed (会签)."),
    )  # fmt: skip
    signers = forms.CharField(
        label=_("Who signs for them"), required=False, max_length=200,
        help_text=_("Towards superiors: one name for each of them, in the same order."),
    )  # fmt: skip
    present = _area(_("Present"), 2)
    absent = _area(_("Excused"), 1)
    observers = _area(_("Observers"), 1)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=_URGENCY, required=False)
    open = forms.ChoiceField(label=_("Openness"), choices=_OPEN, required=False)
    mongolian = _area(
        _("Mongolian text"),
        6,
        _("Only what a person supplied; it is printed in columns. Nothing is translated by a machine."),
    )
    mongolian_by = forms.CharField(label=_("Supplied by"), required=False, max_length=100)
    order = forms.ChoiceField(label=_("Where it stands"), choices=_ORDER, required=False)

    def __init__(self, *args: Any, series: Iterable[Series], annexes: int = 0, **more: Any) -> None:
        super().__init__(*args, **more)
        kind = self["kind"].value()
        self.fields["title"].required = kind != kinds.Kind.ORDER
        choices = [(one.code, f"{one.letters or '—'} · {one.title}") for one in series]
        self.fields["series"].choices = choices or [("documents", "—")]  # type: ignore[attr-defined]
        for n in range(min(annexes, ANNEXES) + 1):
            self.fields[f"annex_title_{n}"] = forms.CharField(
                label=_("Title of annex %(n)s") % {"n": n + 1}, required=False, max_length=200
            )
            self.fields[f"annex_text_{n}"] = _area(_("Text of annex %(n)s") % {"n": n + 1}, 6)

    def content(self) -> dict[str, Any]:
        """What was typed, as content.py describes it."""
        given = self.cleaned_data
        made = {
            key: given[key]
            for key in (
                "title",
                "text",
                "note",
                "contact",
                "present",
                "absent",
                "observers",
                "urgency",
                "open",
                "order",
            )
        }
        annexes = [
            {"title": given[f"annex_title_{n}"], "text": given[f"annex_text_{n}"]}
            for n in range(ANNEXES) if f"annex_title_{n}" in given
        ]  # fmt: skip
        mongolian = [{"text": given["mongolian"], "by": given["mongolian_by"]}]
        return {
            **made,
            "to": given["to"],
            "copies": given["copies"],
            "annexes": annexes,
            "mongolian": mongolian,
            "joint": given["joint"],
            "signers": given["signers"],
        }


def typed(said: Mapping[str, Any]) -> dict[str, Any]:
    """Content as it stands in the form."""
    made = {**said, **{key: "，".join(said.get(key) or ()) for key in ("to", "copies", "joint", "signers")}}
    for n, annex in enumerate(said["annexes"]):
        made |= {f"annex_title_{n}": annex["title"], f"annex_text_{n}": annex["text"]}
    supplied = said["mongolian"]
    made["mongolian"] = "\n".join(one["text"] for one in supplied)
    made["mongolian_by"] = "、".join(dict.fromkeys(one["by"] for one in supplied))
    return made


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("It is printed nowhere; it stands in the history.")
    )


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Opinion on the draft"),
        max_length=500,
        required=False,
        help_text=_("It is kept with your name and the date."),
    )


class BackForm(forms.Form):
    reason = forms.CharField(label=_("What is to be changed"), max_length=500)


class AttachForm(forms.Form):
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, OFD, Word, Excel, PowerPoint, a picture or plain text, up to 10 MB; no programs, no macros."),
        widget=forms.FileInput(attrs={"data-max-mb": "10"}),
    )  # fmt: skip


class SeriesForm(forms.Form):
    title = forms.CharField(
        label=_("Name of the series"), max_length=100, help_text=_("For example by what it is used for.")
    )
    letters = forms.CharField(
        label=_("Code letters"), max_length=20, required=False,
        help_text=_("As your unit's own paper says them; brackets, year and number are added."),
    )  # fmt: skip


assert tuple(value for value, _label in _URGENCY) == content.URGENCIES
