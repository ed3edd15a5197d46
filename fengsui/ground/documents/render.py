"""From data to PDF/A by Typst, in the fonts at hand: the site's own first, then those of the house."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import bulletin, notification, official, officialword, word
from fengsui.ground.documents.plain import cleaned, numbers
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

ROOM = Path(__file__).parent
TEMPLATES = ROOM / "typst"
PREPARE = {"bulletin": bulletin.prepare, "official": official.prepare, "notification": notification.prepare}
FALLBACK = "Noto Serif SC"  # draws what Fandol lacks
LATIN = ("Times New Roman", "Libertinus Serif")  # the second one comes with Typst

# What GB/T 9704 asks for by the names under which offices have it, then what the house brings.
ROLES = {
    "fang": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FandolKai"),
    "hei": ("SimHei", "黑体", "STHeiti", "FandolHei"),
    "head": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", "FandolSong"),
    "song": ("SimSun", "宋体", "STSong", "FandolSong"),
    "mongolian": ("Mongolian Baiti", "Noto Sans Mongolian"),
}
_UNDRAWN = re.compile(r'`"(.+?)"`')  # the first text that Typst quotes in its refusal, as Rust spells it
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PRINT = 300  # dots an inch
_ATTEMPTS = 50  # so many different characters that no font draws are replaced in one document


def pdf(template: str, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """Render a template of `typst/` with its data (bulletin.py, official.py, notification.py describe them) as PDF/A-2a.

    at: the time of creation written into the file, now if not given; the same data and time make the same bytes.
    A character that no font draws is printed as its number, 〔U+1F600〕, rather than lost.
    Raises Refused("documents.font") if a face of the grid has no font.
    """
    return _drawn(template, cleaned(PREPARE[template](data)), at or clock.now())[0]


def docx(template: str, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """The same data as a Word document to edit further: a copy, which says where the original is.

    at: the time of creation written into the file, now if not given. Raises what `pdf` raises.
    """
    if template == "official":
        return officialword.docx(data, at=at)
    prepared, moment = cleaned(PREPARE[template](data)), at or clock.now()
    return word.docx(prepared, _pictures(prepared, moment), moment)


def _pictures(prepared: dict[str, Any], at: datetime) -> list[bytes]:
    """Maps and courses as PNG, in their order. Only a PDF/A says what no font draws, so they are set as one first."""
    wanted = word.pictured(prepared)
    if not wanted:
        return []
    content = {"language": prepared["language"], "pictures": wanted}
    _pdf, compiler = _drawn("pictures", content, at)
    made = compiler.compile(format="png", ppi=_PRINT)
    return [page for page in (made if isinstance(made, list) else [made]) if page]


def _drawn(template: str, content: Mapping[str, Any], at: datetime) -> tuple[bytes, typst.Compiler]:
    """The PDF of content, and the compiler that made it, once every character has a font or stands as its number."""
    text = json.dumps(content, ensure_ascii=False)
    for _attempt in range(_ATTEMPTS):
        try:
            return _compile(template, text, faces(content["language"]), at)
        except typst.TypstError as error:
            undrawn = _undrawn(error.message)
            if not undrawn or undrawn not in text:
                raise
            text = text.replace(undrawn, numbers(undrawn))
    raise Refused(
        "documents.characters",
        _("Too many characters of this document are in no font; check where its text comes from."),
    )


def _undrawn(message: str) -> str:
    """The text that Typst says it cannot print, or nothing if it complains of something else."""
    found = _UNDRAWN.search(message) if message.startswith("PDF/A") else None
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1]) if found else ""


def faces(language: str) -> dict[str, list[Any]]:
    """The families at hand for each role. Latin letters of a Chinese text come from the Latin face."""
    here = set(fonts().families())
    latin = [family for family in LATIN if family in here]
    found: dict[str, list[Any]] = {}
    for role, wanted in ROLES.items():
        chinese = [family for family in wanted if family in here]
        if not chinese:
            raise Refused(
                "documents.font",
                _("No font for %(role)s: put one of %(names)s into %(folder)s, or get a complete copy of Fengsui.")
                % {"role": wanted[1], "names": "、".join(wanted), "folder": settings.FONTS_DIR},
            )
        found[role] = [*chinese[:1], FALLBACK]
        if language == "en":
            found[role] = [*latin[:1], *found[role]]
        elif role in {"fang", "kai"}:
            found[role] = [*({"name": name, "covers": "latin-in-cjk"} for name in latin[:1]), *found[role]]
    found["latin"] = found["fang"]
    found["mongolian"] = [*found["mongolian"][:1], *latin[:1], *found["fang"]]
    return found


def fonts() -> typst.Fonts:
    """The fonts of the site's folder and of the house; read again when a folder changes."""
    folders = [folder for folder in (settings.FONTS_DIR, ROOM / "fonts") if folder.is_dir()]
    return _fonts(tuple((str(folder), folder.stat().st_mtime_ns) for folder in folders))


@cache
def _fonts(folders: tuple[tuple[str, int], ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[path for path, _changed in folders])


def _compile(template: str, text: str, families: dict[str, list[Any]], at: datetime) -> tuple[bytes, typst.Compiler]:
    """Compile once, to PDF/A-2a: archival, and tagged, so that text can be searched, copied and read aloud.

    A compiler serves one thread; making a new one costs nothing beside its work.
    """
    compiler = typst.Compiler(
        TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=fonts(), ignore_system_fonts=True,
        sys_inputs={"data": text, "fonts": json.dumps(families)},
    )  # fmt: skip
    made = compiler.compile(format="pdf", pdf_standards="a-2a", timestamp=int(at.timestamp()))
    assert isinstance(made, bytes)
    return made, compiler
