"""Writing documents. Import as `from fengsui.ground.documents import actions as documents`."""

from fengsui.ground.documents.actions.attaching import attach, detach
from fengsui.ground.documents.actions.bulletins import draft, issue_bulletin
from fengsui.ground.documents.actions.common import OFFICIAL, ORDER
from fengsui.ground.documents.actions.official import compose, issue_official, rewrite
from fengsui.ground.documents.actions.series import arrange_series
from fengsui.ground.documents.actions.steps import approve, check, drop, issue, number, send_back, void

__all__ = [
    "OFFICIAL", "ORDER", "approve", "arrange_series", "attach", "check", "compose", "detach", "draft", "drop", "issue",
    "issue_bulletin", "issue_official", "number", "rewrite", "send_back", "void",
]  # fmt: skip
