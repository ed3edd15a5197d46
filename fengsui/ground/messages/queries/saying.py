"""What a text says: how many messages wait, in the person's language; the sentences themselves only where a measure lets them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fengsui.ground.measures import queries as measures
from fengsui.ground.messages.measures import SENTENCES
from fengsui.ground.messages.models import Channel, Part, Way
from fengsui.ground.messages.queries.inbox import text
from fengsui.ground.org.models import Account
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from fengsui.ground.messages.models import Message, Outgoing

MOST = 10  # sentences in one text


@dataclass(frozen=True)
class Saying:
    """n: messages that are still to be told; 0: all were read meanwhile."""

    subject: str
    body: str
    n: int


def sayings(rows: Sequence[Outgoing]) -> dict[UUID, Saying]:
    """What each text says now: three queries for any number. Give rows with their `unit`."""
    parts: dict[UUID, list[Message]] = {}
    found = Part.objects.filter(outgoing__among=frozenset(row.pk for row in rows)).select_related("message__unit")
    for part in found.order_by("pk"):
        parts.setdefault(part.outgoing_id, []).append(part.message)
    languages = dict(
        Account.objects.filter(person__in={row.person_id for row in rows}).values_list("person", "language")
    )
    open_, link = measures.reading(SENTENCES), f"{settings.PUBLIC_ORIGIN}{reverse('inbox')}"
    return {
        row.pk: _say(row, parts.get(row.pk, []), languages.get(row.person_id, ""), link, full=_full(open_, row))
        for row in rows
    }


def _full(reading: measures.Reading, row: Outgoing) -> bool:
    return row.channel != Channel.SMS and bool(reading.of(row.unit) if row.unit else reading.system(""))


def _say(row: Outgoing, messages: list[Message], language: str, link: str, *, full: bool) -> Saying:
    fresh = messages if row.urgent else [one for one in messages if one.read_at is None]
    with translation.override(language or settings.LANGUAGE_CODE):
        if row.test:
            said = _("This is a test: texts of Fengsui arrive here.")
            return Saying(_("Fengsui: a test"), f"{said}\n{link}", 1)
        n = len(fresh)
        head = _urgent(n) if row.urgent else _plain(n)
        lines = [f"· {text(one)}" for one in fresh[:MOST]] if full else []
        return Saying(head, "\n".join([head, *lines, link]), n)


def _plain(n: int) -> str:
    return ngettext("Fengsui: %(n)d new message waits for you", "Fengsui: %(n)d new messages wait for you", n) % {
        "n": n
    }


def _urgent(n: int) -> str:
    said = ngettext("Fengsui: %(n)d urgent message waits for you", "Fengsui: %(n)d urgent messages wait for you", n)
    return said % {"n": n}


def addresses(rows: Sequence[Outgoing]) -> dict[tuple[UUID, str], str]:
    """Where each person is reached now, by person and channel: two queries. Who took the address away has none."""
    ways = list(
        Way.objects.filter(person__in={row.person_id for row in rows}, channel__in={row.channel for row in rows})
    )
    opened = vault.open_all((way.person_id, f"messages.{way.channel}", way.address_sealed) for way in ways)
    return {(way.person_id, way.channel): value for way, value in zip(ways, opened, strict=True) if value}
