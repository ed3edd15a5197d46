from __future__ import annotations

from typing import Any


def undo_url(message: Any) -> str:
    """Where "Undo" of a message posts to: `messages.success(request, text, extra_tags=f"undo:{url}")`."""
    return next((tag[5:] for tag in (message.extra_tags or "").split() if tag.startswith("undo:/")), "")
