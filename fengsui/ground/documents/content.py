"""What an official document says, as data; how it is read from what was typed.

title, text         a line feed in the title breaks its printed line, an order may have none; text: a paragraph a line,
                    one that begins with 一、 （一） 1. （1） is a heading of that level
to, copies          names: 主送, 抄送; one may hold 、 itself: 监狱管理局、戒毒管理局
joint, signers      联合行文: the other organs, in their order, and who signs for each (签发人, towards superiors)
annexes             [{"title", "text"}]
note                附注, without its brackets
urgency             "" | 特急 | 加急
open                "" | 主动公开 | 依申请公开 | 不予公开
contact             name and phone, for 请示
present, absent, observers    出席, 请假, 列席, of minutes
mongolian           [{"text", "by"}]: a paragraph each, and who supplied it; never translated by the machine
order               "first" | "after": where the Mongolian stands
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

URGENCIES = ("", "特急", "加急")
OPENNESS = ("", "主动公开", "依申请公开", "不予公开")
ORDERS = ("after", "first")
TITLE = 200  # characters
MOST = 200_000  # characters of everything together: a book, not a document
_BETWEEN = re.compile(r"[，,;；\n]+")
_MEETING = ("present", "absent", "observers")
_LINES = ("text", "note", "contact", *_MEETING)


def normal(given: Mapping[str, Any], *, untitled: bool = False) -> dict[str, Any]:
    """Content with every key there and nothing else; refused without a title, or if it is no document any more."""
    title = "\n".join(line for one in _text(given.get("title")).splitlines() if (line := one.strip()))
    if not title and not untitled:
        raise Refused("documents.title", _("A document has a title; type it."), field="title")
    if len(title) > TITLE:
        raise Refused("documents.long", _("The title is longer than 200 characters; shorten it."), field="title")
    made = {
        "title": title,
        **{key: _text(given.get(key)) for key in _LINES},
        **{key: names(given.get(key) or []) for key in ("to", "copies", "joint", "signers")},
        "annexes": [one for one in map(_annex, given.get("annexes") or []) if one["title"] or one["text"]],
        "urgency": _one_of(given.get("urgency"), URGENCIES),
        "open": _one_of(given.get("open"), OPENNESS),
        "mongolian": [one for one in map(_supplied, given.get("mongolian") or []) if one["text"]],
        "order": _one_of(given.get("order"), ORDERS),
    }
    if len(json.dumps(made, ensure_ascii=False)) > MOST:
        raise Refused(
            "documents.long", _("This is longer than a document can be; put parts of it into a file."), field="text"
        )
    return made


def names(given: Any) -> list[str]:
    """Names from a list, or from a text in which they stand apart by commas or line by line; each once. 、 stays."""
    listed = _BETWEEN.split(given) if isinstance(given, str) else [str(one) for one in given]
    return list(dict.fromkeys(name for one in listed if (name := one.strip(" 　：:。"))))


def read(content: Mapping[str, Any]) -> Iterator[str]:
    """Every text of an official document's content, in the order in which it is read."""
    yield from (*content["to"], content["text"])
    for annex in content["annexes"]:
        yield from (annex["title"], annex["text"])
    for key in ("note", "contact", *_MEETING, "copies", "joint", "mongolian"):
        yield from texts(content.get(key))


def texts(value: Any) -> Iterator[str]:
    """Every text in some data, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in _UNREAD:
                yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


# Drawings, links, codes and other languages' copies are not what a document says.
_UNREAD = frozenset(
    {"svg", "type", "align", "links", "copies", "series", "labels", "urgency", "open", "order", "signers"}
)


def _text(value: Any) -> str:
    return "\n".join(line.rstrip() for line in str(value or "").replace("\0", "").strip().splitlines())


def _one_of(value: Any, choices: tuple[str, ...]) -> str:
    return value if value in choices else choices[0]


def _annex(given: Mapping[str, Any]) -> dict[str, str]:
    return {"title": " ".join(_text(given.get("title")).split()), "text": _text(given.get("text"))}


def _supplied(given: Mapping[str, Any]) -> dict[str, str]:
    """Mongolian text with who supplied it: without a name it is refused, since nobody vouches for it."""
    text, by = _text(given.get("text")), _text(given.get("by"))
    if text and not by:
        raise Refused(
            "documents.mongolian",
            _("Say who supplied the Mongolian text; it is never made by a machine."),
            field="mongolian_by",
        )
    return {"text": text, "by": by}
