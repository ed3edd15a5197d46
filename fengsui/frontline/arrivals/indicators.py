from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.queries import numbers
from fengsui.frontline.arrivals.rights import BUREAUS
from fengsui.ground.indicators.declare import EPIDEMIC, Indicator, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import Promise

_PERSONS, _GROUP = _("persons"), _("Arrivals")
_WHOSE = _("Each filing counts once, at the nearest bureau at or above the unit where it was filed.")


def _one(
    code: str, name: Promise, kind: Kind, count: Callable[..., Any], order: int, formula: Promise, **more: Any
) -> Indicator:
    return Indicator(
        f"arrivals.{code}", name, _PERSONS, kind, BUREAUS, numbers.by_bureau(count), _GROUP, rows="arrivals:rows", order=order,
        formula=formula, evidence=numbers.evidence, evidence_verb="arrivals.view", help=_WHOSE, **more,
    )  # fmt: skip


RETURNEES = _one(
    "returnees", _("Returnees registered"), Kind.FLOW, numbers.returnees, 50,
    _("The persons of returnee registrations filed in the reported period, companions too; withdrawn and joined ones do not count. Zero if none was filed."),
)  # fmt: skip
FROM_HUBEI = _one(
    "from_hubei", _("Returnees who stayed or stopped in Hubei"), Kind.FLOW, numbers.from_hubei, 51,
    _("Of the returnees registered those who say that they stayed or stopped in Hubei. Zero if none was filed."), tags=frozenset({EPIDEMIC}),
)  # fmt: skip
LODGERS = _one(
    "lodgers", _("Lodgers reported"), Kind.FLOW, numbers.lodgers, 52,
    _("The lodger reports filed in the reported period; withdrawn and joined ones do not count. Zero if none was filed."),
)  # fmt: skip
OBSERVED = _one(
    "observed", _("Persons under observation"), Kind.STOCK, numbers.observed, 53,
    _("The observations that had begun and not ended when the reported period ended. Zero if there are none."), tags=frozenset({EPIDEMIC}),
)  # fmt: skip
RELEASED = _one(
    "released", _("Persons released from observation"), Kind.FLOW, numbers.released, 54,
    _("The observations that ended in the reported period, early ones too. Zero if none ended."),
)  # fmt: skip
MISSED = _one(
    "missed", _("Temperatures missed under observation"), Kind.FLOW, numbers.missed, 55,
    _("For each morning and evening whose time ended in the reported period the observed persons without an entry; “unreadable” is one."),
)  # fmt: skip
EXPLAINED = _one(
    "explained", _("Persons to whom the measures were explained"), Kind.FLOW, numbers.explained, 56,
    _("The persons of the rounds whose hour lies in the reported period, added up. Zero if no round was entered."),
)  # fmt: skip
