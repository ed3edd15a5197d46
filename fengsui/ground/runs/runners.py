from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.asking import known_of
from fengsui.ground.runs.declare import Runner, Task
from fengsui.ground.runs.queries import tables
from fengsui.ground.tables import writing
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fengsui.ground.tables.declare import Query, Table


def _export(task: Task) -> dict[str, Any]:
    table, query = tables()[task.params["table"]], task.params["query"]
    if not scope.may(task.by, table.verb):
        raise Refused("runs.no_right", _("You may no longer see this list; nothing was exported."))
    total = table.total(task.by, query) if table.total else None
    counted = _Counted(task, total)
    rows, columns = counted.through(table.rows(task.by, query)), table.heads(query)
    form, title = task.params["form"], str(table.title)
    if form == "xlsx":
        body, content_type = writing.xlsx(title, columns, rows, _notes(task, table, query)), writing.XLSX
    else:
        body, content_type = writing.csv_file(columns, rows), writing.CSV
    name = table.name(query) if table.name else f"{table.key.replace('.', '-')}-{clock.today().isoformat()}"
    task.keep(f"{name}.{form}", content_type, body)
    return {"rows": counted.n, "title": title}


def _notes(task: Task, table: Table, query: Query) -> list[str]:
    """When it was taken out, and what the table itself says above its heads."""
    own = [*table.notes(task.by, query)] if table.notes else []
    if table.looks_back and (known := known_of(query)):
        own.append(_("As known on %(at)s.") % {"at": date_format(clock.local(known), _("j F Y, H:i"))})
    return [*own, _("Exported on %(at)s") % {"at": clock.local(clock.now()).strftime("%Y-%m-%d %H:%M")}]


class _Counted:
    """Counts rows as they go by and says how far they are."""

    def __init__(self, task: Task, total: int | None) -> None:
        self.task, self.total, self.n = task, total, 0

    def through(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        for row in rows:
            self.n += 1
            if self.n % 200 == 0:
                self.task.progress(self.n, max(self.total or 0, self.n + 1))
            yield row
        self.task.progress(self.n, self.n)


EXPORT = Runner(
    "runs.export", gettext_lazy("Export"), _export, gettext_lazy("{title}: {rows} rows."), icon="file-spreadsheet"
)
