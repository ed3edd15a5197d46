"""A form's particulars, and whether it is still kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.forms.actions.common import locked
from fengsui.command.forms.models import Form
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import time

    from fengsui.ground.org.scope import Actor


@action
def settle_particulars(
    form: Form, *, name: str, recipient: str, due: time | None, day_before: bool, missing_word: str, by: Actor
) -> Form:
    """Set a form's name, for whom it is, by when it is sent daily (None: whenever asked), and its word for a missing number."""
    form = locked(form, by)
    if not name.strip():
        raise Refused("forms.name", _("Give the form a name by which you find it again."), field="name")
    if missing_word.strip().replace(".", "").isdigit():
        raise Refused(
            "forms.word", _("A missing number is not a number: choose a word, or leave it empty."), field="missing_word"
        )
    form.name, form.recipient, form.due = name.strip()[:120], recipient.strip()[:120], due
    form.day_before, form.missing_word = day_before, missing_word.strip()[:12]
    form.save()
    journal.write("forms.set", by=by.pk, unit=form.unit_id, about=form.about, due=due.strftime("%H:%M") if due else "")
    obligations.replan()
    return form


@action
def end(form: Form, *, by: Actor) -> Form:
    """Keep a form no longer: nobody owes it; what was sent stays."""
    form = locked(form, by)
    form.ended_at = clock.now()
    form.save(update_fields=["ended_at"])
    journal.write("forms.ended", by=by.pk, unit=form.unit_id, about=form.about)
    obligations.replan()
    return form


@action
def revive(form: Form, *, by: Actor) -> Form:
    """Take a form up again."""
    scope.require(by, "forms.keep", form.unit)
    form = Form.objects.select_for_update().get(pk=form.pk)
    if form.ended_at is None:
        raise Refused("forms.living", _("This form is kept already."))
    form.ended_at = None
    form.save(update_fields=["ended_at"])
    journal.write("forms.revived", by=by.pk, unit=form.unit_id, about=form.about)
    obligations.replan()
    return form
