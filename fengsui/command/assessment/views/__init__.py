from fengsui.command.assessment.views.briefs import brief, docx, home, pdf
from fengsui.command.assessment.views.findings import add, finding, findings, handle
from fengsui.command.assessment.views.morning import morning
from fengsui.command.assessment.views.numbers import numbers

__all__ = ["add", "brief", "docx", "finding", "findings", "handle", "home", "morning", "numbers", "pdf"]
