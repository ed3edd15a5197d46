"""What the other parts of this room know, asked for only when it is needed: each part stands by itself."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.frontline.gates import wire
    from fengsui.frontline.gates.actions.storing import Fresh
    from fengsui.frontline.gates.models import Gate

ROOM = "fengsui.frontline.gates"


def offered(module: str, name: str, otherwise: Callable[..., Any]) -> Callable[..., Any]:
    try:
        found: Callable[..., Any] = getattr(import_module(f"{ROOM}.{module}"), name, otherwise)
    except ModuleNotFoundError:
        return otherwise
    return found


def raised(gate: Gate, rows: Sequence[Fresh], new: set[UUID]) -> int:
    """Make alerts of what is new."""
    return int(offered("actions.alarms", "raised", lambda *_said: 0)(gate, rows, new))


def handled(gate: Gate, record: wire.Handled, *, device: UUID, at: datetime) -> bool:
    """Take what was done about an alert."""

    def nobody(*_said: object, **_more: object) -> bool:
        raise Refused(
            "gates.no_alert", _("There is no alert about that passage; send it again after the passage."), field="of"
        )

    return bool(offered("actions.alarms", "handled", nobody)(gate, record, device=device, at=at))


def reasons() -> list[dict[str, str]]:
    """Why somebody is turned away, in the languages of the phone: it may not have a network when it is switched."""
    try:
        reason = import_module(f"{ROOM}.reasons").Reason
    except ModuleNotFoundError:
        return []
    found = []
    for one in reason:
        row = {"code": str(one.value)}
        for short, language in (("zh", "zh-hans"), ("en", "en")):
            with translation.override(language):
                row[short] = str(one.label)
        found.append(row)
    return found


def regulars(gate: Gate, since: int) -> dict[str, Any]:
    """Whom the gates of the unit know, from a version of the list on."""
    nobody = {"version": since, "rows": [], "gone": []}
    return dict(offered("queries.regulars", "since", lambda *_said: nobody)(gate.unit, since))


def permits(gate: Gate) -> list[dict[str, Any]]:
    return list(offered("queries.permits", "permits_now", lambda _gate: [])(gate))


def revoked(gate: Gate) -> list[str]:
    return list(offered("queries.permits", "revoked", lambda _gate: [])(gate))


def pass_key() -> dict[str, str] | None:
    found: dict[str, str] | None = offered("queries.passes", "pass_key", lambda: None)()
    return found


def listed_hashes(gate: Gate, salt: bytes) -> list[str]:
    return list(offered("queries.listed", "listed_hashes", lambda *_said: [])(gate, salt))


def coming(gate: Gate, otherwise: list[tuple[datetime, str]]) -> list[tuple[datetime, str]]:
    return list(offered("queries.policy", "coming", lambda _gate: otherwise)(gate))
