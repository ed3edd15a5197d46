from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note


def _kind(data: dict[str, Any]) -> dict[str, Any]:
    from fengsui.command.incidents.queries.kinds import label  # noqa: PLC0415 - notes are read before the tables are there

    return {"kind": label(data.get("what", ""))}


NOTED = Note(
    "incidents.noted", _("{unit}: something happened ({kind}); the first report is due {due}: {text}"), icon="urgent",
    words=_kind, urgent=True,
)  # fmt: skip
REPORTED = Note(
    "incidents.reported", _("{unit} reports an incident ({kind}): {text}"), icon="urgent", words=_kind, urgent=True
)
FOLLOWED = Note("incidents.followed", _("{unit}, follow-up report ({kind}): {text}"), icon="urgent", words=_kind)
CLOSED = Note("incidents.closed", _("{unit}, final report ({kind}): {text}"), icon="circle-check", words=_kind)
CORRECTED = Note("incidents.corrected", _("{unit} corrected its report ({kind}): {text}"), icon="pencil", words=_kind)
WITHDRAWN = Note(
    "incidents.withdrawn", _("{unit} withdrew an incident ({kind}): {text}"), icon="circle-minus", words=_kind
)
REOPENED = Note(
    "incidents.reopened", _("{unit} opened an incident again ({kind}): {text}"), icon="urgent", words=_kind, urgent=True
)
