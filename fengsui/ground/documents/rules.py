"""The writing rules of official documents: what is wrong with one, in sentences that say what to do.

From the 条例 of 2012 (kinds, art. 8; to whom one writes, arts. 13 to 17) and GB/T 9704-2012 (forms). A severe problem stops a
document at checking and approving; the others are advice. `content` is described in official.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.documents import wording
from fengsui.ground.documents.kinds import ADDRESSED, MOSTLY_ADDRESSED, WORDS, Kind, Layout, layout_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NO_KINDS = (
    "工作方案",
    "方案",
    "告知书",
    "简报",
    "倡议书",
    "实录",
    "专报",
    "工作要点",
    "规划",
    "计划",
    "预案",
    "办法",
    "规定",
)
URGENCIES = ("", "加急", "特急")
OPENNESS = ("", "主动公开", "依申请公开", "不予公开")
_ABOUT = frozenset(Kind) - {
    Kind.ORDER,
    Kind.MINUTES,
    Kind.COMMUNIQUE,
    Kind.ANNOUNCEMENT,
    Kind.PUBLIC_NOTICE,
    Kind.RESOLUTION,
}
_REQUESTS = ("请批示", "请予批准", "请予批复", "请批复", "请批准", "妥否", "当否", "请示如下")
_CLOSING = ("请批示", "请批复", "请予批复", "请批准", "请予批准", "请审批", "请指示")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field of the content, in a sentence in the language in force."""

    field: str
    sentence: str
    severe: bool = True


def problems(kind: str, content: Mapping[str, Any]) -> list[Problem]:
    """All that is wrong, the severe first. kind: a value of kinds.Kind; anything else is the first problem."""
    known = next((one for one in Kind if kind in {one.value, WORDS[one]}), None)
    found = [] if known else [Problem("kind", _no_kind(kind))]
    found += _classified(content)
    if known:
        found += [*_title(known, content), *_recipients(known, content), *_of_kind(known, content)]
    if known:
        found += _jointly(known, content)
    found += [*_text(content), *_annexes(content), *_marks(content), *_mongolian(content)]
    return sorted(dict.fromkeys(found), key=lambda one: not one.severe)


def _no_kind(word: str) -> str:
    return _("“%(word)s” is none of the fifteen statutory kinds: issue it as the annex of a notice (通知).") % {
        "word": word
    }


# ── For every kind ──


def secrecy() -> str:
    """What is said to whoever brings classified matters."""
    return _(
        "This carries a mark of secrecy (秘密, 机密, 绝密). Classified matters do not enter this system:"
        " take the text out now and write it where classified papers are written."
    )


def _classified(content: Mapping[str, Any]) -> Iterator[Problem]:
    """Classified matters do not enter this system: it stands on a network that is not made for them."""
    for field, text in wording.texts(content):
        if wording.classified(text):
            yield Problem(field, secrecy())


def _title(kind: Kind, content: Mapping[str, Any]) -> Iterator[Problem]:
    title, word = "".join((content.get("title") or "").split()), WORDS[kind]
    if not title:
        if kind != Kind.ORDER:
            yield Problem(
                "title", _("Give it a title: who, about what (关于…的), and the kind “%(word)s”.") % {"word": word}
            )
        return
    foreign = next((one for one in NO_KINDS if title.endswith(one)), "")
    if foreign:
        yield Problem("title", _no_kind(foreign))
    elif not title.endswith(word) and not (kind == Kind.ORDER and title.endswith("命令")):
        yield Problem("title", _("The title must end with the kind: “%(word)s”.") % {"word": word})
    elif kind in _ABOUT and not re.search(f"关于.+的.{{0,4}}{word}$", title):
        yield Problem("title", _("Name the matter in the title: “关于…的%(word)s”.") % {"word": word}, severe=False)
    if wording.pointed(title):
        yield Problem(
            "title", _("A title has no punctuation but 《》 around names of rules, “”, brackets and 、."), severe=False
        )


def _recipients(kind: Kind, content: Mapping[str, Any]) -> Iterator[Problem]:
    if content.get("to"):
        return
    if kind in ADDRESSED:
        yield Problem(
            "to", _("Name the recipient (主送): a “%(word)s” is addressed to somebody.") % {"word": WORDS[kind]}
        )
    elif kind in MOSTLY_ADDRESSED:
        yield Problem("to", _("Name the recipients (主送), unless it is posted up for everybody."), severe=False)


def _jointly(kind: Kind, content: Mapping[str, Any]) -> Iterator[Problem]:
    """联合行文: the organs agreed and signed (会签); the lead's number alone is used."""
    joint, signers = content.get("joint") or [], content.get("signers") or []
    if joint and kind == Kind.MINUTES:
        yield Problem("joint", _("Minutes are not issued jointly: name the others among those present."))
    elif joint and layout_of(kind) == Layout.UPWARD and len(signers) != len(joint):
        yield Problem(
            "signers", _("Towards superiors each organ's signer is named (签发人): one for each joint organ, in order.")
        )


