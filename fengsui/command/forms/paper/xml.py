"""XML that strangers wrote: no entities, no network, and told apart by local names, since there are two dialects."""

from __future__ import annotations

from typing import Any

from lxml import etree

from fengsui.ground.tables.sniff import damaged

type Element = Any  # lxml has no types of its own

_PARSER_RULES = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}


def parse(body: bytes) -> Element:
    """Read a part of a file. Refused as damaged if it is no XML, or XML that defines entities."""
    try:
        root = etree.fromstring(body, etree.XMLParser(**_PARSER_RULES))
    except etree.XMLSyntaxError as error:
        raise damaged() from error
    if root.getroottree().docinfo.doctype:
        raise damaged()
    return root


def dump(root: Element) -> bytes:
    body: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return body


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def make(like: Element, name: str, **attributes: str) -> Element:
    """Make an element in the namespace of another one."""
    found = etree.QName(like).namespace
    return etree.Element(f"{{{found}}}{name}" if found else name, attributes, nsmap=None)


def child(parent: Element, name: str) -> Element:
    """The first child of a name, or None."""
    return parent.find(f"{{*}}{name}")


def children(parent: Element | None, name: str) -> list[Element]:
    return [] if parent is None else parent.findall(f"{{*}}{name}")


def attribute(element: Element, name: str) -> str:
    """An attribute whatever its namespace: `w:val` and `r:id` of either dialect."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return str(value)
    return ""


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and on: <b/>, <b val="1"/>, not <b val="0"/>."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off"}
