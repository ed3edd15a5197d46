from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

QUIET_FROM = Parameter(
    "messages.quiet_from", _("Nothing but what is urgent goes to phones from"), time(22, 0),
    basis=_("Default of the product: who is not on duty sleeps. The same hour twice: no quiet hours."),
)  # fmt: skip
QUIET_UNTIL = Parameter(
    "messages.quiet_until", _("Nothing but what is urgent goes to phones until"), time(7, 0),
    basis=_("Default of the product: who is not on duty sleeps. The same hour twice: no quiet hours."),
)  # fmt: skip
DIGEST_MINUTES = Parameter(
    "messages.digest_minutes", _("Messages are gathered into one text for"), 5, unit=_("min"),
    basis=_("Default of the product: one text for several messages of a few minutes."), low=0, high=240,
)  # fmt: skip
SENTENCES = Parameter(
    "messages.sentences", _("Texts that leave the house say what the messages say"), False,
    basis=_("Default of the product: a text says how many messages wait, so that a lock screen tells nothing. Never in text messages (SMS)."),
)  # fmt: skip
REPLY_DAYS = Parameter(
    "messages.reply_days", _("Replies are kept for"), 90, unit=_("days"),
    basis=_("Default of the product; once the response has ended the purge takes them all."), low=0, high=3650, whole=True,
)  # fmt: skip
ROUND_DAYS = Parameter(
    "messages.round_days", _("Names typed for copy and mark are kept for"), 30, unit=_("days"),
    basis=_("Default of the product; once the response has ended the purge takes them all."), low=0, high=3650, whole=True,
)  # fmt: skip
