"""A notice of four pages as PDF/A, warm: urgency, annexes, a QR code and the imprint on it, as a clerk prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.harness import Figure, house, measure

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE = "各单位要逐级压实责任，明确到岗到人，发现问题立即报告，不得迟报、漏报、瞒报；有关情况每日汇总后报送。"
PARAGRAPH = SENTENCE * 3
BODY = "\n".join(f"{n}、合成的一级标题\n（一）合成的二级标题\n{PARAGRAPH}\n1.{SENTENCE}" for n in "一二三")


def notice() -> dict[str, Any]:
    """A made-up notice: three pages of text and annex, the imprint at the foot of the fourth."""
    return {
        "kind": "notice", "title": "内蒙古自治区司法厅关于合成数据测量用途的通知", "to": ["各盟市司法局", "厅机关各处室"],
        "text": BODY, "annexes": [{"title": "合成的附件", "text": SENTENCE * 4}], "copies": ["合成的单位"], "urgency": "加急",
        "unit": "内蒙古自治区司法厅", "code": "内司发", "year": 2020, "number": 1, "date": "2020-02-03", "drill": True,
        "qr": "https://fengsui.example/documents/verify/01890a5d-ac96-774b-bcce-b302099a8057?sum=3f9a3f9a3f9a3f9a",
    }  # fmt: skip


def figures() -> Iterator[Figure]:
    with house():
        from fengsui.ground.clock import queries as clock
        from fengsui.ground.documents import render

        data, at = notice(), clock.now()
        yield Figure.of(
            "notice_pdf_ms", "ms", measure(lambda: render.pdf("official", data, at=at), runs=20, warm=3), limit=50
        )
