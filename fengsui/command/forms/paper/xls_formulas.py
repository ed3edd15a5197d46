"""The formulas of an old .xls: xlrd reads their results only, but can spell them out once their records are found."""

from __future__ import annotations

import struct
from typing import Any

_FORMULA = {0x0006, 0x0206, 0x0406}
_SHARED, _BEGIN, _END = 0x04BC, {0x0809, 0x0409, 0x0209}, 0x000A
_POINTER = 0x01  # the only token of a formula that is written out elsewhere

type Place = tuple[int, int]


def formulas(book: Any, number: int) -> dict[Place, str]:
    """The formulas of a sheet by (row, column) from 0; an empty text where one cannot be read."""
    found: dict[Place, str] = {}
    waiting: list[tuple[Place, bytes]] = []
    shared: list[tuple[range, range, bytes]] = []
    for kind, data in _records(book, number):
        if kind in _FORMULA and len(data) >= 22:
            place, tokens = struct.unpack("<HH", data[:4]), data[22 : 22 + struct.unpack("<H", data[20:22])[0]]
            if tokens[:1] == bytes([_POINTER]):
                waiting.append((place, tokens))
            else:
                found[place] = _spelled(book, tokens, place, shared=False)
        elif kind == _SHARED and len(data) >= 10:
            top, bottom, left, right = struct.unpack("<HHBB", data[:6])
            shared.append((range(top, bottom + 1), range(left, right + 1), data[10:]))
    for place, _tokens in waiting:
        tokens = next((body for rows, cols, body in shared if place[0] in rows and place[1] in cols), b"")
        found[place] = _spelled(book, tokens, place, shared=True)
    return found


def _spelled(book: Any, tokens: bytes, place: Place, *, shared: bool) -> str:
    from xlrd.formula import FMLA_TYPE_CELL, FMLA_TYPE_SHARED, decompile_formula  # noqa: PLC0415 - only for old files

    try:
        kind = FMLA_TYPE_SHARED if shared else FMLA_TYPE_CELL
        said = decompile_formula(book, tokens, len(tokens), kind, browx=place[0], bcolx=place[1])
    except Exception:  # noqa: BLE001 - whatever strangers' bytes do to it, the formula is unread and the sheet says so
        return ""
    return str(said or "") if "#" not in str(said) and "?" not in str(said) else ""


def _records(book: Any, number: int) -> list[tuple[int, bytes]]:
    """The records of one sheet, charts inside it left out."""
    found, at, deep = [], book._sh_abs_posn[number], 0  # noqa: SLF001 - xlrd has no other way to a sheet's records
    while at + 4 <= len(book.mem):
        kind, size = struct.unpack("<HH", book.mem[at : at + 4])
        deep += (kind in _BEGIN) - (kind == _END)
        if deep == 0:
            break
        if deep == 1:
            found.append((kind, bytes(book.mem[at + 4 : at + 4 + size])))
        at += 4 + size
    return found
