from fengsui.ground.notifications.views.batches import batch, index, pdf, serve, void, waiting
from fengsui.ground.notifications.views.templates import merge, new, retire, template, templates, write

__all__ = [
    "batch", "index", "merge", "new", "pdf", "retire", "serve", "template", "templates", "void", "waiting", "write",
]  # fmt: skip
