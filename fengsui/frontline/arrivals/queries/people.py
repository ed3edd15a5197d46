"""The persons of filings as lists show them: masked. And what a form says now, for its own correction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fengsui.frontline.arrivals.models import FilingKind, LodgerReport, Party, Returnee, Role
from fengsui.frontline.arrivals.saying import Companion, Lodging, Return
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from fengsui.frontline.arrivals.models import Filing
    from fengsui.frontline.arrivals.saying import Saying

# The kinds of look-up in the vault: who arrived is found again by these.
NAME, PHONE, NUMBER, PLACE = "arrivals_name", "arrivals_phone", "arrivals_number", "arrivals_place"
FIELDS = ("name", "phone", "number", "place", "home", "plate", "ride", "contact", "keeper")
_ORDER = {role: n for n, role in enumerate((Role.RETURNEE, Role.LODGER, Role.COMPANION, Role.HOST))}
ARRIVED = (Role.LODGER, Role.RETURNEE, Role.COMPANION)  # whose arrival it is


@dataclass(frozen=True)
class Masked:
    """As much of a person as a list shows; all empty once the person's data was destroyed."""

    person: UUID
    role: str
    name: str
    phone: str = ""
    number: str = ""
    place: str = ""

    @property
    def is_destroyed(self) -> bool:
        return not self.name

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)


def mask_place(text: str) -> str:
    """兴安社区3号楼2单元 → 兴安******: the first two characters tell two places of one list apart."""
    return text[:2] + "*" * min(len(text) - 2, 6) if len(text) > 2 else "*" * len(text)


def current(filing: Filing, known: datetime | None = None) -> list[Party]:
    """The persons of a filing, the one whose arrival it is first."""
    return of([filing.pk], known).get(filing.pk, [])


def of(filings: Iterable[UUID], known: datetime | None = None) -> dict[UUID, list[Party]]:
    """The persons of many filings, in one query."""
    found: dict[UUID, list[Party]] = {}
    for row in Party.objects.as_known(known).filter(filing__in=list(filings)).order_by("pk"):
        found.setdefault(row.filing_id, []).append(row)
    return {pk: sorted(rows, key=lambda row: _ORDER[Role(row.role)]) for pk, rows in found.items()}


def masked(rows: Iterable[Party]) -> dict[UUID, Masked]:
    """Open and mask persons by their id, with one query for all keys."""
    listed = list(rows)
    fields = ("name", "phone", "number", "place")
    values = iter(
        vault.open_all((row.person, field, getattr(row, f"{field}_sealed")) for row in listed for field in fields)
    )
    return {
        row.person: Masked(
            row.person, row.role, vault.mask_name(next(values)), vault.mask_number(next(values)),
            vault.mask_number(next(values)), mask_place(next(values)),
        )
        for row in listed
    }  # fmt: skip


def masked_by_filing(filings: Iterable[UUID], known: datetime | None = None) -> dict[UUID, list[Masked]]:
    """The masked persons of many filings, in two queries."""
    rows = of(filings, known)
    found = masked(row for each in rows.values() for row in each)
    return {pk: [found[row.person] for row in each] for pk, each in rows.items()}


def opened(filing: Filing) -> Saying:
    """What a form says now, in full: to compare a second sending, and to correct it. Never for a list."""
    rows = current(filing)
    values = iter(
        vault.open_all((row.person, field, getattr(row, f"{field}_sealed")) for row in rows for field in FIELDS)
    )
    people = [(row, {field: next(values) for field in FIELDS}) for row in rows]
    if filing.kind == FilingKind.LODGER:
        return _lodging(LodgerReport.objects.as_known().get(filing=filing), people)
    return _return(Returnee.objects.as_known().get(filing=filing), people)


def _lodging(row: LodgerReport, people: list[tuple[Party, dict[str, str]]]) -> Lodging:
    by_role = {party.role: said for party, said in people}
    host, lodger = by_role[Role.HOST], by_role[Role.LODGER]
    return Lodging(
        host=host["name"], phone=host["phone"], building=lodger["place"], name=lodger["name"], origin=row.origin, since=row.since,
        relation=row.relation, reason=row.reason, until=row.until, stay=row.stay, plate=lodger["plate"], celsius=row.celsius,
    )  # fmt: skip


def _return(row: Returnee, people: list[tuple[Party, dict[str, str]]]) -> Return:
    (first, own), *others = people
    said: dict[str, Any] = {name: own[name] for name in ("name", "phone", "number", "home", "ride", "plate", "keeper")}
    return Return(
        **said, address=own["place"], contact_note=own["contact"], sex=first.sex, origin=row.origin, arrived_on=row.arrived_on,
        left_on=row.left_on, transport=row.transport, stay=row.stay, contact=row.contact, symptoms=tuple(row.symptoms),
        celsius=row.celsius, control=row.control,
        companions=tuple(Companion(each["name"], each["phone"], each["number"]) for _party, each in others),
    )  # fmt: skip
