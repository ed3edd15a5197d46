"""Filling a day's sheet, and saying that it was sent."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fengsui.command.forms.actions.common import locked, person
from fengsui.command.forms.models import Act, Filled, Sending
from fengsui.command.forms.queries.days import last_filled, version_on
from fengsui.command.forms.queries.filling import produced, sheetful
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.runs import actions as runs
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date

    from fengsui.command.forms.models import Form
    from fengsui.ground.org.models import Person
    from fengsui.ground.org.scope import Actor
    from fengsui.ground.runs.models import Run

MOST_DAYS = 92  # a quarter: each is worked out anew, and the file is kept for a week


@action
def fill(form: Form, day: date, *, by: Actor) -> tuple[Filled, bytes]:
    """Fill a day's sheet with what the filler may see. Return what is kept of it, and the file.

    Refused as `forms.future` for a day that has not begun, `forms.unmapped` if no cell is mapped.
    """
    scope.require(by, "forms.keep", form.unit)
    if day > clock.today():
        raise Refused("forms.future", _("This day has not begun; there is nothing to fill in."))
    version = version_on(form, day)
    found = sheetful(version, day, by)
    if not found.items:
        raise Refused("forms.unmapped", _("No cell is mapped yet. Accept the suggestions or point at the cells first."))
    kept = found.kept()
    body, _results = produced(version, kept, person(by))
    digest = hashlib.sha256(body).hexdigest()
    filled = Filled.objects.create(
        version=version, act=Act.objects.filter(version=version).order_by("-pk").first(), day=day, values=kept,
        gaps=len(found.gaps), sha256=digest, by=person(by), at=clock.now(),
    )  # fmt: skip
    journal.write(
        "forms.filled", by=by.pk, unit=form.unit_id, about=form.about, version=version.number, day=day.isoformat(),
        cells=len(found.items), gaps=len(found.gaps), sha256=digest,
    )  # fmt: skip
    return filled, body


@action
def fill_days(form: Form, first: date, last: date, *, by: Person) -> Run:
    """Fill the sheets of several days in the background, into one file: an archive with one sheet a day.

    Each is kept as `fill` keeps it; if one is refused, none is. Refused as `forms.days` for no days or too many.
    """
    scope.require(by, "forms.keep", form.unit)
    if not 0 <= (last - first).days < MOST_DAYS:
        raise Refused("forms.days", _("From the first day to the last, at most %(days)s days.") % {"days": MOST_DAYS})
    if last > clock.today():
        raise Refused("forms.future", _("This day has not begun; there is nothing to fill in."), field="last")
    days: dict[str, Any] = {"first": first.isoformat(), "last": last.isoformat()}
    run = runs.start("forms.days", by=by, unit=form.unit, form=str(form.pk), **days)
    journal.write("forms.asked_for_days", by=by.pk, unit=form.unit_id, about=form.about, **days)
    return run


@action
def send(form: Form, day: date, *, by: Actor) -> Sending:
    """Say that the sheet of a day, as it was last downloaded, went to the superior. What is owed is met."""
    form = locked(form, by)
    filled = last_filled(form, day)
    if filled is None:
        raise Refused("forms.unfilled", _("Download the sheet of this day first: what is sent is what was downloaded."))
    try:
        with transaction.atomic():
            sent = Sending.objects.create(filled=filled, form=form, day=day, by=person(by), at=clock.now())
    except IntegrityError as error:
        raise Refused("forms.sent", _("This day is marked as sent already.")) from error
    obligations.meet("forms.send", form.about, day.isoformat(), by=by)
    journal.write(
        "forms.sent", by=by.pk, unit=form.unit_id, about=form.about, day=day.isoformat(), sha256=filled.sha256
    )
    return sent


@action
def unsend(form: Form, day: date, *, by: Actor) -> None:
    """It was not sent after all: it is owed again."""
    form = locked(form, by)
    if not Sending.objects.filter(form=form, day=day, undone_at=None).update(undone_at=clock.now()):
        raise Refused("forms.not_sent", _("This day is not marked as sent."))
    obligations.reopen("forms.send", form.about, day.isoformat())
    journal.write("forms.unsent", by=by.pk, unit=form.unit_id, about=form.about, day=day.isoformat())
