"""How a person wants to be reached: everybody's own affair, so the right that is asked for is that it is one's own."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages import queue
from fengsui.ground.messages.models import Channel, Level, Outgoing, Way
from fengsui.ground.messages.queries import reach
from fengsui.ground.org import index
from fengsui.ground.vault import actions as seals
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.messages.models import Provider
    from fengsui.ground.org.models import Person

NUMBER = "messages.sms"  # of the vault's look-ups: by it a reply finds its person
_MOBILE = re.compile(r"1[3-9]\d{9}")
_TOKEN = re.compile(r"[\w.=-]{6,120}", re.ASCII)
_AGAIN = timedelta(minutes=1)  # between two tests


@action
def set_way(channel: str, address: str, *, by: Person, level: str = Level.ALL) -> Way:
    """Say where one is reached by a channel, and with what."""
    deeds.asked()  # one's own
    if channel not in Channel.values:
        raise Refused("messages.channel", _("Choose a channel."), field="channel")
    if level not in Level.values:
        raise Refused("messages.level", _("Choose what is sent there."), field="level")
    plain = checked(channel, address)
    sealed = seals.pen(by.pk).seal(f"messages.{channel}", plain)
    way, _made = Way.objects.update_or_create(
        person=by, channel=channel, defaults={"address_sealed": sealed, "level": level, "at": clock.now()}
    )
    if channel == Channel.SMS:
        seals.index(by.pk, **{NUMBER: plain})
    _write("messages.way_set", by, channel)
    return way


def checked(channel: str, address: str) -> str:
    """An address as it is kept. Refused if it is none."""
    plain = address.strip()
    if channel == Channel.EMAIL:
        try:
            validate_email(plain)
        except ValidationError as error:
            raise Refused(
                "messages.address", _("This is no e-mail address: name@example.cn."), field="address"
            ) from error
        return plain
    if channel == Channel.SMS:
        plain = index.tidy(plain).removeprefix("+86").removeprefix("0086")
        if not _MOBILE.fullmatch(plain):
            raise Refused("messages.address", _("A mobile number has eleven digits: 138 0000 0000."), field="address")
        return plain
    if not _TOKEN.fullmatch(plain):
        raise Refused(
            "messages.address", _("Letters, digits, dots and dashes only, 6 to 120 of them: the key of your robot, or the number that it mentions."),
            field="address",
        )  # fmt: skip
    return plain


@action
def remove_way(channel: str, *, by: Person) -> None:
    """Be reached by a channel no more; the address is gone."""
    deeds.asked()  # one's own
    gone, _rows = Way.objects.filter(person=by, channel=channel).delete()
    if not gone:
        raise Refused("messages.no_way", _("There is no address for this channel."))
    if channel == Channel.SMS:
        seals.index(by.pk, **{NUMBER: ""})
    _write("messages.way_removed", by, channel)


@action
def try_way(channel: str, *, by: Person, provider: Provider | None = None) -> Outgoing:
    """Send oneself a test by a channel; by a given provider, or by the one that serves."""
    deeds.asked()  # one's own
    way = Way.objects.select_for_update().filter(person=by, channel=channel).first()
    if way is None:
        raise Refused("messages.no_way", _("There is no address for this channel."))
    now, home = clock.now(), reach.home_unit(by.pk)
    if Outgoing.objects.filter(person=by, channel=channel, test=True, made_at__gt=now - _AGAIN).exists():
        raise Refused("messages.tested", _("A test was sent within the last minute; wait for it."))
    if provider is None and home:
        provider = reach.router([home.pk]).provider(home.pk, channel)
    if provider is None and not clock.is_drill():
        raise Refused(
            "messages.no_provider", _("Your unit has no provider for this channel yet; ask the system administrator.")
        )
    made = Outgoing.objects.create(
        person=by, channel=channel, provider=provider, unit=home, urgent=True, test=True, made_at=now, next_at=now
    )
    _write("messages.way_tried", by, channel)
    if provider:
        queue.soon(provider.pk)
    return made


def _write(kind: str, by: Person, channel: str) -> None:
    journal.write(kind, by=by.pk, unit=None, about=f"org.person:{by.pk}", channel=channel)
