"""The fifteen statutory kinds of official documents (公文种类), 条例 of 2012, art. 8, and how each is laid out.

What is no kind (方案, 告知书, 简报, 倡议书 …) goes out as the annex of a notice; bulletins have series of their own (bulletin.py).
"""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    RESOLUTION = "resolution", _("Resolution")
    DECISION = "decision", _("Decision")
    ORDER = "order", _("Order")
    COMMUNIQUE = "communique", _("Communiqué")
    ANNOUNCEMENT = "announcement", _("Announcement")
    PUBLIC_NOTICE = "public_notice", _("Public notice")
    OPINION = "opinion", _("Opinions")
    NOTICE = "notice", _("Notice")
    CIRCULAR = "circular", _("Circular")
    REPORT = "report", _("Report to superiors")
    REQUEST = "request", _("Request for instructions")
    REPLY = "reply", _("Reply to a request")
    MOTION = "motion", _("Motion")
    LETTER = "letter", _("Letter")
    MINUTES = "minutes", _("Minutes")


class Layout(StrEnum):
    """The formats of GB/T 9704-2012: that of documents, with its variety for superiors, and the three special ones."""

    DOCUMENT = "document"
    UPWARD = "upward"
    LETTER = "letter"
    MINUTES = "minutes"
    ORDER = "order"


# The word with which a title ends, whatever the language of the screen.
WORDS: dict[Kind, str] = {
    Kind.RESOLUTION: "决议",
    Kind.DECISION: "决定",
    Kind.ORDER: "令",
    Kind.COMMUNIQUE: "公报",
    Kind.ANNOUNCEMENT: "公告",
    Kind.PUBLIC_NOTICE: "通告",
    Kind.OPINION: "意见",
    Kind.NOTICE: "通知",
    Kind.CIRCULAR: "通报",
    Kind.REPORT: "报告",
    Kind.REQUEST: "请示",
    Kind.REPLY: "批复",
    Kind.MOTION: "议案",
    Kind.LETTER: "函",
    Kind.MINUTES: "纪要",
}

# Who must be named as recipient (主送): by these kinds one speaks to somebody.
ADDRESSED = frozenset({Kind.REPORT, Kind.REQUEST, Kind.REPLY, Kind.MOTION, Kind.LETTER})
MOSTLY_ADDRESSED = frozenset({Kind.NOTICE, Kind.CIRCULAR})

_OWN = {
    Kind.REPORT: Layout.UPWARD,
    Kind.REQUEST: Layout.UPWARD,
    Kind.MOTION: Layout.UPWARD,
    Kind.LETTER: Layout.LETTER,
    Kind.MINUTES: Layout.MINUTES,
    Kind.ORDER: Layout.ORDER,
}


def layout_of(kind: Kind) -> Layout:
    """The layout that a kind has unless another is asked for: a letter may also go out as a document."""
    return _OWN.get(kind, Layout.DOCUMENT)
