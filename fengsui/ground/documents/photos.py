"""A photo without what the phone wrote into it: where it was taken, with which phone, a small earlier picture.

Source: JPEG (ITU-T T.81, annex B) is a row of segments up to the picture; Exif 2.32, 4.5.4: APP1 holds Exif and XMP, APP13 IPTC.
Which way up stays, as an Exif of that one entry (tag 0112): else every photo held upright would lie on its side.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCAN, _APP1 = 0xDA, 0xE1
_TOLD = {_APP1, 0xED, 0xFE}  # APP13, comments
_EXIF = b"Exif\0\0"
_ORIENTATION, _SHORT = 0x0112, 3


def bare(body: bytes) -> bytes:
    """A JPEG without Exif, XMP, IPTC and comments; anything else, and a JPEG that cannot be read, as it is."""
    if not body.startswith(b"\xff\xd8"):
        return body
    try:
        parts = list(_segments(body))
    except (struct.error, ValueError):
        return body
    turned = next((way for mark, part in parts if mark == _APP1 and (way := _orientation(part[4:]))), 1)
    kept = b"".join(part for mark, part in parts if mark not in _TOLD)
    return b"\xff\xd8" + (_turned(turned) if turned != 1 else b"") + kept


def _segments(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its mark; the last one is the picture and everything after it."""
    at = 2
    while True:
        lead, mark, size = struct.unpack_from(">BBH", body, at)
        if lead != 0xFF or at + 2 + size > len(body):
            raise ValueError(at)
        if mark == _SCAN:
            yield mark, body[at:]
            return
        yield mark, body[at : at + 2 + size]
        at += 2 + size


def _orientation(part: bytes) -> int:
    """Which way up a segment says that the picture is, 1 to 8; 0 if it does not say, or cannot be read."""
    try:
        return next(_ways(part), 0)
    except struct.error:
        return 0


def _ways(part: bytes) -> Iterator[int]:
    tiff = part[len(_EXIF) :]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or not part.startswith(_EXIF):
        return
    start = struct.unpack_from(f"{order}I", tiff, 4)[0]
    for n in range(struct.unpack_from(f"{order}H", tiff, start)[0]):
        tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * n)
        if (tag, kind) == (_ORIENTATION, _SHORT) and 1 <= value <= 8:
            yield int(value)


def _turned(way: int) -> bytes:
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, _SHORT, 1, way, 0, 0)
    part = _EXIF + tiff
    return b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part
