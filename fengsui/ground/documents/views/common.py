from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.documents import queries
from fengsui.ground.documents.models import Document, Stage
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.ground.org.places import Request

TONES = {
    Stage.DRAFTED: "draft", Stage.CHECKED: "due", Stage.APPROVED: "due", Stage.NUMBERED: "due", Stage.ISSUED: "good",
    Stage.VOID: "still", Stage.DROPPED: "still",
}  # fmt: skip


def fetched(request: Request, pk: UUID) -> Document:
    return fetch(request.person, queries.visible(request.person), request.path, pk=pk)


def official_one(request: Request, pk: UUID) -> Document:
    """The official document of an address; a bulletin has no such page."""
    return fetch(request.person, queries.visible(request.person).exclude(kind="bulletin"), request.path, pk=pk)
