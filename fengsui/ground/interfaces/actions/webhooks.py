from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces import queue
from fengsui.ground.interfaces.models import Delivery, Subscription
from fengsui.ground.interfaces.queries import OVERLAP, offered
from fengsui.ground.interfaces.sending import target
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.journal.queries import last_seal
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.org.models import Person, Unit


@action
def subscribe(unit: Unit, name: str, url: str, kinds: Iterable[str], *, level: str, by: Person) -> Subscription:
    """Send facts of a unit and the units below it to a receiver: what happens from now on."""
    scope.require(by, "interfaces.manage", unit)
    if unit.is_closed(clock.today()):
        raise Refused(
            "interfaces.closed",
            _("%(unit)s is closed; choose the unit that follows it.") % {"unit": unit},
            field="unit",
        )
    made = Subscription(unit=unit, made_by=by, made_at=clock.wall())
    newest = last_seal()
    made.mark = newest.pk if newest else 0
    _fill(made, name, url, kinds, level)
    made.save()
    _write("interfaces.subscribed", made, by, **_shape(made))
    return made


@action
def change(webhook: Subscription, name: str, url: str, kinds: Iterable[str], *, level: str, by: Person) -> Subscription:
    """Change where and what a webhook sends. What waits already is sent as it is, to the new address."""
    webhook = _held(webhook, by)
    _fill(webhook, name, url, kinds, level)
    webhook.save(update_fields=["name", "url", "kinds", "level"])
    _write("interfaces.changed", webhook, by, **_shape(webhook))
    return webhook


def _fill(webhook: Subscription, name: str, url: str, kinds: Iterable[str], level: str) -> None:
    wanted = sorted(set(kinds))
    if not name.strip():
        raise Refused("interfaces.name", _("Give it a name: the system that receives it."), field="name")
    if not wanted or set(wanted) - {fact.kind for fact in offered()}:
        raise Refused("interfaces.kinds", _("Choose at least one kind of fact."), field="kinds")
    if level not in Subscription.Depth.values:
        raise Refused("interfaces.level", _("Choose which fields are sent."), field="level")
    target(url)
    webhook.name, webhook.url, webhook.kinds, webhook.level = name.strip(), url.strip(), wanted, level


def _shape(webhook: Subscription) -> dict[str, Any]:
    return {"kinds": len(webhook.kinds), "host": target(webhook.url).host, "level": webhook.level}


@action
def turn(webhook: Subscription, *, by: Person) -> Subscription:
    """Give a webhook a new secret. The old one signs beside it for a day, so that the receiver can follow."""
    webhook = _held(webhook, by)
    webhook.version += 1
    webhook.old_until = clock.wall() + OVERLAP
    webhook.save(update_fields=["version", "old_until"])
    _write("interfaces.turned", webhook, by)
    return webhook


@action
def pause(webhook: Subscription, *, by: Person) -> Subscription:
    """Send nothing for the time being; what happens meanwhile is sent once it goes on."""
    webhook = _held(webhook, by)
    if not webhook.paused_at:
        webhook.paused_at = clock.wall()
        webhook.save(update_fields=["paused_at"])
    _write("interfaces.paused", webhook, by)
    return webhook


@action
def resume(webhook: Subscription, *, by: Person) -> Subscription:
    webhook = _held(webhook, by)
    webhook.paused_at = None
    webhook.save(update_fields=["paused_at"])
    _write("interfaces.resumed", webhook, by)
    queue.soon(webhook.pk)
    return webhook


@action
def stop(webhook: Subscription, *, by: Person) -> Subscription:
    """End a webhook for ever; what it sent stays on record for its time."""
    webhook = _held(webhook, by)
    webhook.stopped_at = clock.wall()
    webhook.save(update_fields=["stopped_at"])
    _write("interfaces.stopped", webhook, by)
    return webhook


@action
def ping(webhook: Subscription, *, by: Person) -> Delivery:
    """Send a parcel without facts, to see whether it arrives."""
    webhook = _held(webhook, by)
    if webhook.paused_at:
        raise Refused("interfaces.paused", _("This webhook is paused; let it go on first."))
    made = parcel(webhook, [])
    _write("interfaces.pinged", webhook, by)
    queue.soon(webhook.pk)
    return made


@action
def resend(webhook: Subscription, parcels: Iterable[Delivery] | None = None, *, by: Person) -> int:
    """Send again what was given up: some parcels, or all. They keep their keys and their place in the order."""
    webhook = _held(webhook, by)
    dead = webhook.deliveries.dead()
    if parcels is not None:
        dead = dead.filter(pk__in=[one.pk for one in parcels])
    count = dead.update(dead_at=None, attempts=0, next_at=clock.wall(), claimed_until=None)
    if not count:
        raise Refused("interfaces.nothing_dead", _("Nothing was given up; there is nothing to send again."))
    _write("interfaces.resent", webhook, by, parcels=count)
    queue.soon(webhook.pk)
    return count


def _held(webhook: Subscription, by: Person) -> Subscription:
    """The webhook, locked, for who may change it."""
    scope.require(by, "interfaces.manage", webhook.unit)
    found = Subscription.objects.select_for_update(of=("self",)).select_related("unit").get(pk=webhook.pk)
    if found.stopped_at:
        raise Refused("interfaces.stopped", _("This webhook is ended; set up a new one."))
    return found


def _write(kind: str, webhook: Subscription, by: Person, **data: Any) -> None:
    journal.write(kind, by=by.pk, unit=webhook.unit_id, about=webhook.about, webhook=webhook.name, **data)


def parcel(webhook: Subscription, facts: list[dict[str, Any]]) -> Delivery:
    """Pack facts for a receiver. The body is kept as it is sent: a signature and a key are about exact bytes."""
    moment = clock.wall()
    made = Delivery(subscription=webhook, facts=len(facts), made_at=moment, next_at=moment)
    body: dict[str, Any] = {
        "delivery": str(made.key), "webhook": str(webhook.pk), "unit": webhook.unit.code, "drill": clock.is_drill(),
        "ping": not facts, "facts": facts,
    }  # fmt: skip
    made.body = json.dumps(body, ensure_ascii=False)
    made.save(force_insert=True)
    return made
