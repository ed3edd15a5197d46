from fengsui.command.forms.actions.filling import fill, send, unsend
from fengsui.command.forms.actions.keeping import end, revive, settle_particulars
from fengsui.command.forms.actions.mapping import accept, point, repeat, single, spread, undo
from fengsui.command.forms.actions.registering import register, renew

__all__ = [
    "accept", "end", "fill", "point", "register", "renew", "repeat", "revive", "send", "settle_particulars",
    "single", "spread", "undo", "unsend",
]  # fmt: skip
