"""The Chinese catalogues: one per room, beside its code. Msgids are English; `docs/words.md` holds the terms.

python -m fengsui.site.translate update    collect the sentences of every room into its django.po
python -m fengsui.site.translate compile   make django.mo of each (the launcher and the tests do it by themselves)
python -m fengsui.site.translate check     what is untranslated, fuzzy, unused, or differs in its placeholders
"""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("site", "ground/*", "frontline/*", "command/*", "chronicle/*", "../examples/*")
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "_t": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd%]")


def rooms() -> list[Path]:
    return [path for pattern in FOLDERS for path in sorted(ROOT.glob(pattern)) if (path / "__init__.py").exists()]


def po(room: Path) -> Path:
    return room / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def _sources(room: Path) -> Iterator[tuple[Path, str]]:
    """Every file of a room that may hold a sentence, templates turned into something like Python."""
    from django.utils.translation.template import templatize

    for path in sorted(room.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(room).parts):
            yield path, path.read_text(encoding="utf-8")
    for path in sorted((*room.rglob("templates/**/*.html"), *room.rglob("templates/**/*.txt"))):
        source = templatize(path.read_text(encoding="utf-8"), str(path))
        yield path, "\n".join(line.strip() for line in source.splitlines())  # else its indents read as Python's


def collect(room: Path) -> Catalog:
    """The room's sentences as a catalogue without translations."""
    catalog = Catalog(locale="zh_Hans_CN")
    for path, source in _sources(room):
        found = extract("python", io.BytesIO(source.encode()), keywords=_KEYWORDS)
        for _line, message, _comments, context in found:
            catalog.add(message, locations=[(path.relative_to(ROOT, walk_up=True).as_posix(), 0)], context=context)
    return catalog


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans_CN")


def update(room: Path) -> bool:
    """Bring a room's catalogue up to its code: new sentences empty, unused ones out, none guessed. True if changed."""
    template, path = collect(room), po(room)
    if not len(template):
        return False
    known = read(path) if path.exists() else Catalog(locale="zh_Hans_CN")
    fresh = Catalog(
        locale="zh_Hans_CN",
        fuzzy=False,
        header_comment=f"# Chinese of {room.relative_to(ROOT, walk_up=True)}; see docs/words.md.",
    )
    for message in template:
        if message.id:
            old = known.get(message.id, message.context)
            fresh.add(message.id, old.string if old else None, locations=message.locations, context=message.context)
    buffer = io.BytesIO()
    write_po(buffer, fresh, width=0, sort_output=True, include_lineno=False, omit_header=False)
    text = _without_dates(buffer.getvalue().decode())
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def _without_dates(text: str) -> str:
    """Only the header lines that say something: a date in each would make every update a change."""
    keep = ("Language:", "Plural-Forms", "MIME", "Content-")
    lines = text.split("\n")
    start = lines.index('msgstr ""') + 1
    end = lines.index("", start)
    return "\n".join([*lines[:start], *(line for line in lines[start:end] if line[1:].startswith(keep)), *lines[end:]])


def compile() -> int:  # noqa: A001 - the word of the trade
    """Make the binary catalogues that are missing or older than their text. Return how many were made."""
    made = 0
    for room in rooms():
        source, target = po(room), po(room).with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        fresh = target.with_suffix(f".{os.getpid()}")  # two processes may compile at once: each replaces in one step
        with fresh.open("wb") as file:
            write_mo(file, read(source))
        fresh.replace(target)
        made += 1
    return made


def _strings(message: Message) -> tuple[list[str], list[str]]:
    ids = list(message.id) if isinstance(message.id, (tuple, list)) else [str(message.id)]
    strings = list(message.string) if isinstance(message.string, (tuple, list)) else [str(message.string or "")]
    return ids, strings


def _troubles_of(message: Message) -> Iterator[str]:
    ids, strings = _strings(message)
    if message.fuzzy:
        yield "fuzzy"
    if not all(strings):
        yield "not translated"
        return
    wanted = {frozenset(_PLACEHOLDER.findall(text)) for text in ids}
    for text in strings:
        if frozenset(_PLACEHOLDER.findall(text)) not in wanted:
            yield "placeholders differ"
        if re.search(r"[\u4e00-\u9fff][,;:?!]", text):
            yield "half-width punctuation after Chinese"


def check(room: Path) -> list[str]:
    """A sentence for everything that is wrong with a room's catalogue."""
    wanted, path = collect(room), po(room)
    have = read(path) if path.exists() else Catalog(locale="zh_Hans_CN")
    name = room.relative_to(ROOT, walk_up=True).as_posix()
    ids = {(str(m.id), m.context) for m in have if m.id}
    found = [f"{name}: not in the catalogue: {m.id}" for m in wanted if m.id and (str(m.id), m.context) not in ids]
    needed = {(str(m.id), m.context) for m in wanted if m.id}
    found += [
        f"{name}: not in the code any more: {m.id}" for m in have if m.id and (str(m.id), m.context) not in needed
    ]
    return found + [f"{name}: {trouble}: {m.id}" for m in have if m.id for trouble in _troubles_of(m)]


def clashes() -> list[str]:
    """Sentences that two rooms translate differently; Django would pick one of them for both."""
    seen: dict[tuple[str, str | None], tuple[str, str]] = {}
    found = []
    for room in rooms():
        for message in read(po(room)) if po(room).exists() else []:
            if not message.id or not all(_strings(message)[1]):
                continue
            said, name = str(message.string), room.relative_to(ROOT, walk_up=True).as_posix()
            other, other_name = seen.setdefault((str(message.id), message.context), (said, name))
            if other != said:
                found.append(f"“{message.id}” is “{other}” in {other_name} and “{said}” in {name}")
    return found


def main(what: str = "check", only: str = "") -> None:
    chosen = [room for room in rooms() if only in room.relative_to(ROOT, walk_up=True).as_posix()]
    if what == "update":
        print(
            "\n".join(po(room).relative_to(ROOT, walk_up=True).as_posix() for room in chosen if update(room))
            or "nothing new"
        )
    elif what == "compile":
        print(f"{compile()} catalogues compiled")
    else:
        wrong = [line for room in chosen for line in check(room)] + clashes()
        raise SystemExit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main(*sys.argv[1:3])
