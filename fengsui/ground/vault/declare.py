"""How a room declares its personal data (`retention.py`): the type stands below org, so that org can declare too."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Model
    from django.utils.functional import Promise


class Purpose(StrEnum):
    EPIDEMIC = "epidemic"  # destroyed when its time is over or the response ends
    SERVICE = "service"  # kept as long as the person serves (officers' names on signatures)
    LAW = "law"  # kept by law; not of the epidemic's purpose


@dataclass(frozen=True, eq=False)
class Keep:
    """One table with personal columns.

    model; columns: its personal columns (sealed bytes or plain text); masks: column → how a screen shows it by default;
    days: kept so many days (or what a measure says now) after the person's last row (by the table's `due`); due(before): ids of the persons whose
    last row is older; subject: the column with the person's id; also(persons): what else goes with them, after the columns
    are blank; held(): how many there are, where counting rows would say something else or take long.
    """

    model: type[Model]
    name: str | Promise
    columns: tuple[str, ...]
    purpose: Purpose
    subject: str = "pk"
    days: int | Callable[[], int] = 0
    due: Callable[[datetime], set[UUID]] | None = None
    masks: dict[str, Callable[[str], str]] = field(default_factory=dict)
    also: Callable[[set[UUID]], None] | None = None
    held: Callable[[], int] | None = None
