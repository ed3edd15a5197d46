"""Reading what an export asks for by its page's address: a unit among those one sees, a day, as known when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import PARAMETER, NotThen, read
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Unit


def day_of(query: Mapping[str, str]) -> date:
    """The day asked for by `day`; without one, or rubbish, today, or the day of the moment looked back to."""
    return clock.day_asked(query, known_of(query))


def known_of(query: Mapping[str, str]) -> datetime | None:
    """As known at which moment (`?as_known=`); None: now. Refused for rubbish and for the future."""
    try:
        return read(query.get(PARAMETER, ""))
    except NotThen as error:
        raise Refused("org.not_then", str(error)) from error


def when(query: Mapping[str, str]) -> str:
    """The day, and as known when, as a file is called."""
    known = known_of(query)
    then = f"-as-known-{clock.local(known):%Y%m%d-%H%M}" if known else ""
    return f"{day_of(query).isoformat()}{then}"


def unit_of(query: Mapping[str, str], units: QuerySet[Unit]) -> Unit:
    """The unit asked for by `code` among those that a person sees. Refused, without saying which, if there is none."""
    found = units.filter(code=query.get("code", "")).first()
    if found is None:
        raise Refused("org.gone", _("This unit does not exist, or it is not yours to see."))
    return found
