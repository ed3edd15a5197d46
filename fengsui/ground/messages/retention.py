from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures import queries as measures
from fengsui.ground.messages.measures import REPLY_DAYS, ROUND_DAYS
from fengsui.ground.messages.models import Provider, Reach, Reply, Way
from fengsui.ground.vault.declare import Keep, Purpose
from fengsui.ground.vault.queries import mask_name, mask_number

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.measures.declare import Parameter


def _days(parameter: Parameter) -> int:
    return int(measures.reading(parameter).system(""))


def _replies(before: datetime) -> set[UUID]:
    return set(Reply.objects.filter(known_at__lt=before).exclude(number_sealed=b"").values_list("pk", flat=True))


def _names(before: datetime) -> set[UUID]:
    rows = Reach.objects.filter(round__at__lt=before, person__isnull=True).exclude(name_sealed=b"")
    return set(rows.values_list("pk", flat=True))


# Never due by itself: it is under the person's own key, goes with the person, and its owner takes it away at any time.
ADDRESSES = Keep(
    Way, _("Addresses to which messages are sent"), ("address_sealed",), Purpose.SERVICE, subject="person",
    masks={"address_sealed": mask_number},
)  # fmt: skip
REPLIES = Keep(
    Reply, _("Replies: number and words"), ("number_sealed", "text_sealed"), Purpose.EPIDEMIC,
    days=lambda: _days(REPLY_DAYS), due=_replies, masks={"number_sealed": mask_number, "text_sealed": lambda _text: "—"},
)  # fmt: skip
NAMES = Keep(
    Reach, _("Names of people told by hand"), ("name_sealed",), Purpose.EPIDEMIC, days=lambda: _days(ROUND_DAYS), due=_names,
    masks={"name_sealed": mask_name},
)  # fmt: skip
# No person's, but sealed as one's: it goes when the provider is ended.
SECRETS = Keep(
    Provider, _("Secrets of providers of messages"), ("secret_sealed",), Purpose.SERVICE,
    masks={"secret_sealed": lambda _secret: "—"},
)  # fmt: skip
