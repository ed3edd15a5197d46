from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import words
from fengsui.ground.documents.models import Counter, Document, Original, Series, Stage, Step, Words
from fengsui.ground.documents.queries.one import visible
from fengsui.ground.org import scope
from fengsui.ground.org.doors import number_of
from fengsui.ground.org.pages import SIZE, Page, ahead, page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person, Unit

_TOKEN = re.compile(r"[-\w]{22}")
OPEN = (Stage.DRAFTED, Stage.CHECKED, Stage.APPROVED, Stage.NUMBERED)


def listed(person: Person, query: Mapping[str, str]) -> QuerySet[Document]:
    """Those of them that a page's parameters ask for: `state` (a stage, or "open"), `own` units alone, `q` in the text."""
    return words.among(_asked(person, query), query.get("q", ""))


def paged(person: Person, query: Mapping[str, str]) -> Page[Document]:
    """A page of them, newest first."""
    rows = _asked(person, query)
    return page(words.first(ahead(rows, query), query["q"], SIZE + 1) if query.get("q") else rows, query)


def _asked(person: Person, query: Mapping[str, str]) -> QuerySet[Document]:
    rows, state = visible(person), query.get("state", "")
    if state == "open":
        rows = in_stage(rows, OPEN)
    elif state in Stage.values:
        rows = in_stage(rows, (Stage(state),))
    else:
        rows = rows.exclude(Exists(Step.objects.filter(document=OuterRef("pk"), stage=Stage.DROPPED)))
    if query.get("own"):
        rows = rows.filter(unit__in=scope.own_ids(person, "documents.view"))
    return rows


def in_stage(rows: QuerySet[Document], stages: Iterable[Stage]) -> QuerySet[Document]:
    """Those whose last step is one of these."""
    later = Step.objects.filter(document=OuterRef("document"), pk__gt=OuterRef("pk"))
    return rows.filter(pk__in=Step.objects.filter(stage__in=list(stages)).exclude(Exists(later)).values("document"))


def excerpts(rows: Iterable[Document], question: str) -> dict[UUID, words.Excerpt]:
    """What stands around the find in each of some documents: one query."""
    texts = Words.objects.filter(document__in=[row.pk for row in rows]).values_list("document_id", "text")
    return {pk: words.excerpt(text, question) for pk, text in texts}


def series_of(units: QuerySet[Unit] | Iterable[Unit]) -> QuerySet[Series]:
    """The official series of some units."""
    return Series.objects.filter(unit__in=units, official=True).select_related("unit").order_by("unit__code", "pk")


@dataclass(frozen=True)
class Register:
    """All numbers of a series in a year. A number without a document would be a gap; there is none, and it shows."""

    series: Series
    year: int
    last: int  # what the counter says was given
    rows: list[tuple[int, Document | None]]

    @property
    def missing(self) -> list[int]:
        return [number for number, document in self.rows if document is None]

    @property
    def void(self) -> int:
        documents = [document for _number, document in self.rows if document]
        return sum(document.stage == Stage.VOID for document in documents)  # type: ignore[attr-defined]


def register(series: Series, year: int) -> Register:
    """The register (登记簿) of a series: every number that its counter gave in a year, the void ones too."""
    counter = Counter.objects.filter(series=series, year=year).first()
    found = {
        int(row.number or 0): row
        for row in Document.objects.filter(series=series, year=year).with_stage().select_related("series", "unit")
    }
    last = counter.last if counter else 0
    return Register(series, year, last, [(n, found.get(n)) for n in range(1, max(last, *found, 0) + 1)])


def years(series: Series) -> list[int]:
    """The years in which a series has numbers, the newest first."""
    return list(Counter.objects.filter(series=series).order_by("-year").values_list("year", flat=True))


def registered(person: Person, query: Mapping[str, str]) -> Register | None:
    """The register that a page's parameters ask for (`series`, `year`), or the first of those that one may see."""
    seen = Series.objects.filter(unit__in=scope.seen(person, "documents.view").values("pk")).select_related("unit")
    wanted = number_of(query.get("series", ""), -1)
    own = scope.own_ids(person, "documents.view")
    series = (
        seen.filter(pk=wanted).first()
        if wanted >= 0
        else seen.filter(unit__in=own).order_by("-official", "pk").first() or seen.order_by("-official", "pk").first()
    )
    if series is None:
        return None
    year = query.get("year", "")
    return register(series, int(year) if len(year) == 4 and year.isdecimal() else clock.today().year)


@dataclass(frozen=True)
class Verified:
    """All that somebody with the paper, but without an account, is told about a document."""

    number: str
    unit: Unit
    at: datetime
    sha256: str
    void_since: datetime | None


def verified(token: str) -> Verified | None:
    """What is known of the document of a token, or nothing."""
    rows = Original.objects.defer("content").select_related("document__unit", "document__series")
    found = rows.filter(token=token).first() if _TOKEN.fullmatch(token) else None
    if found is None:
        return None
    steps = {step.stage: step.at for step in found.document.steps.all()}
    return Verified(
        found.document.full_number, found.document.unit, steps[Stage.ISSUED], found.sha256, steps.get(Stage.VOID)
    )
