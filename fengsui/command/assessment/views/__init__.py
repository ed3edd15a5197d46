from fengsui.command.assessment.views.briefs import brief, home, pdf
from fengsui.command.assessment.views.findings import add, finding, findings, handle
from fengsui.command.assessment.views.morning import morning

__all__ = ["add", "brief", "finding", "findings", "handle", "home", "morning", "pdf"]
