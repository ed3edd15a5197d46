"""Who can be put where, under which name, and what stands in the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from fengsui.command.duty.models import Absence, Member, Post, Profile
from fengsui.ground.org import pinyin
from fengsui.ground.org.models import Person
from fengsui.ground.org.people import at
from fengsui.ground.org.queries import names
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit

FEMALE, MALE = "f", "m"


@dataclass(frozen=True)
class Known:
    """A person of a pool: the name under which they are typed, what they can, for which posts."""

    pk: UUID
    name: str
    sex: str
    skills: frozenset[str]
    posts: frozenset[int]

    @property
    def sounds(self) -> str:
        return "".join(pinyin.person(self.name))

    @property
    def initials(self) -> str:
        return "".join(sound[:1] for sound in pinyin.person(self.name))

    def suits(self, post: Post) -> bool:
        return post.pk in self.posts


class Away(NamedTuple):
    """From when to when somebody is absent."""

    since: datetime
    until: datetime


def pool(posts: Iterable[Post], first: date, last: date | None = None) -> list[Known]:
    """The people of some posts on some days, each under a name of their own; five queries."""
    rows = Member.objects.during(first, last or first).filter(post__in=list(posts)).order_by("pk")
    theirs: dict[UUID, set[int]] = {}
    for person, post in rows.values_list("person", "post"):
        theirs.setdefault(person, set()).add(post)
    return known(theirs)


def known(theirs: dict[UUID, set[int]]) -> list[Known]:
    """Persons with their names, made distinct, and what they can."""
    called, about = distinct(names(theirs)), profiles(theirs)
    none = ("", frozenset[str]())
    found = [
        Known(pk, called[pk], *about.get(pk, none), frozenset(posts)) for pk, posts in theirs.items() if called.get(pk)
    ]
    return sorted(found, key=lambda one: (one.sounds, one.name))


def distinct(called: dict[UUID, str]) -> dict[UUID, str]:
    """Names by which people are told apart: the second 王伟 is 王伟2, in the order in which they were registered."""
    often, met, found = Counter(called.values()), Counter[str](), {}
    for pk, name in sorted(called.items()):
        met[name] += 1
        found[pk] = f"{name}{met[name]}" if often[name] > 1 and met[name] > 1 else name
    return found


def profiles(persons: Iterable[UUID]) -> dict[UUID, tuple[str, frozenset[str]]]:
    """Sex and skills of persons of whom something is known; two queries."""
    rows = list(Profile.objects.filter(person__in=list(persons)))
    opened = vault.open_all((row.person_id, "sex", row.sex_sealed) for row in rows)
    return {row.person_id: (sex, row.has) for row, sex in zip(rows, opened, strict=True)}


def absences(persons: Iterable[UUID], since: datetime, until: datetime) -> dict[UUID, list[Away]]:
    """When persons are absent in a time; one query."""
    rows = Absence.objects.filter(person__in=list(persons), withdrawn_at=None, since__lt=until, until__gt=since)
    found: dict[UUID, list[Away]] = {}
    for person, begins, ends in rows.order_by("since").values_list("person", "since", "until"):
        found.setdefault(person, []).append(Away(begins, ends))
    return found


def meant(word: str, people: Sequence[Known]) -> Known | None:
    """Who is meant by a typed word: the name, else the one whose pinyin or initials it is; None if nobody or several."""
    plain = tidy(word)
    if not plain:
        return None
    if exact := [one for one in people if tidy(one.name) == plain]:
        return exact[0]
    low = plain.lower()
    for way in (lambda one: one.sounds == low, lambda one: one.initials == low, lambda one: one.sounds.startswith(low)):
        if found := [one for one in people if way(one)]:
            return found[0] if len(found) == 1 else None
    return None


def tidy(word: str) -> str:
    """As Excel and WPS pad names to equal width: 王  伟 is 王伟."""
    return "".join(word.split()).replace("\u3000", "")


def officers(unit: Unit) -> list[tuple[UUID, str]]:
    """Who is at a unit and can be taken into a pool: id and name, by pinyin."""
    called = distinct(names(Person.objects.filter(pk__in=at(unit).values("pk")).values_list("pk", flat=True)))
    return sorted(called.items(), key=lambda one: pinyin.person(one[1]))
