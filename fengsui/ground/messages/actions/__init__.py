from fengsui.ground.messages.actions.dead import handle, resend
from fengsui.ground.messages.actions.posting import Letter, post, read, send, set_read
from fengsui.ground.messages.actions.ways import remove_way, set_way, try_way

__all__ = ["Letter", "handle", "post", "read", "remove_way", "resend", "send", "set_read", "set_way", "try_way"]
