"""A text as a QR code: an SVG of one path, which paper and screen draw alike; a PNG for Word."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

import qrcode

_QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks
_MASK = 2  # any of the eight may be read; trying them all for the evenest takes longer than the rest of a page


@lru_cache(maxsize=64)
def svg(text: str) -> str:
    """The code with error correction M: a stamp may cover a seventh of it."""
    rows = _matrix(text)
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path shape-rendering="crispEdges" d="{dots}"/></svg>'
    )


@lru_cache(maxsize=64)
def png(text: str, dots: int = 8) -> bytes:
    """The same as a picture for Word, which draws no SVG: black and white, so many dots a module."""
    rows = [[dark for dark in row for _dot in range(dots)] for row in _matrix(text)]
    width = len(rows[0])
    padded = [row + [False] * (-width % 8) for row in rows]
    lines = [
        b"\0" + bytes(int("".join("01"[not dark] for dark in row[n : n + 8]), 2) for n in range(0, len(row), 8))
        for row in padded
    ]
    body = zlib.compress(b"".join(line for line in lines for _dot in range(dots)))
    head = struct.pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _matrix(text: str) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=_QUIET, mask_pattern=_MASK)
    code.add_data(text)
    code.make()
    return [[bool(dark) for dark in row] for row in code.get_matrix()]
