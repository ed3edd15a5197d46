"""Reading what was typed about tasks. The rules are the actions'."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.tasks.actions import Change
from fengsui.command.tasks.models import LONGEST, NOTE, Deed, Source
from fengsui.command.tasks.queries.whom import alike, doers, meant, near
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.utils.functional import Promise

    from fengsui.ground.org.models import Unit

MOMENT = "%Y-%m-%dT%H:%M"
NAMED = 4  # units named where several are meant
BETWEEN = re.compile(r"[、，,;；\n]+")
BY_HAND = (Source.OWN, Source.MEETING, Source.TELEPHONE, Source.PLAN)  # what a person can say that it comes from


def offered() -> datetime:
    """The hour that a form begins with: before the evening's meeting, after noon before tomorrow's."""
    now = clock.local(clock.now())
    if now.hour < 12:
        return clock.on(now.date(), time(18))
    return clock.on(now.date() + timedelta(days=1), time(9))


class Moment(forms.DateTimeField):
    """An hour of the domain's day."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)

    def clean(self, value: Any) -> datetime | None:
        found = super().clean(value)
        return found.astimezone(clock.LOCAL) if found else None


class Words(forms.CharField):
    """A short text of several lines."""

    def __init__(self, *, rows: int = 3, most: int = NOTE, missing: str | Promise = "", **kwargs: Any) -> None:
        if missing:
            kwargs["error_messages"] = {"required": missing}
        super().__init__(max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).replace("\x00", "").strip()


