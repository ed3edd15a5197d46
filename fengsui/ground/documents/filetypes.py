"""What an attached file is: by its bytes, never by its name. Programs, macros and files that are two things at once are refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum

from django.utils.translation import gettext as _

from fengsui.house import Refused

LARGEST = 10 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa", b"@echo", b"\x4c\x00\x00\x00\x01\x14\x02\x00", b"dex\n", b"\x00asm")  # fmt: skip
_RUN_BY_NAME = frozenset(
    [
        "exe",
        "com",
        "scr",
        "pif",
        "bat",
        "cmd",
        "ps1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "wsh",
        "hta",
        "msi",
        "msp",
        "reg",
        "lnk",
        "jar",
        "sh",
        "py",
        "pl",
        "php",
        "rb",
        "dll",
        "sys",
        "cpl",
        "apk",
        "app",
    ]
)
_ZIP_END, _ZIP_START = b"PK\x05\x06", b"PK\x03\x04"
_ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_MARKUP = re.compile(rb"^\s*(<|\{\\rtf)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MOST_BYTES, _MOST_PARTS, _BOMB_RATIO = 400 * 1024 * 1024, 5000, 400


class FileKind(StrEnum):
    PDF = "pdf"
    OFD = "ofd"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    DOC = "doc"
    XLS = "xls"
    PNG = "png"
    JPEG = "jpg"
    TEXT = "txt"


_PARTS = {
    "word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX, "ppt/presentation.xml": FileKind.PPTX,
    "ofd.xml": FileKind.OFD,
}  # fmt: skip
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
_STREAMS = {"WordDocument": FileKind.DOC, "Workbook": FileKind.XLS, "Book": FileKind.XLS}
TYPES = {
    FileKind.PDF: "application/pdf", FileKind.PNG: "image/png", FileKind.JPEG: "image/jpeg", FileKind.TEXT: "text/plain",
}  # fmt: skip


def sniff(body: bytes, name: str) -> FileKind:
    """Tell what a file is. Raises Refused with field "file": too large, empty, a program, with macros, two things at once, unknown."""
    if len(body) > LARGEST:
        raise _no("large", _("The file is larger than 10 MB; make it smaller, or split it."))
    if not body.strip(b"\x00 \r\n\t"):
        raise _no("empty", _("The file is empty; choose another one."))
    if body.startswith(_PROGRAMS) or name.rpartition(".")[2].lower() in _RUN_BY_NAME:
        raise _no("program", _("This is a program, and programs are not let in; attach what it made instead."))
    if body.startswith(_OLE):
        return _old_office(body)
    if body.startswith(_ZIP_START):
        return _package(body)
    if _ZIP_END in body and _is_package(body):
        raise _two()
    if body.startswith(b"%PDF-"):
        return _pdf(body)
    if body.startswith(_PNG):
        return _whole(FileKind.PNG, _png_end(body) == len(body))
    if body.startswith(_JPEG):
        return _whole(FileKind.JPEG, not _hidden(body))  # phones write films behind their pictures
    return _words(body)


def named(name: str, kind: FileKind) -> str:
    """The name without folders and signs that steer, with the ending of what the file really is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    clean = "".join(one for one in stem if one.isprintable() and one not in '<>:"|?*/').strip(" .")
    return f"{clean[:180] or _('file')}.{kind}"


def _no(code: str, sentence: str) -> Refused:
    return Refused(f"documents.file_{code}", sentence, field="file")


def _two() -> Refused:
    return _no(
        "two", _("This file is two things at once, which only happens on purpose; make it anew and attach that.")
    )


def _other() -> Refused:
    return _no(
        "kind",
        _(
            "This kind of file is not let in; attach a PDF, OFD, Word, Excel or PowerPoint file, a picture or plain text."
        ),
    )


def _damaged() -> Refused:
    return _no("damaged", _("The file is damaged; open it, save it again and attach that."))


def _macros() -> Refused:
    return _no("macros", _("The file contains macros, which are not let in; save it without macros and attach that."))


def _whole(kind: FileKind, whole: bool) -> FileKind:
    """A picture with nothing else in or behind it."""
    if not whole:
        raise _two()
    return kind


def _hidden(body: bytes) -> bool:
    return b"<script" in body.lower() or b"%PDF-" in body


def _pdf(body: bytes) -> FileKind:
    if b"%%EOF" not in body[-1024:]:
        raise _two()
    if _ACTIVE_PDF.search(_ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), _objects(body))):
        raise _no(
            "active", _("This PDF runs something or carries other files; print it into a new PDF and attach that.")
        )
    return FileKind.PDF


def _objects(body: bytes) -> bytes:
    """The objects of a PDF without its pictures and texts, in whose compressed bytes anything may stand by chance."""
    parts = [_STREAM.sub(b" ", body)]
    for stream in _STREAM.finditer(body):
        if b"/ObjStm" in body[max(0, stream.start() - 300) : stream.start()]:
            try:
                parts.append(zlib.decompressobj().decompress(stream[1], _MOST_BYTES // 20))
            except zlib.error as error:
                raise _damaged() from error
    return b"\n".join(parts)


def _png_end(body: bytes) -> int:
    """Where the last chunk of a PNG ends; -1 if it has none."""
    at = len(_PNG)
    while at + 12 <= len(body):
        size, name = int.from_bytes(body[at : at + 4], "big"), body[at + 4 : at + 8]
        at += 12 + size
        if name == b"IEND":
            return at
    return -1


def _old_office(body: bytes) -> FileKind:
    """An old office file: its streams are named in UTF-16 in the directory."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in body

    if has("EncryptedPackage"):
        raise _no("password", _("The file is protected by a password; remove the password and attach it again."))
    if has("_VBA_PROJECT"):
        raise _macros()
    if has("Ole10Native"):
        raise _embedded()
    for stream, kind in _STREAMS.items():
        if has(stream):
            return kind
    raise _other()


def _embedded() -> Refused:
    return _no("embedded", _("The file has other files embedded in it; remove them and attach it again."))


def _is_package(body: bytes) -> bool:
    return zipfile.is_zipfile(io.BytesIO(body))


def _package(body: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            parts = {part.filename.lstrip("/").lower(): part for part in package.infolist()}
            first, tail = min((part.header_offset for part in package.infolist()), default=0), len(package.comment)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError) as error:
        raise _damaged() from error
    if first or body.rfind(_ZIP_END) + 22 + tail != len(body) or tail:
        raise _two()
    unpacked = sum(part.file_size for part in parts.values())
    if unpacked > _MOST_BYTES or len(parts) > _MOST_PARTS or unpacked > max(len(body) * _BOMB_RATIO, 20_000_000):
        raise _no(
            "bomb", _("Unpacked, the file is far larger than a document should be; make it anew and attach that.")
        )
    if any(name.endswith(_MACRO_PARTS) or "/activex/" in name or "/macrosheets/" in name for name in parts):
        raise _macros()
    if any(_foreign(name) for name in parts):
        raise _embedded()
    kind = next((kind for part, kind in _PARTS.items() if part in parts), None)
    if kind is None:
        raise _other()
    return kind


def _foreign(part: str) -> bool:
    return ("/embeddings/" in part and part.endswith((".bin", ".exe"))) or part.rpartition(".")[2] in _RUN_BY_NAME


def _words(body: bytes) -> FileKind:
    """Plain text: UTF-8 or GB 18030, without characters that steer a machine, and no mark-up that a browser would run."""
    if _MARKUP.match(body) or b"%PDF-" in body[:1024]:
        raise _other()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            said = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(said):
            return FileKind.TEXT
    raise _other()
