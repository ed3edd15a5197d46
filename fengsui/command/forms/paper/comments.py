"""Comments on cells: a part with the words and a drawing with the boxes, both added to what the sheet has already."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree

from fengsui.command.forms.paper.grid import place_of
from fengsui.command.forms.paper.package import rels_of
from fengsui.command.forms.paper.xml import child, children, dump, local, make, parse

if TYPE_CHECKING:
    from fengsui.command.forms.paper.package import Package
    from fengsui.command.forms.paper.xlsx import Page
    from fengsui.command.forms.paper.xml import Element

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_EMPTY_COMMENTS = f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'.encode()
_EMPTY_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    b"</v:shapetype></xml>"
)
_BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:80pt;margin-top:5pt;width:150pt;height:54pt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox/>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 10, {right}, 15, '
    "{bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_AUTHOR = "烽燧 Fengsui"
_AFTER = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
}


def comment(package: Package, page: Page, said: list[tuple[str, str]]) -> None:
    """Put comments on cells of a sheet; a cell that has one already keeps it and gets no second."""
    words_part, words = _part(package, page, "comments", "xl/comments-fengsui", ".xml", _EMPTY_COMMENTS)
    boxes_part, boxes = _part(package, page, "vmlDrawing", "xl/drawings/fengsui", ".vml", _EMPTY_DRAWING)
    listed = child(words, "commentList")
    taken = {one.get("ref") for one in listed}
    author = _author(words)
    for number, (name, text) in enumerate(said):
        if name not in taken:
            listed.append(_words(listed, name, text, author))
            boxes.append(_box(name, 9001 + number))
    listed[:] = sorted(listed, key=lambda one: place_of(one.get("ref", "")) or (0, 0))
    package.parts[words_part], package.parts[boxes_part] = dump(words), dump(boxes)


def _author(words: Element) -> int:
    authors = child(words, "authors")
    fresh = make(words, "author")
    fresh.text = _AUTHOR
    authors.append(fresh)
    return len(authors) - 1


def _words(like: Element, name: str, text: str, author: int) -> Element:
    found, holder, run, words = (make(like, tag) for tag in ("comment", "text", "r", "t"))
    found.set("ref", name)
    found.set("authorId", str(author))
    words.text = text
    run.append(words)
    holder.append(run)
    found.append(holder)
    return found


def _box(name: str, number: int) -> Element:
    row, column = place_of(name) or (1, 1)
    return etree.fromstring(
        _BOX.format(
            id=number,
            row=row - 1,
            column=column - 1,
            left=column,
            right=column + 3,
            top=max(row - 2, 0),
            bottom=row + 2,
        )
    )


def _part(package: Package, page: Page, kind: str, name: str, end: str, empty: bytes) -> tuple[str, Element]:
    """The sheet's part of a kind, made and tied to the sheet if it has none."""
    known = [part for part in package.targets(page.part, kind).values() if part in package.parts]
    if known:
        return known[0], parse(package.parts[known[0]])
    part = f"{name}-{posixpath.basename(page.part).removesuffix('.xml')}{end}"
    package.parts[part] = empty
    relation = _relate(package, page, kind, part)
    _declare(package, part, end)
    if kind == "vmlDrawing":
        _hang(page, relation)
    return part, parse(empty)


def _relate(package: Package, page: Page, kind: str, part: str) -> str:
    name = rels_of(page.part)
    root = (
        parse(package.parts[name])
        if name in package.parts
        else etree.Element(f"{{{_RELS}}}Relationships", nsmap={None: _RELS})
    )
    relation = f"rIdFengsui{len(root) + 1}"
    etree.SubElement(root, f"{{{_RELS}}}Relationship", Id=relation, Type=_KIND + kind, Target="/" + part)
    package.parts[name] = dump(root)
    return relation


def _declare(package: Package, part: str, end: str) -> None:
    root = parse(package.parts["[Content_Types].xml"])
    if end == ".vml":
        if not any(one.get("Extension", "").lower() == "vml" for one in children(root, "Default")):
            kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
            root.insert(0, etree.Element(f"{{{_TYPES}}}Default", Extension="vml", ContentType=kind))
    else:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName="/" + part, ContentType=kind)
    package.parts["[Content_Types].xml"] = dump(root)


def _hang(page: Page, relation: str) -> None:
    """Tie the boxes to the sheet, at the place that the order of elements demands."""
    fresh = make(page.root, "legacyDrawing")
    fresh.set(f"{{{_KIND[:-1]}}}id", relation)
    later = [one for one in page.root if local(one) in _AFTER]
    if later:
        later[0].addprevious(fresh)
    else:
        page.root.append(fresh)
    page.touched = True
