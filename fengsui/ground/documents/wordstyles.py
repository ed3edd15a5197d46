"""The page, the styles and the numbering of a bulletin in Word, after GB/T 9704-2012.

Fonts are named as offices have them; Word and WPS supply them. A style says its East Asian face of its own, or Word would take
the theme's; the numbers of headings and lists are Word's, so that they follow when a paragraph is moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle

LATIN = "Times New Roman"
FACES = {"fang": "仿宋_GB2312", "kai": "楷体_GB2312", "hei": "黑体", "head": "方正小标宋简体", "song": "宋体"}
RED = RGBColor(0xE6, 0x00, 0x12)
WIDE = 156  # millimetres of text in a line
LINE = 28.95  # points: the 22nd part of 225 mm, rounded down
_CLOSER = -5  # twips between characters, so that 28 fit
_AFTER_GAPS = ("w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
_HEADINGS, _LISTS = 90, 91  # of the numbering, beyond what python-docx's template holds


def made(tag: str, **attributes: object) -> BaseOxmlElement:
    """An element of WordprocessingML with its attributes: `made("w:ind", firstLine=640)`."""
    element: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def lay_out(document: Document) -> None:
    """A4; odd and even pages carry their numbers outside.

    The 22 lines of 28 characters come from exact line and character spacing: each office program reads Word's own grid otherwise.
    """
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    page.header_distance, page.footer_distance = Mm(14), Mm(22)
    document.settings.odd_and_even_pages_header_footer = True
    compat = made("w:compat")  # as of today's Word, or it opens in its compatibility mode
    compat.append(
        made("w:compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    )
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.replace(old, compat)
    for language in settings.findall(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    package = document.part.package.rels
    for key in [key for key, one in package.items() if one.reltype.endswith("/thumbnail")]:
        package.pop(key)  # the picture of python-docx's own template


def dress(document: Document, names: dict[str, str], *, chinese: bool) -> None:
    """Word's own styles for what it has a name for, so that its navigation works; ours, named in the language, for the rest."""
    _speak(document, "zh-CN" if chinese else "en-GB")
    looks: dict[str, dict[str, Any]] = {
        "Normal": {"side": SIDE.JUSTIFY},
        "Body Text": {"indent": True, "side": SIDE.JUSTIFY},
        "Heading 1": {"face": "hei", "indent": True, "outline": 0},
        "Heading 2": {"face": "kai", "indent": True, "outline": 1},
        "List Number": {"indent": True, "side": SIDE.JUSTIFY},
        "Title": {"face": "head", "points": 22, "line": 34, "side": SIDE.CENTER},
        "Caption": {"face": "hei", "points": 12, "line": 18, "side": SIDE.CENTER},
        "Header": {"points": 7.5, "line": 10},
        "Footer": {"face": "song", "latin": FACES["song"], "points": 14, "line": 0},
        names["keep"]: {"face": "hei"},
        names["head"]: {"face": "head", "line": 0, "side": SIDE.CENTER, "colour": RED},
        names["centre"]: {"side": SIDE.CENTER},
        names["picture"]: {"line": 0, "side": SIDE.CENTER},
        names["cell"]: {"points": 12, "line": 15, "side": SIDE.LEFT},
        names["fine"]: {"points": 10.5, "line": 16, "side": SIDE.LEFT},
        names["signature"]: {"side": SIDE.RIGHT},
        names["imprint"]: {"points": 14, "line": 22, "side": SIDE.LEFT},
        names["annex"]: {"face": "hei"},
    }
    for name, look in looks.items():
        _shape(_style(document, name), **{"closer": chinese and "points" not in look} | look)
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].next_paragraph_style = document.styles["Body Text"]
    _number(document, chinese=chinese)


def _speak(document: Document, language: str) -> None:
    """The language that is spelled and hyphenated, in the template's defaults."""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")
        lang.set(qn("w:eastAsia"), "zh-CN")
    document.core_properties.language = language


def _style(document: Document, name: str) -> ParagraphStyle:
    """A style emptied of what the template says of it."""
    known = {style.name for style in document.styles}
    style: Any = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for part in style.element.xpath("w:pPr | w:rPr"):
        style.element.remove(part)
    if name not in known:
        style.base_style, style.quick_style = document.styles["Normal"], True
    return style  # type: ignore[no-any-return]


