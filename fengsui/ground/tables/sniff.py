"""What a file is: by its bytes, never by its name. What cannot be read is refused with what to do about it."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

from django.utils.translation import gettext as _

from fengsui.house import Refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_BYTES = 400 * 1024 * 1024  # unpacked; 200,000 rows of persons take about 120 MB
_MOST_PARTS = 5000
_BOMB_RATIO = 400  # honest sheets of repeated rows reach about 60


class FileKind(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"
    DOCX = "docx"


def sniff(body: bytes) -> FileKind:
    """Tell what a file is. Raises Refused: empty, protected, with macros, damaged, a bomb, or another kind of file."""
    if not body.strip(b"\x00 \r\n\t"):
        raise Refused("tables.empty", _("The file is empty; choose another one."), field="file")
    if body.startswith(_OLE):
        return _ole(body)
    if body.startswith(b"PK"):
        return _package(body)
    if body.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8", b"Rar!", b"7z", b"\x7fELF", b"MZ", b"{\\rtf", b"<")):
        raise _other()
    decoded(body)
    return FileKind.CSV


def _other() -> Refused:
    return Refused(
        "tables.kind",
        _("This is not a sheet that can be read; save it in Excel or WPS as .xlsx (or CSV) and upload that."),
        field="file",
    )


def _ole(body: bytes) -> FileKind:
    """An old office file, or a new one under a password: streams are named in UTF-16 in the directory."""
    if "EncryptedPackage".encode("utf-16-le") in body:
        raise _protected()
    if "_VBA_PROJECT_CUR".encode("utf-16-le") in body or "_VBA_PROJECT".encode("utf-16-le") in body:
        raise _macros()
    if "Workbook".encode("utf-16-le") in body or "Book".encode("utf-16-le") in body:
        return FileKind.XLS
    raise _other()


def _protected() -> Refused:
    return Refused(
        "tables.password",
        _("The file is protected by a password; open it, remove the password, save it and upload it again."),
        field="file",
    )


def _macros() -> Refused:
    return Refused(
        "tables.macros",
        _("The file contains macros, which are not let in; save it as .xlsx without macros and upload that."),
        field="file",
    )


def _package(body: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            parts = {part.filename.lstrip("/").lower(): part for part in package.infolist()}
    except zipfile.BadZipFile as error:
        raise damaged() from error
    _check_size(body, list(parts.values()))
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in parts):
        raise _macros()
    if any(
        name.startswith(("xl/embeddings/", "word/embeddings/")) and name.endswith((".bin", ".exe")) for name in parts
    ):
        raise Refused(
            "tables.embedded",
            _("The file has other files embedded in it; remove them, save it and upload it again."),
            field="file",
        )
    for part, kind in (("xl/workbook.xml", FileKind.XLSX), ("word/document.xml", FileKind.DOCX)):
        if part in parts:
            return kind
    raise _other()


def _check_size(body: bytes, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MOST_BYTES or len(parts) > _MOST_PARTS or unpacked > max(len(body) * _BOMB_RATIO, 20_000_000):
        raise Refused(
            "tables.bomb",
            _(
                "Unpacked, the file is far larger than a sheet should be; copy what you need into a new one and upload that."
            ),
            field="file",
        )


def damaged() -> Refused:
    return Refused(
        "tables.damaged", _("The file is damaged; open it in Excel or WPS, save it again and upload it."), field="file"
    )


def decoded(body: bytes) -> str:
    """The text of a CSV file: UTF-8, UTF-16 with a mark, or GB 18030 as Excel in China writes it. Raises Refused."""
    wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            said = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in said:
            return said
    raise _other()
