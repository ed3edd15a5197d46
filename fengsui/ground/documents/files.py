"""Files that rooms keep beside what they write: read once, bounded, and given back to be saved, never opened in the browser's own right."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import filetypes
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from fengsui.ground.documents.models import AttachedFile
    from fengsui.ground.org.scope import Actor


class Limit(NamedTuple):
    """How many files one thing has at most, and how large they are together."""

    most: int
    megabytes: int


PAPERS = Limit(20, 50)


def columns(
    body: bytes, name: str, *, by: Actor, beside: QuerySet[Any], limit: Limit, clean: Callable[[bytes], bytes] = bytes
) -> dict[str, Any]:
    """What an `AttachedFile` says of a file that goes beside others; what it is is read from its bytes as they came.

    clean: makes of them what is kept.
    Raises Refused with field "file": no harmless file (`filetypes.sniff`), attached already, or no room for it.
    """
    kind, body = filetypes.sniff(body, name), clean(body)
    sha256 = hashlib.sha256(body).hexdigest()
    there = list(beside.values_list("sha256", "size"))
    if any(one == sha256 for one, _size in there):
        raise Refused("documents.file_twice", _("This file is attached already."), field="file")
    if len(there) >= limit.most or sum(size for _one, size in there) + len(body) > limit.megabytes * 1024 * 1024:
        sentence = _("At most %(most)d files go here, %(megabytes)d MB together.") % limit._asdict()
        raise Refused("documents.file_room", sentence, field="file")
    return {
        "name": filetypes.named(name, kind), "kind": kind, "size": len(body), "sha256": sha256, "content": body,
        "by": by if isinstance(by, Person) else None, "at": clock.now(),
    }  # fmt: skip


def download(row: AttachedFile) -> HttpResponse:
    """The answer to whoever may have a file: their right is the caller's business."""
    return saved(row.name, row.kind, bytes(row.content))


def saved(name: str, kind: str, content: bytes) -> HttpResponse:
    head = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "private, no-store",
    }
    type_ = filetypes.TYPES.get(filetypes.FileKind(kind), "application/octet-stream")
    return HttpResponse(content, content_type=type_, headers=head)
