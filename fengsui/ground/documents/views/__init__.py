from fengsui.ground.documents.views.files import TYPES, attachment, docx, pdf
from fengsui.ground.documents.views.listing import index, register, series
from fengsui.ground.documents.views.one import approve, check, document, drop, issue, number, send_back, void
from fengsui.ground.documents.views.writing import attach, detach, mend, new, rewrite

__all__ = [
    "TYPES", "approve", "attach", "attachment", "check", "detach", "document", "docx", "drop", "index", "issue", "mend", "new",
    "number", "pdf", "register", "rewrite", "send_back", "series", "void",
]  # fmt: skip
