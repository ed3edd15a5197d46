from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.command.forms.models import Deed
from fengsui.ground.journal.declare import Fact, Level

_V = {"version": Level.PUBLIC}


def _words(data: dict[str, Any]) -> dict[str, Any]:
    return {"deed": Deed(data["deed"]).label}


REGISTERED = Fact(
    "forms.registered",
    _("{unit}: a superior's form was uploaded, {cells} cells recognised, {unclear} unclear."),
    {**_V, "cells": Level.INTERNAL, "unclear": Level.INTERNAL, "sha256": Level.INTERNAL},
)
RENEWED = Fact(
    "forms.renewed",
    _("{unit}: version {version} of the form: {sure} cells carried over, {unclear} unclear, {gone} gone."),
    {
        **_V, "sure": Level.INTERNAL, "unclear": Level.INTERNAL, "gone": Level.INTERNAL, "sha256": Level.INTERNAL,
    },
)  # fmt: skip
MAPPED = Fact(
    "forms.mapped", _("{unit}: mapping of version {version}, {deed}: {cells} cells."),
    {**_V, "deed": Level.PUBLIC, "cells": Level.INTERNAL}, words=_words,
)  # fmt: skip
SET = Fact("forms.set", _("{unit}: the form's particulars were changed."), {"due": Level.INTERNAL})
FILLED = Fact(
    "forms.filled",
    _("{unit}: version {version} was downloaded filled for {day}, {cells} cells, {gaps} not filled; SHA-256 {sha256}."),
    {**_V, "day": Level.PUBLIC, "cells": Level.INTERNAL, "gaps": Level.INTERNAL, "sha256": Level.INTERNAL},
)
DAYS = Fact(
    "forms.asked_for_days", _("{unit}: the sheets from {first} to {last} are filled into one file."),
    {"first": Level.PUBLIC, "last": Level.PUBLIC},
)  # fmt: skip
SENT = Fact(
    "forms.sent", _("{unit}: the form of {day} was sent to the superior; SHA-256 {sha256}."),
    {"day": Level.PUBLIC, "sha256": Level.INTERNAL},
)  # fmt: skip
UNSENT = Fact("forms.unsent", _("{unit}: the form of {day} counts as not sent again."), {"day": Level.PUBLIC})
ENDED = Fact("forms.ended", _("{unit}: the form is no longer kept."), {})
REVIVED = Fact("forms.revived", _("{unit}: the form is kept again."), {})
