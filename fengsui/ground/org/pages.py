"""Keyset paging for lists: constant cost at any depth, no counting, stable while rows arrive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import Model, QuerySet

SIZE = 50  # rows of a page


@dataclass(frozen=True)
class Page[M: Model]:
    """Some rows, newest first, and the keys that lead on (empty: there is no more in that direction)."""

    rows: list[M]
    newer: str
    older: str

    def __iter__(self) -> Iterator[M]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page[M: Model](rows: QuerySet[M], query: Mapping[str, str], *, key: str = "pk", size: int = SIZE) -> Page[M]:
    """One page of rows by a unique, ordered column, descending. `query` is request.GET: `before` or `after` a key.

    A key that is not one (a forged address) is taken as none.
    """
    coming, before, upward = _asked(rows, query, key)
    found = list(coming[: size + 1])
    if upward:
        more_newer, more_older, found = len(found) > size, True, found[:size][::-1]
    else:
        more_newer, more_older, found = before is not None, len(found) > size, found[:size]
    ends = [str(getattr(row, key)) for row in (found[0], found[-1])] if found else ["", ""]
    return Page(found, ends[0] if more_newer else "", ends[1] if more_older else "")


def ahead[M: Model](rows: QuerySet[M], query: Mapping[str, str], *, key: str = "pk") -> QuerySet[M]:
    """The rows from which `page` takes the first, in the order in which it takes them."""
    return _asked(rows, query, key)[0]


def _asked[M: Model](rows: QuerySet[M], query: Mapping[str, str], key: str) -> tuple[QuerySet[M], object, bool]:
    """What is ahead, the key before which it begins, whether it goes up to the newer ones."""
    column = rows.model._meta.pk if key == "pk" else rows.model._meta.get_field(key)  # noqa: SLF001 - Django's documented meta
    before, after = (_read(column, query.get(name, "")) for name in ("before", "after"))
    if after is not None and before is None:
        return rows.filter(**{f"{key}__gt": after}).order_by(key), before, True
    return (rows if before is None else rows.filter(**{f"{key}__lt": before})).order_by(f"-{key}"), before, False


def _read(column: object, text: str) -> object:
    try:
        return column.to_python(text) if text else None  # type: ignore[attr-defined]
    except Exception:  # noqa: BLE001 - whatever a field says to rubbish, rubbish means: from the top
        return None
