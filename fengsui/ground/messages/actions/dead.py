from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages import queue
from fengsui.ground.messages.models import Outgoing, State
from fengsui.ground.messages.queries import reach
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from fengsui.ground.org.scope import Actor


@action
def resend(keys: Iterable[UUID], *, by: Actor) -> int:
    """Send again what did not arrive, by whoever carries it now. It is a new thing to the provider: a person wanted it."""
    rows = _held(keys, by)
    router, now, carriers = reach.router({row.unit_id for row in rows if row.unit_id}), clock.now(), set()
    for row in rows:
        provider = router.provider(row.unit_id or 0, row.channel)
        if provider is None:
            raise Refused(
                "messages.no_provider", _("There is no provider for %(channel)s any more; tell them by hand.")
                % {"channel": row.get_channel_display()},
            )  # fmt: skip
        row.provider = provider
        carriers.add(provider.pk)
    Outgoing.objects.bulk_update(rows, ["provider"])
    Outgoing.objects.filter(pk__among={row.pk for row in rows}).update(
        dead_at=None, sent_at=None, attempts=0, turn=F("turn") + 1, next_at=now, claimed_until=None, said=""
    )
    _write("messages.resent", rows, by)
    for carrier in carriers:
        queue.soon(carrier)
    return len(rows)


@action
def handle(keys: Iterable[UUID], *, by: Actor) -> int:
    """Say that the people were told in another way."""
    rows = _held(keys, by)
    Outgoing.objects.filter(pk__among={row.pk for row in rows}).update(
        ended_at=clock.now(), ended_as=State.HANDLED, ended_by=by if isinstance(by, Person) else None
    )
    _write("messages.handled", rows, by)
    return len(rows)


def _held(keys: Iterable[UUID], by: Actor) -> list[Outgoing]:
    """The rows, locked; those that are no longer dead are somebody else's deed already."""
    wanted = frozenset(keys)
    rows = list(Outgoing.objects.select_for_update().dead().filter(pk__among=wanted).order_by("pk"))
    units = Unit.objects.filter(pk__in={row.unit_id for row in rows if row.unit_id})
    scope.require_all(by, "messages.outbox", units)
    if not rows:
        raise Refused("messages.nothing_dead", _("Choose texts that did not arrive; perhaps somebody else was faster."))
    return rows


def _write(kind: str, rows: list[Outgoing], by: Actor) -> None:
    counts = Counter(row.unit_id for row in rows)
    told = [(unit, f"org.unit:{unit}", {"n": n}) for unit, n in counts.items() if unit]
    journal.write_many(kind, told, by=by.pk)
