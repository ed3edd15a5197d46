"""What the actions share: the lock, the act, rows that end and begin."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.forms.models import Act, Block, Cell, Deed, Form, Version
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.forms.spec import Rows, Spec
    from fengsui.ground.org.scope import Actor


def person(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None


def locked(form: Form, by: Actor) -> Form:
    """The form for whoever may keep it, alone until the transaction ends. Refused if it is no longer kept."""
    scope.require(by, "forms.keep", form.unit)
    form = Form.objects.select_for_update(of=("self",)).select_related("unit").get(pk=form.pk)
    if form.ended_at:
        raise Refused("forms.ended", _("This form is no longer kept; take it up again first."))
    return form


def act(version: Version, deed: Deed, by: Actor, *, undoes: Act | None = None) -> Act:
    return Act.objects.create(version=version, deed=deed, by=person(by), at=clock.now(), undoes=undoes)


def begin(version: Version, specs: Iterable[Spec], done: Act, *, sure: bool = True) -> int:
    """Let mappings begin; whatever stood in those cells ends."""
    wanted = list(specs)
    for sheet in {spec.sheet for spec in wanted}:
        refs = [spec.ref for spec in wanted if spec.sheet == sheet]
        Cell.objects.current().filter(version=version, sheet=sheet, ref__in=refs).update(ended=done)
    Cell.objects.bulk_create(Cell(version=version, act=done, sure=sure, **asdict(spec)) for spec in wanted)
    return len(wanted)


def begin_rows(version: Version, rows: Rows, done: Act) -> Block:
    Block.objects.current().filter(version=version, sheet=rows.sheet, row=rows.row).update(ended=done)
    return Block.objects.create(
        version=version, sheet=rows.sheet, row=rows.row, rows=rows.rows, unit_id=rows.unit_id, kinds=list(rows.kinds),
        table=rows.table,
        act=done,
    )  # fmt: skip


def tell(form: Form, version: Version, deed: Deed, cells: int, by: Actor) -> None:
    journal.write(
        "forms.mapped",
        by=by.pk,
        unit=form.unit_id,
        about=form.about,
        version=version.number,
        deed=deed.value,
        cells=cells,
    )
