from fengsui.ground.messages.queries.inbox import inbox, notes, text, unread, wanted

__all__ = ["inbox", "notes", "text", "unread", "wanted"]
