"""What a bulletin takes as a picture: an SVG of shapes and words that shows only itself.

It comes from the house's own maps, but it travels as text in a document's body. So nothing is drawn that could fetch, run or
hold anything else: elements and attributes that are not on these lists are refused, not removed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from fengsui.house import Refused

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACE = "{http://www.w3.org/2000/svg}"
_MOST = 2_000_000  # characters; the whole territory has a tenth of that
_ELEMENTS = {"svg", "defs", "pattern", "g", "path", "rect", "text", "title"}
_ATTRIBUTES = {
    "id", "class", "role", "aria-label", "aria-hidden", "viewBox", "width", "height", "x", "y", "d", "fill", "fill-rule",
    "stroke", "stroke-width", "font-size", "font-weight", "text-anchor", "patternUnits", "patternTransform",
}  # fmt: skip
_ELSEWHERE = re.compile(r"url\((?!#[\w-]+\))", re.IGNORECASE)  # a paint that is not a pattern of the picture


def checked(svg: str) -> str:
    """The same picture; Refused("documents.picture") if it is more than shapes and words."""
    try:
        parts = list(fromstring(svg, forbid_dtd=True).iter()) if svg.startswith("<svg ") and len(svg) <= _MOST else []
    except (ParseError, DefusedXmlException):
        parts = []
    if not parts or not all(_harmless(part) for part in parts):
        raise Refused("documents.picture", _("A picture of this document holds more than shapes and words."))
    return svg


def _harmless(part: Element) -> bool:
    known = part.tag.removeprefix(_SPACE) in _ELEMENTS and part.tag.startswith(_SPACE)
    return known and _ATTRIBUTES.issuperset(part.attrib) and not any(map(_ELSEWHERE.search, part.attrib.values()))
