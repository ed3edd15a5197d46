from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_SERIES = {"series": Level.INTERNAL}
_NUMBER = {**_SERIES, "number": Level.INTERNAL}

DRAFTED = Fact("documents.drafted", _("{unit} drafted a document: {series}"), _SERIES)
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
