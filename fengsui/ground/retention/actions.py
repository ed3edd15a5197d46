from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.retention.models import Destruction
from fengsui.ground.retention.queries import all_due, due, keeps
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault.declare import Purpose
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from fengsui.ground.org.scope import Actor
    from fengsui.ground.vault.declare import Keep


@action
def destroy(keep: Keep, persons: Iterable[UUID], *, reason: str, by: Actor) -> Destruction:
    """Destroy persons of one table: keys, digests, and what is left in its columns. Irreversible.

    Follow it with `vault.rotate()` outside the transaction (run_purge does), or old backups still open.
    """
    scope.require(by, "retention.destroy")
    if not reason.strip():
        raise Refused("retention.reason", _("Say why this data is destroyed."), field="reason")
    if keep.purpose is Purpose.LAW:
        raise Refused("retention.law", _("This data is kept by law; it is not of the epidemic's purpose."))
    subjects = list(persons)
    if not subjects:
        raise Refused("retention.nobody", _("Nobody is due; nothing was destroyed."))
    vault.destroy(subjects)
    meta = keep.model._meta  # noqa: SLF001 - Django's documented meta
    blanks = {name: b"" if meta.get_field(name).get_internal_type() == "BinaryField" else "" for name in keep.columns}
    keep.model._default_manager.filter(**{f"{keep.subject}__in": subjects}).update(**blanks)  # noqa: SLF001
    if keep.also:
        keep.also(set(subjects))
    table = meta.label
    row = Destruction.objects.create(
        at=clock.now(), table=table, persons=len(subjects), reason=reason, by=by if isinstance(by, Person) else None
    )
    journal.write(
        "retention.destroyed", by=by.pk, unit=None, about=f"retention.destruction:{row.pk}",
        persons=len(subjects), table=table, reason=reason,
    )  # fmt: skip
    return row


def run_purge(*, reason: str, by: Actor) -> int:
    """Destroy everything whose time is over, table by table, then rotate the vault. Return how many persons."""
    persons, over = 0, all_due()
    for keep in keeps():
        if gone := due(keep, over=over):
            persons += destroy(keep, gone, reason=reason, by=by).persons
    if persons:
        vault.rotate()
    return persons
