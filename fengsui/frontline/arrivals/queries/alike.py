"""Filings that may be about the same arrival: same identity number, telephone, or name and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.frontline.arrivals.models import Party, Stage, Step
from fengsui.frontline.arrivals.queries.people import ARRIVED, NAME, NUMBER, PHONE, PLACE, of
from fengsui.ground.exchange import values
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID


def alike(filings: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """For each of some filings the others that look like it and stand; a handful of queries for all."""
    listed = list(filings)
    rows = [row for each in of(listed).values() for row in each if row.role in ARRIVED]
    opened = iter(
        vault.open_all((row.person, field, getattr(row, f"{field}_sealed")) for row in rows for field in _FIELDS)
    )
    marks = {row.person: _marks(*(next(opened) for _field in _FIELDS)) for row in rows}
    own = {row.person: row.filing_id for row in rows}
    same = _same(marks)
    standing = _standing({person for others in same.values() for person in others})
    found: dict[UUID, set[UUID]] = {pk: set() for pk in listed}
    for person, others in same.items():
        found[own[person]] |= {standing[other] for other in others if other in standing} - {own[person]}
    return found


_FIELDS = ("name", "phone", "number", "place")


def _marks(name: str, phone: str, number: str, place: str) -> dict[str, str]:
    """By what somebody is known again; nothing of a person whose data was destroyed."""
    found = {PHONE: phone, NUMBER: number, PLACE: f"{name}\n{place}" if name and place else ""}
    return {kind: value for kind, value in found.items() if value}


def _same(marks: dict[UUID, dict[str, str]]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {person: set() for person in marks}
    for kind in (PHONE, NUMBER, PLACE):
        wanted = {person: said[kind] for person, said in marks.items() if kind in said}
        persons = vault.find_many(kind, wanted.values())
        for person, value in wanted.items():
            found[person] |= set(persons.get(value, ()))
    return found


def _standing(persons: set[UUID]) -> dict[UUID, UUID]:
    """Person → the filing, of those that are neither withdrawn nor joined already."""
    gone = Step.objects.as_known().filter(stage__in=(Stage.WITHDRAWN, Stage.JOINED)).values("filing")
    rows = Party.objects.as_known().filter(person__in=persons).exclude(filing__in=gone)
    return dict(rows.values_list("person", "filing"))


def persons_of(text: str) -> list[UUID]:
    """Who arrived and has exactly this name, telephone or identity number."""
    found: list[UUID] = []
    ways: tuple[tuple[str, Callable[[str], str]], ...] = (
        (NAME, values.person_name), (PHONE, values.phone), (NUMBER, values.identity),
    )  # fmt: skip
    for kind, rule in ways:
        try:
            tidy = rule(text.strip()[:60])
        except values.Unreadable:
            continue
        found += vault.find(kind, tidy) if tidy else []
    return found
