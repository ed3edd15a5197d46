from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces import sending
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages.models import OPEN, Channel, Outgoing, Provider, Secure, Sender
from fengsui.ground.messages.transports import mail, robot
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault import actions as seals
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.scope import Actor

FITS = {
    Sender.SMTP: (Channel.EMAIL,), Sender.APPRISE: (Channel.WECOM, Channel.DINGTALK, Channel.FEISHU),
    Sender.ALIYUN: (Channel.SMS,), Sender.TENCENT: (Channel.SMS,),
}  # fmt: skip
_NEEDED = {
    Sender.SMTP: ("server", "sender"), Sender.APPRISE: (), Sender.ALIYUN: ("login", "sender", "template"),
    Sender.TENCENT: ("login", "sender", "template", "app"),
}  # fmt: skip
_DEAREST = Decimal(100)  # yuan a text


@dataclass(frozen=True)
class Settings:
    """What an administrator types of a provider. secret: empty leaves the one that is there."""

    channel: str
    kind: str
    server: str = ""
    secure: str = Secure.TLS
    login: str = ""
    sender: str = ""
    template: str = ""
    app: str = ""
    price: Decimal = Decimal(0)
    secret: str = field(default="", repr=False)


@action
def set_up(unit: Unit, wanted: Settings, *, by: Actor) -> Provider:
    """Give a unit, and those below it without their own, an account by which a channel goes out."""
    scope.require(by, "messages.configure", unit)
    # Two at once: the second waits here and then finds the first.
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if Provider.objects.standing().filter(unit=unit, channel=wanted.channel).exists():
        raise Refused(
            "messages.provider_twice", _("This unit has a provider for this channel already; change that one, or end it."),
            field="channel",
        )  # fmt: skip
    pen = seals.new()
    made = Provider(
        id=pen.subject, unit=unit, channel=wanted.channel, made_by=by if isinstance(by, Person) else None,
        made_at=clock.now(),
    )  # fmt: skip
    _fill(made, wanted)
    made.save(force_insert=True)
    _write("messages.provider_set_up", made, by)
    return made


@action
def change(provider: Provider, wanted: Settings, *, by: Actor) -> Provider:
    """Change an account. What waits goes out by the new one; it is no longer left alone."""
    held = _held(provider, by)
    if wanted.channel != held.channel:
        raise Refused(
            "messages.channel", _("The channel of a provider does not change; set up another one."), field="channel"
        )
    _fill(held, wanted)
    held.failures, held.open_until = 0, None
    held.save()
    _write("messages.provider_changed", held, by)
    return held


def _fill(provider: Provider, wanted: Settings) -> None:
    _check(wanted)
    if not wanted.secret and not provider.secret_sealed and wanted.kind != Sender.SMTP:
        raise Refused("messages.secret", _("Enter the secret."), field="secret")
    for name in ("kind", "server", "secure", "login", "sender", "template", "app", "price"):
        value = getattr(wanted, name)
        setattr(provider, name, value.strip() if isinstance(value, str) else value)
    if wanted.secret:
        provider.secret_sealed = seals.pen(provider.pk).seal("secret", wanted.secret.strip())


def _check(wanted: Settings) -> None:
    """Refuse what could never send, when it is saved and not when it is needed."""
    if wanted.kind not in Sender.values or wanted.channel not in FITS[Sender(wanted.kind)]:
        raise Refused("messages.kind", _("This kind of provider does not carry this channel."), field="kind")
    if missing := next((name for name in _NEEDED[Sender(wanted.kind)] if not getattr(wanted, name).strip()), ""):
        raise Refused("messages.needed", _("This is needed for this kind of provider."), field=missing)
    if not 0 <= wanted.price <= _DEAREST:
        raise Refused("messages.price", _("A price in yuan, from 0 to 100."), field="price")
    if wanted.kind == Sender.SMTP:
        _check_mail(wanted)
    elif wanted.kind == Sender.APPRISE:
        _check_robot(wanted.secret.strip())
    elif wanted.server.strip():
        _check_server(wanted.server)


def _check_mail(wanted: Settings) -> None:
    if wanted.secure not in Secure.values:
        raise Refused("messages.secure", _("Choose how the connection is encrypted."), field="secure")
    try:
        mail.place(wanted.server, wanted.secure)
    except ValueError as error:
        raise Refused("messages.server", _("Write the mail server as host or host:port."), field="server") from error
    name, at, host = wanted.sender.strip().partition("@")
    if not (name and at and host) or any(sign in wanted.sender for sign in "\r\n"):
        raise Refused("messages.sender", _("Write the sender as an e-mail address."), field="sender")


def _check_robot(address: str) -> None:
    if not address:
        return
    try:
        fits = robot.made(robot.filled(address, "13800000000", "key"))
    except ImportError as error:
        raise Refused("messages.no_apprise", _("Apprise is not installed here; robots need it.")) from error
    if fits is None:
        raise Refused(
            "messages.robot", _("Apprise knows no such address: dingtalk://…, wecombot://…, feishu://…"), field="secret"
        )


def _check_server(server: str) -> None:
    try:
        sending.target(server)
    except Refused as refused:
        raise Refused(refused.code, refused.sentence, field="server") from refused


@action
def pause(provider: Provider, *, by: Actor) -> Provider:
    """Send nothing for the time being; what comes meanwhile waits."""
    held = _held(provider, by)
    held.paused_at = held.paused_at or clock.now()
    held.save(update_fields=["paused_at"])
    _write("messages.provider_paused", held, by)
    return held


@action
def resume(provider: Provider, *, by: Actor) -> Provider:
    """Go on at once, also with one that was left alone after failures."""
    held = _held(provider, by)
    held.paused_at, held.failures, held.open_until = None, 0, None
    held.save(update_fields=["paused_at", "failures", "open_until"])
    _write("messages.provider_resumed", held, by)
    return held


@action
def stop(provider: Provider, *, by: Actor) -> Provider:
    """End an account for ever: its secret is destroyed, what waited is on the list of what did not arrive."""
    held, now = _held(provider, by), clock.now()
    held.stopped_at, held.secret_sealed = now, b""
    held.save(update_fields=["stopped_at", "secret_sealed"])
    seals.destroy([held.pk])
    said = _("the provider was ended")
    Outgoing.objects.filter(OPEN, provider=held).update(dead_at=now, said=said, claimed_until=None)
    _write("messages.provider_stopped", held, by)
    return held


@action
def turn(provider: Provider, *, by: Actor) -> Provider:
    """Give its hooks new addresses; the old ones answer no more."""
    held = _held(provider, by)
    held.version += 1
    held.save(update_fields=["version"])
    _write("messages.provider_turned", held, by)
    return held


def _held(provider: Provider, by: Actor) -> Provider:
    scope.require(by, "messages.configure", provider.unit)
    held = Provider.objects.select_for_update(of=("self",)).select_related("unit").get(pk=provider.pk)
    if held.stopped_at:
        raise Refused("messages.stopped", _("This provider is ended; set up a new one."))
    return held


def _write(kind: str, provider: Provider, by: Actor) -> None:
    journal.write(kind, by=by.pk, unit=provider.unit_id, about=provider.about, channel=provider.channel)
