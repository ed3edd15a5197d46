"""Writing notifications. Import as `from fengsui.ground.notifications import actions as notifications`."""

from fengsui.ground.notifications.actions.merging import PRINTED, merge, printed, void
from fengsui.ground.notifications.actions.serving import serve
from fengsui.ground.notifications.actions.templates import retire, write

__all__ = ["PRINTED", "merge", "printed", "retire", "serve", "void", "write"]
