from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note

CAME = Note("duty.came", _("{unit}: you are on duty at {place} from {since} to {until}."), icon="calendar-event")
WENT = Note(
    "duty.went", _("{unit}: you are no longer on duty at {place} from {since} to {until}."), icon="calendar-event"
)
SEVERAL = Note(
    "duty.several", _("{unit} changed your roster: {came} new shifts, {went} taken out; the first: {place}, {since}"),
    icon="calendar-event",
)  # fmt: skip
GAP_OPENED = Note(
    "duty.gap_opened", _("{unit}: nobody is at {place} from {since} to {until} (gaps: {n}). Fill it."), icon="alert-triangle", urgent=True
)  # fmt: skip
ASKED = Note(
    "duty.swap_asked", _("{unit}: a colleague asks you to take a shift: {place}, {since}"), icon="arrows-exchange"
)
AGREED = Note("duty.swap_agreed", _("{unit}: a swap waits for your approval: {place}, {since}"), icon="arrows-exchange")
DECLINED = Note("duty.swap_declined", _("{unit}: your swap was declined: {place}, {since}"), icon="arrows-exchange")
WITHDRAWN = Note(
    "duty.swap_withdrawn",
    _("{unit}: a swap you were asked for was withdrawn: {place}, {since}"),
    icon="arrows-exchange",
)
REFUSED = Note("duty.swap_refused", _("{unit}: a swap was not approved: {place}, {since}"), icon="arrows-exchange")
