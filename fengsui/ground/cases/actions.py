"""Bringing case counts in. Import as `from fengsui.ground.cases import actions as cases`."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext as _

from fengsui.ground.cases import reading
from fengsui.ground.cases.models import Batch, CaseCount
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.scope import Actor

_LOCK = 7_331  # advisory lock: two files at once


@action
def bring(content: bytes, *, name: str, by: Actor) -> Batch:
    """Take a file's rows: only what differs is changed, bad rows are set aside with a sentence each.

    Refused if the file cannot be read, or none of its rows.
    """
    scope.require(by, "cases.bring")
    read = reading.read(content)
    if not read.rows:
        line, why = read.rejected[0] if read.rejected else (0, _("it is empty."))
        raise Refused(
            "cases.nothing", _("No row can be taken. Line %(line)d: %(why)s") % {"line": line, "why": why}, field="file"
        )
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
    batch = Batch(
        at=clock.now(), by=by if isinstance(by, Person) else None, name=name[:120],
        sha256=hashlib.sha256(content).hexdigest(), rejected=read.rejected,
    )  # fmt: skip
    _take(batch, read.rows)
    journal.write(
        "cases.brought", by=by.pk, unit=None, about=f"cases.batch:{batch.pk}", new=batch.new, changed=batch.changed,
        same=batch.same, rejected=len(read.rejected),
    )  # fmt: skip
    return batch


def _take(batch: Batch, rows: dict[tuple[str, Any], dict[str, Any]]) -> None:
    days = [day for _code, day in rows]
    standing = {
        (row.code, row.day): row for row in CaseCount.objects.as_known().filter(day__range=(min(days), max(days)))
    }
    made, over = [], []
    for key, row in rows.items():
        before = standing.get(key)
        if before and all(getattr(before, column) == value for column, value in row.items()):
            batch.same += 1
            continue
        over += [before.pk] if before else []
        made.append(_count(row, batch))
    batch.changed, batch.new = len(over), len(made) - len(over)
    batch.save()
    CaseCount.objects.filter(pk__in=over).update(replaced_at=batch.at)
    CaseCount.objects.bulk_create(made)


def _count(row: dict[str, Any], batch: Batch) -> CaseCount:
    """A row with its times: in a drill what is still to come is known when its window is over."""
    at: datetime = row["window_end"] or clock.midnight(row["day"] + timedelta(days=1))
    known = max(at, batch.at) if clock.is_drill() else batch.at
    return CaseCount(**row, at=at, known_at=known, batch=batch)
