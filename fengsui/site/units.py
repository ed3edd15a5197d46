"""A units file: CSV with code, kind, name and, per line of command, the superior's code (`-` for the line's root)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import Line
from fengsui.house import Refused

if TYPE_CHECKING:
    from pathlib import Path

_NEEDED = ("code", "kind", "name")
_YES = {"yes", "true", "1", "是"}


def read(path: Path) -> list[UnitRow]:
    """Read a units file, in UTF-8 or, as Excel in Chinese writes it, in GB 18030."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Refused("units.file", f"{path} cannot be read ({error.strerror}).") from error
    rows = csv.DictReader(io.StringIO(_text(raw, path), newline=""))
    if missing := [name for name in _NEEDED if name not in (rows.fieldnames or ())]:
        raise Refused("units.columns", f"{path} lacks: {', '.join(missing)}; its first line must name these columns.")
    found = [_unit({key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}) for row in rows]
    if not found:
        raise Refused("units.empty", f"{path} has no unit.")
    return found


def _text(raw: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("units.encoding", f"{path} is neither UTF-8 nor GB 18030 text; save it as CSV in UTF-8.")


def _unit(row: dict[str, str]) -> UnitRow:
    plain = {key: row.get(key, "") for key in ("code", "kind", "name", "name_en", "short", "division")}
    superiors = {line.value: row[line.value] for line in Line if row.get(line.value)}
    return UnitRow(**plain, synthetic=row.get("synthetic", "").lower() in _YES, superiors=superiors)
