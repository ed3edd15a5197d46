"""What phones send and get: version 1 of the sync. Strict: an unknown field or a wrong type refuses that one record.

A record has a client's UUIDv7 and `at`, the moment by the device's own clock (RFC 3339, with offset). Nothing here knows a
database; doors decode with these, and `/api/v1/docs` shows their JSON schema.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID  # noqa: TC003

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

VERSION = 1
MOST_RECORDS = 500
Moment = Annotated[datetime, Meta(tz=True)]
Number = Annotated[int, Meta(ge=0, le=2_000_000_000)]
Text40 = Annotated[str, Meta(max_length=40)]
Text200 = Annotated[str, Meta(max_length=200)]
Tenths = Annotated[int, Meta(ge=340, le=430)]  # of a degree Celsius
Site = Literal["forehead", "wrist", "ear", "armpit", "unreadable"]


class Record(Struct, tag_field="t", forbid_unknown_fields=True, frozen=True):
    id: UUID
    at: Moment


class Passed(Record, tag="passage", frozen=True):
    """Somebody or something at the gate. `who`: a regular of the phone's cache; `card`: the id of a QR pass.

    heat, again: tenths of °C of the first and the second reading; site "unreadable": no reading was possible.
    sheet, line: copied from paper. people: how many it stands for (count-only mode, persons in a vehicle).
    """

    way: Literal["in", "out"]
    kind: Literal["person", "vehicle", "visitor", "counted"]
    outcome: Literal["admitted", "refused"] = "admitted"
    people: Annotated[int, Meta(ge=0, le=999)] = 1
    who: UUID | None = None
    card: UUID | None = None
    name: Text40 = ""
    building: Text40 = ""
    room: Annotated[str, Meta(max_length=20)] = ""
    phone: Annotated[str, Meta(max_length=20)] = ""
    number: Annotated[str, Meta(max_length=20)] = ""
    plate: Annotated[str, Meta(max_length=12)] = ""
    heat: Tenths | None = None
    again: Tenths | None = None
    site: Site | Literal[""] = ""
    reason: Annotated[str, Meta(max_length=20)] = ""  # why turned away, one of the words of `state`
    note: Text200 = ""
    sheet: Number | None = None
    line: Annotated[int, Meta(ge=1, le=99)] | None = None


class Withdrawn(Record, tag="withdrawal", frozen=True):
    """`of` was registered by mistake; it may arrive before what it withdraws."""

    of: UUID
    reason: Text200


class Handled(Record, tag="step", frozen=True):
    """What was done at the gate about the alert of a passage."""

    of: UUID
    step: Literal["remeasured", "isolated", "clinic", "cleared", "sent_back"]
    heat: Tenths | None = None
    site: Site | Literal[""] = ""
    note: Text200 = ""


class HandedOver(Record, tag="handover", frozen=True):
    """The phone stops: how many records it made and how many persons they stand for, and which sheets were begun."""

    registered: Number
    people: Number
    sheets: Annotated[list[Number], Meta(max_length=200)] = []
    note: Text200 = ""


AnyRecord = Passed | Withdrawn | Handled | HandedOver


class Bind(Struct, forbid_unknown_fields=True, frozen=True):
    """A code makes one phone the gate's, once."""

    code: Annotated[str, Meta(max_length=40)]
    label: Annotated[str, Meta(max_length=40)] = ""


class Batch(Struct, forbid_unknown_fields=True, frozen=True):
    """One call. records are decoded one by one, so that a bad one never blocks the rest."""

    v: Literal[1]
    sent_at: Moment  # by the device's clock: the difference to ours puts `at` right
    records: Annotated[list[Raw], Meta(max_length=MOST_RECORDS)]
    queued: Number = 0  # still waiting on the phone
    oldest_at: Moment | None = None
    version: Annotated[str, Meta(max_length=20)] = ""  # of the app


class Whole(Batch, frozen=True):
    """The same read in one go: what most batches are. If one record is not as documented, `Batch` says which."""

    records: Annotated[list[AnyRecord], Meta(max_length=MOST_RECORDS)]  # type: ignore[assignment]


class Answer(Struct, frozen=True, omit_defaults=True):
    """stored: new; known: it was here already (the same or another content: the first stays); refused: kept on the phone."""

    id: str  # as it was sent, or its place in the batch ("#7") if there was none to read
    status: Literal["stored", "known", "refused"]
    code: str = ""
    sentence: str = ""
    field: str | UnsetType = UNSET


class Answers(Struct, frozen=True):
    """now: our domain time when the batch was taken; state: mark of what the phone should know (fetch it when it changes)."""

    now: datetime
    state: str
    results: list[Answer]
    locked: bool = False


# ── What a phone knows: the answer of `state` ────────────────────────────────────────────────────────────────────


class OfDevice(Struct, frozen=True):
    id: str
    label: str
    until: datetime


class OfGate(Struct, frozen=True):
    id: int
    name: str
    unit: str
    place: str
    kind: str
    buildings: list[str]


class Kept(Struct, frozen=True):
    """How the gate is kept from a moment on."""

    since: datetime
    form: Literal["open", "registration", "permit", "closed"]


class Asks(Struct, frozen=True):
    identity: bool
    phone: bool


class Why(Struct, frozen=True):
    """Why somebody is turned away."""

    code: str
    zh: str
    en: str


class KnownPerson(Struct, frozen=True):
    id: str
    name: str
    building: str
    room: str
    tail: str
    plate: str


class Regulars(Struct, frozen=True):
    """Whom the gates of the unit know, from a version of the list on; gone: who is known no longer."""

    version: int
    rows: list[KnownPerson]
    gone: list[str]


class Permitted(Struct, frozen=True):
    regular: str
    since: datetime
    until: datetime


class Hashes(Struct, frozen=True):
    """Of listed persons: hex of the first 8 bytes of SHA-256(salt, then the name or number in capitals without blanks)."""

    salt: str
    hashes: list[str]


class State(Struct, frozen=True):
    """rate: how fast the domain's time goes (a drill's may stand or run); fever: tenths of °C; pass_key: JWK of passes (P-256)."""

    v: int
    mark: str
    now: datetime
    rate: float
    device: OfDevice
    gate: OfGate
    policy: list[Kept]
    asks: Asks
    fever: int
    remeasure: bool
    reasons: list[Why]
    regulars: Regulars
    permits: list[Permitted]
    revoked: list[str]
    pass_key: dict[str, str]
    listed: Hashes
    totals: dict[str, dict[str, int]]


class Bound(Struct, frozen=True):
    """The key is told once: send it as `Authorization: Device <device>.<key>`."""

    device: str
    key: str
    state: State
