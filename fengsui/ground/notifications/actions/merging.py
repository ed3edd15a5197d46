from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import render
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.notifications import papers
from fengsui.ground.notifications import persons as lists
from fengsui.ground.notifications.models import Batch, Counter, Notification, Template, Wording
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.vault import actions as seals
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fengsui.ground.org.scope import Actor

_VALUE = 200  # characters of a shared field
PRINTED = 100  # persons in one PDF: the time to set it grows faster than their number


@action
def merge(
    wording: Wording, persons: str, *, by: Actor, shared: Mapping[str, str] | None = None, day: date | None = None
) -> Batch:
    """Make one notification a person, numbered on from the template's last of the year; names and fields are sealed.

    persons: as typed or pasted (persons.py). day: the date on the paper, today unless given; the year of the numbers is its.
    """
    unit = wording.template.unit
    scope.require(by, "notifications.merge", unit)
    template = _current(wording)
    listed, said, on = lists.read(persons, wording.each), _said(wording, shared or {}), day or clock.today()
    if on > clock.today():
        raise Refused(
            "notifications.day", _("The date on the paper lies in the future; today is the latest."), field="day"
        )
    counter, _made = Counter.objects.select_for_update().get_or_create(template=template, year=on.year)
    first, counter.last = counter.last + 1, counter.last + len(listed)
    counter.save(update_fields=["last"])
    batch = Batch.objects.create(
        unit=unit, wording=wording, day=on, shared=said, made_at=clock.now(), first=first, last=counter.last,
        made_by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    Notification.objects.bulk_create(_sealed(batch, listed))
    _tell("merged", batch, by, template=template.title, persons=len(listed))
    return batch


def _current(wording: Wording) -> Template:
    """The wording's template, held; refused if it is retired or has a newer version."""
    template = Template.objects.select_for_update().get(pk=wording.template_id)
    if template.retired_at:
        raise Refused("notifications.retired", _("This template is no longer in use."))
    if template.latest.pk != wording.pk:
        raise Refused(
            "notifications.conflict", _("Somebody wrote a newer version while you were at it. Read it first.")
        )
    return template


def _said(wording: Wording, given: Mapping[str, str]) -> dict[str, str]:
    said = {name: " ".join(str(given.get(name, "")).replace("\0", "").split()) for name in wording.shared}
    for name, value in said.items():
        if not value or len(value) > _VALUE:
            raise Refused(
                "notifications.shared", _("Fill in “%(name)s”, in at most 200 characters.") % {"name": name},
                field=f"shared_{wording.shared.index(name)}",
            )  # fmt: skip
    return said


def _sealed(batch: Batch, listed: list[lists.One]) -> list[Notification]:
    wording, made = batch.wording, []
    pens = seals.admit(sorted(seals.uuids7(len(listed)), reverse=True))  # lists go by the id, the newest first
    for number, (one, pen) in enumerate(zip(listed, pens, strict=True), batch.first):
        fields = (
            json.dumps(dict(zip(wording.each, one.values, strict=True)), ensure_ascii=False) if wording.each else ""
        )
        made.append(
            Notification(
                id=pen.subject,
                batch=batch,
                template_id=wording.template_id,
                year=batch.day.year,
                number=number,
                name_sealed=pen.seal("name", one.name),
                fields_sealed=pen.seal("fields", fields),
            )
        )
    return made


@action
def printed(batch: Batch, *, by: Actor, waiting: bool = False, start: int = 0) -> bytes:
    """The PDF of a batch with a proof of service each, in full; the look is journalled.

    waiting: those without a receipt alone. start: from this number on; at most 100 in one file.
    """
    scope.require(by, "notifications.serve", batch.unit)
    if Batch.objects.filter(pk=batch.pk, void_at__isnull=False).exists():
        raise Refused("notifications.void", _("These notifications are void; they are not printed."))
    rows = batch.notifications.exclude(name_sealed=b"").filter(number__gte=start).order_by("number")
    listed = list((rows.waiting() if waiting else rows).select_related("template")[:PRINTED])
    if not listed:
        raise Refused("notifications.nobody_left", _("There is nobody left to print for: signed for, or destroyed."))
    _tell("printed", batch, by, persons=len(listed))
    return render.pdf("notification", papers.data(batch, listed), at=batch.made_at)


@action
def void(batch: Batch, *, reason: str, by: Actor) -> Batch:
    """Declare a batch void: its numbers stay taken, nobody waits for its receipts."""
    scope.require(by, "notifications.void", batch.unit)
    if not reason.strip():
        raise Refused("notifications.reason", _("Say why these notifications are void."), field="reason")
    held = Batch.objects.select_for_update(of=("self",)).select_related("wording__template", "unit").get(pk=batch.pk)
    if held.void_at:
        raise Refused("notifications.void", _("These notifications are void already."))
    held.void_at, held.void_because = clock.now(), reason.strip()[:300]
    held.void_by = by if isinstance(by, Person) else None
    held.save(update_fields=["void_at", "void_because", "void_by"])
    _tell("voided", held, by, because=held.void_because)
    return held


def _tell(kind: str, batch: Batch, by: Actor, **data: Any) -> None:
    journal.write(
        f"notifications.{kind}", by=by.pk, unit=batch.unit_id, about=batch.about, numbers=batch.numbers, **data
    )
