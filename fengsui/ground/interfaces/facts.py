from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_TOKEN = {"token": Level.INTERNAL}


def _words(data: dict[str, Any]) -> dict[str, Any]:
    from fengsui.ground.interfaces.queries import scopes  # noqa: PLC0415 - the scopes are asked of rooms above

    known = scopes()
    named = [str(known[key].name) if key in known else key for key in data.get("scopes", ())]
    return {"scopes": _t(", ").join(named)} if named else {}


PROPOSED = Fact(
    "interfaces.proposed",
    _("A token was set up for {unit}: {token}; it may {scopes}, until {until}."),
    _TOKEN | {"scopes": Level.INTERNAL, "until": Level.INTERNAL, "person": Level.INTERNAL},
    words=_words,
)
DRAWN = Fact(
    "interfaces.drawn",
    _("A secret was drawn for the token {token}; the one before it holds until {old_until}."),
    _TOKEN | {"old_until": Level.INTERNAL},
)
REVOKED = Fact("interfaces.revoked", _("The token {token} was revoked: {reason}"), _TOKEN | {"reason": Level.INTERNAL})
DENIED = Fact(
    "interfaces.denied",
    _("A call with the token {token} was refused: {code}."),
    _TOKEN | {"code": Level.INTERNAL, "path": Level.SECRET},
)
WRITTEN = Fact(
    "interfaces.written",
    _("The token {token} wrote through the interface: {operation}."),
    _TOKEN | {"operation": Level.INTERNAL, "key": Level.INTERNAL},
)
USED = Fact(
    "interfaces.used",
    _("The token {token} was used {calls} times on {day}; {refused} calls were refused."),
    _TOKEN | {"calls": Level.INTERNAL, "refused": Level.INTERNAL, "day": Level.INTERNAL},
)

_HOOK = {"webhook": Level.INTERNAL}
SUBSCRIBED = Fact(
    "interfaces.subscribed",
    _("{unit} sends {kinds} kinds of facts to {host} (webhook {webhook})."),
    _HOOK | {"kinds": Level.INTERNAL, "host": Level.INTERNAL, "level": Level.INTERNAL},
)
CHANGED = Fact(
    "interfaces.changed",
    _("The webhook {webhook} was changed: it sends {kinds} kinds of facts to {host}."),
    _HOOK | {"kinds": Level.INTERNAL, "host": Level.INTERNAL, "level": Level.INTERNAL},
)
PAUSED = Fact("interfaces.paused", _("The webhook {webhook} was paused."), _HOOK)
RESUMED = Fact("interfaces.resumed", _("The webhook {webhook} goes on."), _HOOK)
STOPPED = Fact("interfaces.stopped", _("The webhook {webhook} was ended."), _HOOK)
TURNED = Fact("interfaces.turned", _("The secret of the webhook {webhook} was changed."), _HOOK)
PINGED = Fact("interfaces.pinged", _("A test parcel was sent by the webhook {webhook}."), _HOOK)
RESENT = Fact(
    "interfaces.resent",
    _("{parcels} parcels of the webhook {webhook} are sent again."),
    _HOOK | {"parcels": Level.INTERNAL},
)
