"""Rows by the hundred thousand: COPY, where Django's own way would cost more than the sealing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model


def copy(model: type[Model], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows whose values are as the database wants them; every other column takes its database default."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)  # noqa: SLF001 - Django's documented meta
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy {table} ({', '.join(map(quote, columns))}) from stdin") as to,
    ):
        for row in rows:
            to.write_row(row)
