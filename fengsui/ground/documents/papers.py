"""The paper of an official document: everything that is printed, from its content, its steps and its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import kinds, render
from fengsui.ground.documents.models import Original, Stage
from fengsui.ground.org.queries import names

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.documents.models import Document


def data(document: Document, token: str = "") -> dict[str, Any]:
    """Everything that is printed, as official.py describes it; a draft says so until it is issued."""
    steps = {step.stage: step for step in document.steps.order_by("pk")}
    approved, issued, now = steps.get(Stage.APPROVED), steps.get(Stage.ISSUED), clock.now()
    signer = names([approved.by_id]).get(approved.by_id, "") if approved and approved.by_id else ""
    unit = document.unit.name
    return {
        **document.content,
        "kind": document.kind, "layout": str(kinds.layout_of(kinds.Kind(document.kind))), "organ": "", "unit": unit,
        "code": document.series.letters, "year": document.year or clock.local(now).year, "number": document.number,
        "date": clock.local(approved.at if approved else now).date(), "signer": signer,
        "printed_by": unit, "printed_on": clock.local(issued.at if issued else now).date(),
        "draft": issued is None, "drill": clock.is_drill(), "qr": address(token) if token else "", "language": "zh",
    }  # fmt: skip


def pdf(document: Document, token: str = "", at: datetime | None = None) -> bytes:
    return render.pdf("official", data(document, token), at=at)


def docx(document: Document) -> bytes:
    """A copy to edit further, which names its original."""
    sealed = Original.objects.filter(document=document).defer("content").first()
    token, sha256 = (sealed.token or "", sealed.sha256) if sealed else ("", "")
    return render.docx("official", data(document, token) | {"original": sha256})


def address(token: str) -> str:
    """Where a document is verified by whoever has the paper."""
    return f"{settings.PUBLIC_ORIGIN}{reverse('documents:verify', args=[token])}"
