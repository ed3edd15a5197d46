"""By what a document is found: its text without blanks and marks, and the pairs of characters in it.

Chinese has no blanks between words, and a question is often two characters: too short for trigrams, so pairs narrow down
and the text decides. Question and text are made plain in the same way, so that 内司发[2020]12号 finds 内司发〔2020〕12号 and a
line break in the text hides nothing.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery

from fengsui.ground.documents import content
from fengsui.ground.documents.models import Document, Words

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

AROUND = 36  # characters of an excerpt before and after what was found
LONGEST = 60  # characters of a question
LOOKED = (150, 400)  # so many of the first documents are looked at before a question counts as rare
ALL = 10**9  # a limit that limits nothing, but the database then asks the index first and not for every document


@dataclass(frozen=True)
class Excerpt:
    """What stands around a find; all of it may be empty."""

    before: str
    found: str
    after: str


def plain(text: str) -> str:
    """Text as it is compared: half-width, small letters, nothing but letters and digits."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))


def runs(question: str) -> list[str]:
    """What must all stand in a document: the words between blanks."""
    return list(dict.fromkeys(run for word in question[:LONGEST].split() if (run := plain(word))))


def pairs(text: str) -> list[str]:
    return sorted(set(map(add, text, text[1:])))


def text_of(document: Document) -> str:
    """Everything that a document says, its number first."""
    said = content.read(document.content) if document.is_official else content.texts(document.source)
    parts = [document.title, document.full_number, *said]
    return "\n".join(dict.fromkeys(part for part in parts if part))


def keep(document: Document) -> None:
    """Index a document as it is now."""
    text = text_of(document)
    short = plain(text)
    Words.objects.update_or_create(document=document, defaults={"text": text, "plain": short, "pairs": pairs(short)})


def among(rows: QuerySet[Document], question: str) -> QuerySet[Document]:
    """Those of some documents in which every word of a question stands; one character alone is looked for in titles."""
    rows, said = _titled(rows, question)
    return _indexed(rows, said, _stand(said)) if said else rows


def first(ahead: QuerySet[Document], question: str, most: int) -> QuerySet[Document]:
    """The first of those, at most so many if there are more.

    What stands in many documents stands in enough of the first ones, and those are read one after the other; what is rare
    the index of pairs finds. Each way is a hundred times too slow for what the other is good at, and the database cannot
    choose: to it the pairs of a word stand in a text independently.
    """
    ahead, said = _titled(ahead, question)
    if not said:
        return ahead
    words = Words.objects.filter(document=OuterRef("pk"))
    stand = Subquery(words.values(stand=ExpressionWrapper(_stand(said), BooleanField())))
    here: list[UUID] = []
    rare = _indexed(ahead, said)
    for rows, length in [*((ahead, length) for length in LOOKED), (rare, LOOKED[0]), (rare, ALL)]:
        read = list(rows.annotate(stand=stand).values_list("pk", "stand")[:length])
        here = [pk for pk, stands in read if stands][:most]
        if len(read) < length or len(here) == most:
            break
    return ahead.filter(pk__in=here)


def _titled(rows: QuerySet[Document], question: str) -> tuple[QuerySet[Document], list[str]]:
    """Those whose titles have what a question has of single characters; its words of two and more."""
    said = runs(question)
    for run in (run for run in said if len(run) == 1):
        rows = rows.filter(title__icontains=run)
    return rows, [run for run in said if len(run) > 1]


def _indexed(rows: QuerySet[Document], said: list[str], *more: Q) -> QuerySet[Document]:
    """Those in which all pairs of some words stand, wherever, and more."""
    every = sorted({pair for run in said for pair in pairs(run)})
    return rows.filter(pk__in=Words.objects.filter(*more, pairs__contains=every).values("pk")[:ALL])


def _stand(said: list[str]) -> Q:
    return Q(*(Q(plain__contains=run) for run in said))


def excerpt(text: str, question: str) -> Excerpt:
    """The first place in a text where a word of the question stands, past the title if it stands there too."""
    for run in runs(question):
        at = text.find(run, text.find("\n") + 1)
        if at > 0:  # as it is written: found without spelling out the whole text
            return _around(text, at, at + len(run))
        places = _places(text)
        short = "".join(one for one, _at in places)
        at = short.find(run, len(plain(text.partition("\n")[0])))
        at = short.find(run) if at < 0 else at
        if at >= 0:
            return _around(text, places[at][1], places[at + len(run) - 1][1] + 1)
    return Excerpt(_flat(text[: 2 * AROUND]), "", "")


def _around(text: str, begin: int, end: int) -> Excerpt:
    return Excerpt(_flat(text[max(0, begin - AROUND) : begin]), text[begin:end], _flat(text[end : end + AROUND]))


def _places(text: str) -> list[tuple[str, int]]:
    """The plain characters of a text, each with where it stands in it."""
    return [(one, at) for at, character in enumerate(text) for one in _letters(character)]


@lru_cache(maxsize=20_000)
def _letters(character: str) -> str:
    """One character made plain: remembered, for a page of excerpts asks fifty thousand times."""
    return plain(character)


def _flat(text: str) -> str:
    return " ".join(text.split())
