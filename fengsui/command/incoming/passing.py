"""What a directive says that passes a paper on: documents are Chinese, whatever the language of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.directives.models import Urgency
from fengsui.command.incoming.models import Kind

if TYPE_CHECKING:
    from fengsui.command.incoming.models import Paper

LONGEST = 120  # characters of a directive's title
_INNER = str.maketrans("《》", "〈〉")


def title(paper: Paper) -> str:
    """关于传达学习…的通知: a speech by its title, any other paper in 《》; one that is too long is cut, to be shortened by hand."""
    left, right = ("", "") if paper.kind == Kind.SPEECH else ("《", "》")
    room = LONGEST - len(f"关于传达学习{left}{right}的通知")
    named = paper.title.translate(_INNER) if left else paper.title
    return f"关于传达学习{left}{named if len(named) <= room else f'{named[: room - 1]}…'}{right}的通知"


def text(paper: Paper) -> str:
    """The beginning of a text, to be written on: what came from whom, and that it is passed on."""
    named = paper.title if paper.kind == Kind.SPEECH else f"《{paper.title.translate(_INNER)}》"
    number = f"（{paper.sender_number}）" if paper.sender_number else ""
    return f"现将{paper.sender}{named}{number}转给你们，请及时传达学习，结合实际安排部署。"


def urgency(paper: Paper) -> str:
    """What a document can be printed with: 特提 is a telegram's."""
    if paper.urgency == "特提":
        return Urgency.MOST_URGENT.value
    return paper.urgency if paper.urgency in Urgency.values else Urgency.NONE.value
