from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_SERIES = {"series": Level.INTERNAL}
_NUMBER = {**_SERIES, "number": Level.INTERNAL}

DRAFTED = Fact("documents.drafted", _("{unit} drafted a document: {series}"), _SERIES)
REWRITTEN = Fact("documents.rewritten", _("{unit} changed a draft: {series}"), _SERIES)
CHECKED = Fact("documents.checked", _("{unit} checked a document: {series}"), _SERIES)
SENT_BACK = Fact("documents.sent_back", _("{unit} sent a draft back: {reason}"), {**_SERIES, "reason": Level.INTERNAL})
DROPPED = Fact("documents.dropped", _("{unit} withdrew a draft: {series}"), _SERIES)
_FILE = {**_SERIES, "file": Level.INTERNAL, "sha256": Level.INTERNAL}
ATTACHED = Fact("documents.attached", _("{unit} attached a file ({file}) to a draft; SHA-256: {sha256:.16}"), _FILE)
DETACHED = Fact("documents.detached", _("{unit} took a file ({file}) off a draft; SHA-256: {sha256:.16}"), _FILE)
SERIES_ARRANGED = Fact(
    "documents.series_arranged",
    _("{unit} arranged the series “{series}”, code letters: {letters}"),
    {**_SERIES, "letters": Level.INTERNAL},
)
APPROVED = Fact("documents.approved", _("{unit} approved a document: {series}"), _SERIES)
NUMBERED = Fact("documents.numbered", _("{unit} numbered a document: {series}{number}"), _NUMBER)
ISSUED = Fact(
    "documents.issued",
    _("{unit} issued {series}{number}; SHA-256 of the PDF: {sha256:.16}"),
    {**_NUMBER, "sha256": Level.PUBLIC, "mark": Level.PUBLIC, "subject": Level.INTERNAL},
    chronicle=True,
)
VOIDED = Fact(
    "documents.voided",
    _("{unit} declared {series}{number} void: {reason}"),
    {**_NUMBER, "reason": Level.INTERNAL},
    chronicle=True,
)
