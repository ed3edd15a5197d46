"""Writes of plans. Import as `from fengsui.command.plans import actions`."""

from fengsui.command.plans.actions.carrying import carry_out
from fengsui.command.plans.actions.drafting import begin, begin_version, drop, rewrite
from fengsui.command.plans.actions.issuing import approve, ask, issue, send_back

__all__ = ["approve", "ask", "begin", "begin_version", "carry_out", "drop", "issue", "rewrite", "send_back"]