def _shape(
    style: ParagraphStyle, *, face: str = "fang", latin: str = LATIN, points: float = 16, line: float = LINE,
    side: SIDE = SIDE.LEFT, indent: bool = False, outline: int | None = None, colour: RGBColor | None = None,
    closer: bool = False,
) -> None:  # fmt: skip
    style.font.size, style.font.bold, style.font.italic = Pt(points), False, False
    style.font.color.rgb = colour or RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    clothe(properties, face, latin)
    spacing = made("w:spacing", val=_CLOSER if closer else 0)
    properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.alignment, shape.widow_control = side, False
    for tag in ("w:autoSpaceDE", "w:autoSpaceDN"):  # 2020年2月3日, without gaps
        shape.element.pPr.insert_element_before(made(tag, val=0), *_AFTER_GAPS)
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY if line else WD_LINE_SPACING.SINGLE
    if line:
        shape.line_spacing = Pt(line)
    if indent:
        shape.first_line_indent = Pt(2 * points)
        shape.element.pPr.ind.set(qn("w:firstLineChars"), "200")
    if outline is not None:
        shape.keep_with_next = True
        shape.element.pPr.append(made("w:outlineLvl", val=outline))


def clothe(properties: BaseOxmlElement, face: str, latin: str = LATIN) -> None:
    """Give a style or a run its faces: the East Asian one, and the one for Latin letters and digits."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(
        1 if properties.find(qn("w:rStyle")) is not None else 0,
        made("w:rFonts", ascii=latin, hAnsi=latin, eastAsia=FACES[face], cs=latin),
    )


# ── Numbers ──


def _number(document: Document, *, chinese: bool) -> None:
    """一、（一）for the headings, 1. for lists; in English 1. and (1)."""
    first, second = ("%1、", "（%2）") if chinese else ("%1.", "(%2)")
    counted = "chineseCountingThousand" if chinese else "decimal"
    headings = [(first, counted, "Heading1"), (second, counted, "Heading2")]
    lists = [("%1.", "decimal", "")]
    numbering = document.part.numbering_part.element
    for key, levels in ((_HEADINGS, headings), (_LISTS, lists)):
        numbering.insert(0, _abstract(key, levels, after="nothing" if chinese else "space"))
    numbering.append(_num(_HEADINGS, _HEADINGS))
    for level, name in enumerate(("Heading 1", "Heading 2")):
        document.styles[name].element.pPr.get_or_add_numPr().get_or_add_numId().val = _HEADINGS
        document.styles[name].element.pPr.numPr.get_or_add_ilvl().val = level


def _abstract(key: int, levels: list[tuple[str, str, str]], after: str) -> BaseOxmlElement:
    abstract = made("w:abstractNum", abstractNumId=key)
    abstract.append(made("w:multiLevelType", val="multilevel"))
    for n, (text, counted, style) in enumerate(levels):
        level = made("w:lvl", ilvl=n)
        level.append(made("w:start", val=1))
        level.append(made("w:numFmt", val=counted))
        if style:
            level.append(made("w:pStyle", val=style))
        for tag, value in (("w:suff", after), ("w:lvlText", text), ("w:lvlJc", "left")):
            level.append(made(tag, val=value))
        shape = made("w:pPr")  # the style's indent again: a level without one puts its paragraph at the margin
        shape.append(made("w:ind", left=0, firstLineChars=200, firstLine=640))
        level.append(shape)
        abstract.append(level)
    return abstract


def _num(key: int, abstract: int, *, anew: bool = False) -> BaseOxmlElement:
    number = made("w:num", numId=key)
    number.append(made("w:abstractNumId", val=abstract))
    if anew:
        override = made("w:lvlOverride", ilvl=0)
        override.append(made("w:startOverride", val=1))
        number.append(override)
    return number


def new_list(document: Document, count: int) -> int:
    """The number of the next list, the count-th: each begins at 1."""
    key = _LISTS + count
    document.part.numbering_part.element.append(_num(key, _LISTS, anew=True))
    return key
