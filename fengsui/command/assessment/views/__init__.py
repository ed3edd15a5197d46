from fengsui.command.assessment.views.briefs import brief, home, pdf
from fengsui.command.assessment.views.findings import add, finding, findings, handle
from fengsui.command.assessment.views.morning import morning
from fengsui.command.assessment.views.numbers import numbers

__all__ = ["add", "brief", "finding", "findings", "handle", "home", "morning", "numbers", "pdf"]