def _text(content: Mapping[str, Any]) -> Iterator[Problem]:
    if not (content.get("text") or "").strip():
        yield Problem("text", _("Write the text: the first page must carry some of it."))
    for field, text in wording.texts(content):
        for written, right in wording.numbers(text):
            yield Problem(
                field,
                _(
                    "Write “%(right)s” instead of “%(written)s”: six-cornered brackets 〔〕, no 第, no zeros before the number."
                )
                % {"right": right, "written": written},
                severe=False,
            )
        for written, right in wording.dates(text):
            yield Problem(
                field,
                _("Write the date as “%(right)s”, not “%(written)s”.") % {"right": right, "written": written},
                severe=False,
            )


def mended(content: Mapping[str, Any]) -> dict[str, Any]:
    """A content with its numbers and dates as the rules want them; for what else they say a person must think."""
    right: dict[str, Any] = {field: wording.mended(content[field]) for field in wording.FIELDS if content.get(field)}
    if content.get("annexes"):
        right["annexes"] = [{name: wording.mended(text) for name, text in one.items()} for one in content["annexes"]]
    return {**content, **right}


def _annexes(content: Mapping[str, Any]) -> Iterator[Problem]:
    annexes = content.get("annexes") or []
    for one in annexes:
        if not (one.get("title") or "").strip():
            yield Problem("annexes", _("Give every annex a title: it is listed by it below the text."))
        elif one["title"].strip()[-1] in "。；，、.;,":
            yield Problem("annexes", _("No punctuation stands after the title of an annex."), severe=False)
    if not annexes and "附件" in (content.get("text") or ""):
        yield Problem("annexes", _("The text speaks of an annex (附件), but none is attached."), severe=False)


def _marks(content: Mapping[str, Any]) -> Iterator[Problem]:
    if (content.get("urgency") or "") not in URGENCIES:
        yield Problem("urgency", _("The urgency of a document is 特急 or 加急; 特提 and 平急 are of telegrams."))
    if (content.get("open") or "") not in OPENNESS:
        yield Problem("open", _("Whether it is open: 主动公开, 依申请公开 or 不予公开."))


def _mongolian(content: Mapping[str, Any]) -> Iterator[Problem]:
    given = content.get("mongolian") or ()
    for field, text in [*wording.texts(content), *(("mongolian", one.get("text") or "") for one in given)]:
        if wording.private(text):
            yield Problem(
                field,
                _(
                    "This text is in the private characters of one font (as Menksoft's Mongolian is), which mean nothing"
                    " elsewhere: have it converted to Unicode by whoever supplied it."
                ),
            )
    for one in given:
        text = one.get("text") or ""
        if not wording.private(text) and not wording.mongolian(text):
            yield Problem("mongolian", _("This is not the traditional Mongolian script; Cyrillic cannot stand for it."))
        if not (one.get("by") or "").strip():
            yield Problem("mongolian", _("Say who supplied the Mongolian text: it is never made by a machine."))


# ── For one kind ──


def _of_kind(kind: Kind, content: Mapping[str, Any]) -> Iterator[Problem]:
    own = {Kind.REQUEST: _request, Kind.REPORT: _report}.get(kind)
    if own:
        yield from own(content)


def _request(content: Mapping[str, Any]) -> Iterator[Problem]:
    text, title = content.get("text") or "", content.get("title") or ""
    if len(wording.named(content.get("to") or ())) > 1:
        yield Problem("to", _("A request has one recipient (主送); who else must know gets a copy."))
    below = [
        name
        for name in content.get("copies") or ()
        if name.strip().startswith(("各", "所属", "下属", "下级", "厅属", "局属"))
    ]
    if below:
        yield Problem("copies", _("A request is not copied to those below: take out “%(name)s”.") % {"name": below[0]})
    elif content.get("copies"):
        yield Problem("copies", _("Make sure that no copy of a request goes to those below."), severe=False)
    if not wording.contact(content.get("contact") or ""):
        yield Problem("contact", _("Name a contact and a telephone number; they are printed below the date."))
    if sum(text.count(phrase) for phrase in ("妥否", "当否")) > 1 or any(
        one in title for one in ("等事项", "等问题", "若干")
    ):
        yield Problem("text", _("One request, one matter: write another request for the other matter."), severe=False)
    if text and not any(phrase in text for phrase in _CLOSING):
        yield Problem("text", _("Close with what is asked for: “妥否，请批示。”"), severe=False)


def _report(content: Mapping[str, Any]) -> Iterator[Problem]:
    phrase = next((one for one in _REQUESTS if one in (content.get("text") or "")), "")
    if phrase:
        yield Problem(
            "text",
            _("A report carries no request (“%(phrase)s”): nobody answers it. Write a request (请示) of its own.")
            % {"phrase": phrase},
            severe=False,
        )
