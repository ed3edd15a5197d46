"""Reading what was typed about incoming papers. The rules are the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.command.incoming.actions import Entry
from fengsui.command.incoming.models import NOTE, Deed, Kind, Urgency
from fengsui.command.tasks.forms import Files, Moment, Several, Units, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fengsui.ground.org.models import Unit

_FILES = _("PDF, OFD, Word, Excel, PowerPoint, a picture or plain text, up to 10 MB; no programs, no macros.")


class Short(forms.CharField):
    """A short text without NUL, which no text of the database may have."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).replace("\x00", "").strip()


class EntryForm(forms.Form):
    """A paper as it is registered."""

    sender = Short(
        label=_("Sender"), max_length=100, widget=forms.TextInput(attrs={"list": "senders", "autocomplete": "off"})
    )
    number = Short(
        label=_("Sender’s number"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("As it stands on the paper; brackets that are not 〔〕 are mended."),
    )  # fmt: skip
    title = Words(label=_("Title"), rows=2, most=200)
    kind = forms.ChoiceField(label=_("Kind of paper"), choices=Kind.choices)
    dated = forms.DateField(
        label=_("Dated"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    received_at = Moment(label=_("Came at"))
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, required=False)
    due_at = Moment(label=_("By when something is to be done"), required=False)
    file = Files(label=_("Scan or file"), required=False, help_text=_FILES, widget=Several(attrs={"data-max-mb": "10"}))

    def entry(self) -> Entry:
        return Entry(**{key: value for key, value in self.cleaned_data.items() if key != "file"})


class ProposeForm(forms.Form):
    note = Words(label=_("What is proposed"), most=NOTE, missing=_("Say what you propose."))


class InstructForm(forms.Form):
    """The leader's words, with whom, by when."""

    note = Words(
        label=_("Instruction"), most=NOTE,
        missing=_("Say what is to be done; “read” is enough for a paper that asks for nothing."),
    )  # fmt: skip
    to = Units(
        label=_("Responsible unit"), most=1, required=False,
        help_text=_("Code or name; empty: as it was, or the own unit."),
    )  # fmt: skip
    helpers = Units(label=_("Units that help"), most=20, required=False)
    due = Moment(label=_("By when"), required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].units = self.fields["helpers"].units = units  # type: ignore[attr-defined]


class TaskForm(forms.Form):
    """A task from the paper."""

    note = Words(label=_("What is to be done"), most=NOTE)
    to = Units(label=_("Responsible unit"), most=1, help_text=_("Code or name."))
    helpers = Units(label=_("Units that help"), most=20, required=False)
    due = Moment(label=_("By when"))

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].units = self.fields["helpers"].units = units  # type: ignore[attr-defined]


class PassForm(forms.Form):
    due = Moment(label=_("To be acknowledged by"))
    note = Words(label=_("Text"), rows=5, most=NOTE, help_text=_("A beginning; it is written on in the draft."))


class ConcludeForm(forms.Form):
    note = Words(label=_("Result"), most=NOTE, missing=_("Say what came of it: nothing is concluded without a result."))
    reason = Words(label=_("Why, although tasks are open"), rows=2, most=NOTE, required=False)


class ReopenForm(forms.Form):
    note = Words(label=_("Why"), most=NOTE, missing=_("Say why the paper is opened again."))
    due = Moment(label=_("By when"), required=False)


class VoidForm(forms.Form):
    note = Words(label=_("What was wrong"), rows=2, most=NOTE, missing=_("Say what was wrong with the entry."))


class FileForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_FILES, widget=forms.FileInput(attrs={"data-max-mb": "10"}))


PLAIN: dict[str, type[forms.Form]] = {
    Deed.PROPOSED: ProposeForm, Deed.PASSED_ON: PassForm, Deed.CONCLUDED: ConcludeForm, Deed.REOPENED: ReopenForm,
    Deed.VOIDED: VoidForm,
}  # fmt: skip
WITH_UNITS: dict[str, type[InstructForm | TaskForm]] = {Deed.INSTRUCTED: InstructForm, Deed.UNDERTAKEN: TaskForm}
