"""Rows by the hundred thousand: COPY, where Django's own way would cost more than the sealing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model


def copy(model: type[Model], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows whose values are as the database wants them; every other column takes its database default.

    In binary, which spares both sides half the work; arrays come as text (`{…}`), and so does all beside them.
    """
    quote, meta = connection.ops.quote_name, model._meta  # noqa: SLF001 - Django's documented meta
    fields = {field.column: field for field in meta.concrete_fields}
    types = [str(fields[name].rel_db_type(connection)).partition("(")[0] for name in columns]
    binary = not any(kind.endswith("[]") for kind in types)
    way = f"copy {quote(meta.db_table)} ({', '.join(map(quote, columns))}) from stdin"
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"{way} with (format binary)" if binary else way) as to,
    ):
        if binary:
            to.set_types(types)
        for row in rows:
            to.write_row(row)


def change(model: type[Model], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Set columns of many rows; a row is (primary key, value of each column). By way of a table that the commit drops."""
    quote = connection.ops.quote_name
    meta = model._meta  # noqa: SLF001 - Django's documented meta
    table, key = quote(meta.db_table), quote(str(meta.pk.column))
    names = ", ".join(map(quote, columns))
    settings = ", ".join(f"{quote(name)} = fresh.{quote(name)}" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"create temp table fresh on commit drop as select {key}, {names} from {table} with no data")  # noqa: S608 - names of our own columns
        with cursor.copy(f"copy fresh ({key}, {names}) from stdin") as to:
            for row in rows:
                to.write_row(row)
        cursor.execute(f"update {table} set {settings} from fresh where {table}.{key} = fresh.{key}")  # noqa: S608
        cursor.execute("drop table fresh")


def remove(model: type[Model], keys: Iterable[Any]) -> int:
    """Delete rows that nothing refers to, without Django looking for what might: the constraint of the database does."""
    rows = model._default_manager.filter(pk__among=frozenset(keys))  # noqa: SLF001
    return rows._raw_delete(rows.db)  # noqa: SLF001 - the one statement that delete() ends in


class Among(models.Lookup):
    """`pk__among={…}`: as `in`, for thousands: one parameter, where each of an `in` costs its own parsing.

    Give it a set: Django resolves lists element by element.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        lhs, params = self.process_lhs(compiler, connection)
        values = list(self.rhs)
        if not values:
            raise EmptyResultSet  # as `in` does: nobody is asked for, nothing is asked
        if isinstance(values[0], bytes):
            return f"{lhs} = any(select decode(one, 'hex') from unnest(string_to_array(%s, ',')) one)", (  # noqa: S608
                *params,
                ",".join(v.hex() for v in values),
            )
        kind = self.lhs.output_field.rel_db_type(connection)
        return f"{lhs} = any(string_to_array(%s, ',')::{kind}[])", (
            *params,
            ",".join(
                [one.hex if isinstance(one, UUID) else str(one) for one in values]
            ),  # str(UUID) takes four times as long
        )


for _field in (models.UUIDField, models.BigAutoField, models.BinaryField):
    _field.register_lookup(Among)
models.ForeignKey.register_lookup(Among)
