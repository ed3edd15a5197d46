from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

MESSAGES = Item(Place.COMMAND, _("Copy and mark"), "messages:rounds", "send", verb="messages.tell", order=64)
REPLIES = Item(Place.COMMAND, _("Replies"), "messages:replies", "mail", verb="messages.answer", order=65)
WAYS = Item(
    Place.SETTINGS, _("How I am reached"), "messages:ways", "device-desktop", order=15,
    hint=_("Your addresses for e-mail, text messages, WeCom, DingTalk and Feishu, and what is sent there."),
)  # fmt: skip
PROVIDERS = Item(
    Place.SETTINGS, _("Providers of messages"), "messages:providers", "building-broadcast-tower", verb="messages.configure",
    order=62, hint=_("Mail server, text messages and robots of your units; what they cost, what they could not deliver."),
)  # fmt: skip
OUTBOX = Item(
    Place.SETTINGS, _("Outbox"), "messages:outbox", "send", verb="messages.outbox", order=63,
    hint=_("What went out to people by e-mail and phone, what did not arrive, and what it cost."),
)  # fmt: skip