class Units(forms.CharField):
    """Units by code or name, one or several between 、; found among some."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(
            max_length=8000, widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"}), **kwargs
        )
        self.units: Sequence[Unit] = ()
        self.most = most

    def clean(self, value: Any) -> list[Unit]:
        typed = [word.strip() for word in BETWEEN.split(super().clean(value)) if word.strip()]
        found = [(word, meant(word, self.units)) for word in dict.fromkeys(typed)]
        if strange := next((word for word, unit in found if unit is None), None):
            raise ValidationError(self._strange(strange))
        if len(found) > self.most:
            raise ValidationError(_("At most %(n)d units at once.") % {"n": self.most})
        return list(dict.fromkeys(unit for _word, unit in found if unit))

    def _strange(self, word: str) -> str:
        names = [unit.label for unit in alike(word, self.units)[: NAMED + 1]]
        if not names:
            return _("No unit here has the code or name “%(word)s”; choose one from the list.") % {"word": word}
        more = " …" if len(names) > NAMED else ""
        facts = {"word": word, "units": _(", ").join(names[:NAMED]) + more}
        return _("Several units here are called “%(word)s”: %(units)s; type the whole name or the code.") % facts


class Several(forms.FileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files at once."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        single = super().clean
        return [single(one, initial) for one in data or ()]


class GiveForm(forms.Form):
    """A new task: what, by whom, by when, from what."""

    text = Words(label=gettext_lazy("What is to be done"), most=LONGEST)
    to = Units(
        label=gettext_lazy("Responsible unit"), most=200,
        help_text=gettext_lazy("Code or name; several between “、”: each gets a task of its own."),
    )  # fmt: skip
    person = forms.ChoiceField(label=gettext_lazy("Responsible person"), required=False)
    due = Moment(label=gettext_lazy("By when"))
    helpers = Units(
        label=gettext_lazy("Units that help"), most=20, required=False,
        help_text=gettext_lazy("They see the task and report of it; the responsible unit finishes it."),
    )  # fmt: skip
    source = forms.ChoiceField(
        label=gettext_lazy("Comes from"), choices=[(one.value, one.label) for one in BY_HAND], required=False
    )
    source_note = forms.CharField(
        label=gettext_lazy("Which one"), max_length=200, required=False,
        help_text=gettext_lazy("The meeting of which day, who rang at what hour."),
    )  # fmt: skip

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = near(unit)
        self.fields["to"].units = self.fields["helpers"].units = self.units  # type: ignore[attr-defined]
        typed = str(self.data.get("to") or self.initial.get("to", "")).strip()
        alone = meant(typed, self.units)
        choices = [(str(pk), name) for pk, name in doers(alone)] if alone else []
        self.fields["person"].choices = [("", _("nobody in particular")), *choices]  # type: ignore[attr-defined]

    def clean_person(self) -> Person | None:
        chosen = self.cleaned_data["person"]
        return Person.objects.get(pk=UUID(chosen)) if chosen else None


class NoteForm(forms.Form):
    note = Words(label=gettext_lazy("Note"), required=False)


class ReportForm(forms.Form):
    note = Words(label=gettext_lazy("How far it is"), missing=gettext_lazy("Say in a sentence how far it is."))
    percent = forms.IntegerField(
        label=gettext_lazy("Percent"), required=False, min_value=0, max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


_FILES = gettext_lazy("Not needed. A picture, PDF, OFD or Office file, up to 10 MB; no programs, no macros.")
_PICKER = {"data-max-mb": "10", "accept": "image/jpeg,image/png,.pdf,.ofd,.doc,.docx,.xls,.xlsx,.pptx,.txt"}


class FinishForm(forms.Form):
    note = Words(
        label=gettext_lazy("Result"), missing=gettext_lazy("Say what came of it: nothing is finished without a result.")
    )
    file = Files(
        label=gettext_lazy("Photo or file"), required=False, help_text=_FILES, widget=Several(attrs=dict(_PICKER))
    )


class FileForm(forms.Form):
    """One more of a result that waits for review."""

    file = forms.FileField(label=gettext_lazy("Photo or file"), help_text=_FILES, widget=forms.FileInput(attrs=_PICKER))


class AgainForm(forms.Form):
    note = Words(label=gettext_lazy("Why"), missing=gettext_lazy("Say why: whoever does it reads it."))
    due = Moment(label=gettext_lazy("By when"), required=False)


class WhyForm(forms.Form):
    note = Words(label=gettext_lazy("Why"), missing=gettext_lazy("Say why: whoever does it reads it."))


class MoveForm(forms.Form):
    due = Moment(label=gettext_lazy("By when"))
    note = Words(label=gettext_lazy("Why"), missing=gettext_lazy("Say why: whoever does it reads it."))


class HandForm(forms.Form):
    """Another person of the unit; another unit below."""

    person = forms.ChoiceField(label=gettext_lazy("Responsible person"), required=False)
    to = Units(label=gettext_lazy("Another responsible unit"), most=1, required=False)
    note = Words(label=gettext_lazy("Note"), required=False)

    def __init__(self, *args: Any, unit: Unit, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].units = units  # type: ignore[attr-defined]
        people = [(str(pk), name) for pk, name in doers(unit)]
        self.fields["person"].choices = [("", _("nobody in particular")), *people]  # type: ignore[attr-defined]

    def clean_person(self) -> Person | None:
        chosen = self.cleaned_data["person"]
        return Person.objects.get(pk=UUID(chosen)) if chosen else None


class HelpForm(forms.Form):
    """Which units help from now on."""

    helpers = Units(
        label=gettext_lazy("Units that help"), most=20, required=False,
        help_text=gettext_lazy("Codes or names between “、”; empty: none."),
    )  # fmt: skip
    note = Words(label=gettext_lazy("Note"), required=False, rows=2)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helpers"].units = units  # type: ignore[attr-defined]


SHEET = "sheet"
MANY = (
    (Deed.CLOSED, gettext_lazy("Close the task")), (Deed.RETURNED, gettext_lazy("Give back")), (Deed.MOVED, gettext_lazy("Move the hour")),
    (Deed.HANDED, gettext_lazy("Hand over to another unit")), (Deed.DONE, gettext_lazy("Finish with this result")),
    (Deed.WITHDRAWN, gettext_lazy("Withdraw")), (SHEET, gettext_lazy("Issue a task sheet")),
)  # fmt: skip


class ManyForm(forms.Form):
    """One act on the tasks that were ticked."""

    deed = forms.ChoiceField(label=gettext_lazy("With those chosen"), choices=MANY)
    note = forms.CharField(label=gettext_lazy("Why, or the result"), max_length=NOTE, required=False)
    due = Moment(label=gettext_lazy("New hour"), required=False)
    to = Units(label=gettext_lazy("To which unit"), most=1, required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].units = units  # type: ignore[attr-defined]

    def change(self) -> Change:
        typed = self.cleaned_data
        return Change(typed["deed"], typed["note"], typed["due"], next(iter(typed["to"]), None))


FORMS: dict[str, type[forms.Form]] = {
    Deed.REPORTED: ReportForm, Deed.DONE: FinishForm, Deed.CLOSED: NoteForm, Deed.RETURNED: AgainForm, Deed.REOPENED: AgainForm,
    Deed.WITHDRAWN: WhyForm, Deed.MOVED: MoveForm,
}  # fmt: skip
