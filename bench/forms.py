"""A superior's sheet of 60 rows × 20 columns: recognised when it is uploaded, and filled, over 2,000 units."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from bench import large
from bench.harness import Figure, house, measure, settle_down

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS, COLUMNS = 60, 20


def figures() -> Iterator[Figure]:
    with house():
        large.fill(2)
        from fengsui.command.forms import actions
        from fengsui.command.forms.models import Form
        from fengsui.ground.org.models import Unit
        from fengsui.ground.org.scope import SYSTEM

        top = Unit.objects.get(code="top")
        Unit.objects.filter(kind="prison").update(short="")
        body = _sheet()
        form = actions.register(top, body, "bench.xlsx", name="bench", by=SYSTEM)
        assert actions.accept(form.versions.get(), by=SYSTEM) == ROWS * COLUMNS
        settle_down()

        def upload() -> None:
            Form.objects.update(ended_at="2020-02-03T00:00:00Z")
            actions.register(top, body, "bench.xlsx", by=SYSTEM)
            Form.objects.filter(pk=form.pk).update(ended_at=None)

        yield Figure.of(
            "form_fill_ms", "ms", measure(lambda: actions.fill(form, large.LAST, by=SYSTEM), warm=3), limit=500
        )
        yield Figure.of("form_recognise_ms", "ms", measure(upload, warm=1), limit=2000)


def _sheet() -> bytes:
    import openpyxl
    from openpyxl.styles import Border, Side

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["unit", *(f"n{n}" for n in range(COLUMNS))])
    for row in range(ROWS):
        sheet.append([f"prison-{row}", *([None] * COLUMNS)])
    for line in sheet.iter_rows(max_col=COLUMNS + 1):
        for cell in line:
            cell.border = Border(*[Side(style="thin")] * 4)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
