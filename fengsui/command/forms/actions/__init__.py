from fengsui.command.forms.actions.filling import fill, fill_days, send, unsend
from fengsui.command.forms.actions.keeping import end, revive, settle_particulars
from fengsui.command.forms.actions.mapping import accept, point, repeat, single, spread, undo
from fengsui.command.forms.actions.registering import register, renew
from fengsui.command.forms.actions.succeeding import succeed

__all__ = [
    "accept", "end", "fill", "fill_days", "point", "register", "renew", "repeat", "revive", "send", "settle_particulars",
    "single", "spread", "succeed", "undo", "unsend",
]  # fmt: skip
