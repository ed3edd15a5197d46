"""The place of a unit in a line, as PostgreSQL keeps trees (ltree)."""

from __future__ import annotations

from typing import Any

from django.db import models


class PathField(models.Field):  # type: ignore[type-arg]
    """A PostgreSQL ltree: `line.id.id.id`."""

    def db_type(self, connection: object) -> str:  # noqa: ARG002 - Django's signature
        return "ltree"


class Within(models.Lookup):
    """`path__within=[…]`: the path is one of these or below one of them."""

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} <@ %s::ltree[]", (*params, list(self.rhs))


PathField.register_lookup(Within)
