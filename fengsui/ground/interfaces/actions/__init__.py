"""Writes of the interfaces. Import as `from fengsui.ground.interfaces import actions as interfaces`."""

from fengsui.ground.interfaces.actions.calling import Denied, admit, note_denied, once, sum_up
from fengsui.ground.interfaces.actions.delivering import claim, collect, deliver, record, sweep
from fengsui.ground.interfaces.actions.tokens import draw, propose, revoke
from fengsui.ground.interfaces.actions.webhooks import change, pause, ping, resend, resume, stop, subscribe, turn

__all__ = [
    "Denied", "admit", "change", "claim", "collect", "deliver", "draw", "note_denied", "once", "pause", "ping", "propose",
    "record", "resend", "resume", "revoke", "stop", "subscribe", "sum_up", "sweep", "turn",
]  # fmt: skip
