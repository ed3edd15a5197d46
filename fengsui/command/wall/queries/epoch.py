"""Moments as seconds: two thousand of them are read and compared as plain numbers, not as so many objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import FloatField, Func

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


class Epoch(Func):
    """Seconds since 1970, to the microsecond."""

    template = "extract(epoch from %(expressions)s)::float8"
    output_field = FloatField()

    def get_db_converters(self, connection: BaseDatabaseWrapper) -> list[Any]:  # noqa: ARG002 - Django's signature
        """None: they are plain floats already, and a function called for each costs more than reading it."""
        return []
