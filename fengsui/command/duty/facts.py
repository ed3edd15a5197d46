from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level
from fengsui.ground.org.models import SeatKind

_MOVED = {"came": Level.INTERNAL, "went": Level.INTERNAL}
_PLACE = {"place": Level.INTERNAL}


def _words(data: dict[str, Any]) -> dict[str, Any]:
    """A seat by its name; a station is called as it is."""
    place = data.get("place", "")
    return {"place": SeatKind(place).label if place in SeatKind.values else place}


def _post_words(data: dict[str, Any]) -> dict[str, Any]:
    said = [_t("women only")] if data.get("women_only") else []
    said += [data["skills"]] if data.get("skills") else []
    return _words(data) | {"what": _t(", ").join(said) or _t("nothing in particular")}


def _when(data: dict[str, Any]) -> dict[str, Any]:
    late = data.get("late")
    return {"when": _t("%(late)s minutes after the beginning") % {"late": late} if late else _t("in time")}


PUBLISHED = Fact("duty.published", _("{unit} published a roster: {came} came, {went} went."), _MOVED)
FILLED = Fact("duty.filled", _("{unit} filled a gap."), _MOVED)
OVERRIDDEN = Fact("duty.overridden", _("{unit} put somebody else on duty."), _MOVED)
ABSENT = Fact("duty.absent", _("{unit} took somebody who is absent off the roster: {went} shifts."), _MOVED)
SWAPPED = Fact("duty.swapped", _("{unit} swapped two shifts."), _MOVED)
TAKEN = Fact("duty.taken", _("{unit} gave a shift to somebody else."), _MOVED)
ENDED = Fact("duty.ended", _("{unit} ended what was planned there: {went} shifts."), _MOVED)
UNDONE = Fact("duty.undone", _("{unit} took a change of the roster back."), _MOVED)

POST_OPENED = Fact("duty.post_opened", _("{unit} mans a post: {place}"), _PLACE, words=_words)
POST_CHANGED = Fact(
    "duty.post_changed", _("{unit} changed what a post demands ({place}): {what}"),
    {**_PLACE, "women_only": Level.INTERNAL, "skills": Level.INTERNAL}, words=_post_words,
)  # fmt: skip
POST_CLOSED = Fact("duty.post_closed", _("{unit} mans a post no longer: {place}"), _PLACE, words=_words)
_SLOT = {**_PLACE, "hours": Level.INTERNAL, "need": Level.INTERNAL}
SLOT_ADDED = Fact("duty.slot_added", _("{unit} mans {place} at {hours}, {need} at a time."), _SLOT, words=_words)
SLOT_ENDED = Fact("duty.slot_ended", _("{unit} mans {place} at {hours} no longer."), _SLOT, words=_words)
POOL_SET = Fact(
    "duty.pool_set", _("{unit} set who can be put at a post ({place}): {n} people"), {**_PLACE, "n": Level.INTERNAL}, words=_words
)  # fmt: skip
DESCRIBED = Fact("duty.described", _("{unit} said of {n} people what they can."), {"n": Level.INTERNAL})

DRAFT_BEGUN = Fact(
    "duty.draft_begun", _("{unit} began a draft of the roster from {first} to {last}."), {"first": Level.INTERNAL, "last": Level.INTERNAL}
)  # fmt: skip
_CELLS = {"cells": Level.INTERNAL}
DRAFT_SAVED = Fact("duty.draft_saved", _("{unit} saved the draft of the roster."), _CELLS)
DRAFT_FILLED = Fact("duty.draft_filled", _("{unit} laid a pattern over the draft: {cells} cells"), _CELLS)
GENERATION_ASKED = Fact("duty.generation_asked", _("{unit} had a roster worked out for the draft."))
GENERATED = Fact("duty.generated", _("A roster was worked out and put into the draft: {cells} cells"), _CELLS)
DRAFT_DROPPED = Fact("duty.draft_dropped", _("{unit} dropped the draft of the roster."))
PATTERN_KEPT = Fact("duty.pattern_kept", _("{unit} kept a pattern; days: {days}."), {"days": Level.INTERNAL})
PATTERN_DROPPED = Fact("duty.pattern_dropped", _("{unit} dropped a pattern."))

ABSENCE_NOTED = Fact(
    "duty.absence_noted", _("{unit} noted an absence; shifts that are gaps now: {gaps}"),
    {"person": Level.INTERNAL, "gaps": Level.INTERNAL, "since": Level.INTERNAL, "until": Level.INTERNAL},
)  # fmt: skip
ABSENCE_WITHDRAWN = Fact("duty.absence_withdrawn", _("{unit} withdrew an absence."), {"person": Level.INTERNAL})

SWAP_ASKED = Fact("duty.swap_asked", _("A swap was asked for."))
SWAP_AGREED = Fact("duty.swap_agreed", _("The other agreed; the leader is to approve."))
SWAP_DECLINED = Fact("duty.swap_declined", _("The other declined."))
SWAP_WITHDRAWN = Fact("duty.swap_withdrawn", _("Who asked withdrew it."))
SWAP_APPROVED = Fact("duty.swap_approved", _("The leader approved; the roster is changed."))
SWAP_REFUSED = Fact("duty.swap_refused", _("The leader did not approve."))

SIGNED_IN = Fact("duty.signed_in", _("Signed in, {when}."), {"late": Level.INTERNAL}, words=_when)
SIGNED_OFF = Fact("duty.signed_off", _("Signed off; handed on: {items} open items"), {"items": Level.INTERNAL})
TAKEN_OVER = Fact("duty.taken_over", _("The next one took it over."))
LINK_MADE = Fact("duty.link_made", _("A link to one’s own calendar was made."))
