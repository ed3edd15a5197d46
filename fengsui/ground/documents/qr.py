"""A text as a QR code: an SVG of one path, which paper and screen draw alike."""

from __future__ import annotations

from functools import lru_cache

import qrcode

_QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks
_MASK = 2  # any of the eight may be read; trying them all for the evenest takes longer than the rest of a page


@lru_cache(maxsize=64)
def svg(text: str) -> str:
    """The code with error correction M: a stamp may cover a seventh of it."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=_QUIET, mask_pattern=_MASK)
    code.add_data(text)
    code.make()
    rows = code.get_matrix()
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path shape-rendering="crispEdges" d="{dots}"/></svg>'
    )
