"""Who gets the pages of this room, and who may post to them: read by journeys/test_matrix.py."""

from fengsui.cast import DAY

_SEEN = "bao li superior"  # the prison administration's form, and who stands above it
_KEPT = "superior"
_WORKING = "bao li officer leader keeper bureau superior"

ROUTES = {
    "forms:index": _WORKING,
    "forms:new": _WORKING,
    "forms:form": _SEEN,
    "forms:particulars": (None, _KEPT),
    "forms:renew": (None, ""),
    "forms:blank": _SEEN,
    "forms:end": (None, _KEPT),
    "forms:revive": (None, ""),
    "forms:map": _SEEN,
    "forms:cell": _SEEN,
    "forms:preview": _SEEN,
    "forms:point": (None, _KEPT),
    "forms:accept": (None, _KEPT),
    "forms:rows": (None, ""),
    "forms:spread": (None, ""),
    "forms:succeed": (None, ""),
    "forms:undo": (None, _KEPT),
    "forms:days": (None, _KEPT),
    "forms:again": _SEEN,
    "forms:day": _SEEN,
    "forms:file": (None, _KEPT),
    "forms:send": (None, _KEPT),
    "forms:unsend": (None, ""),
}
SENT = {
    "forms:particulars": {"name": "日报", "missing_word": "未报"},
    "forms:point": {"sheet": "监狱", "ref": "C5", "what": "number", "code": "custody.prisoners", "unit": "prison"},
    "forms:days": {"first": DAY.isoformat(), "last": DAY.isoformat()},
}


def arguments(people, units):
    """A form of the prison administration, filled once."""
    from fengsui.command.forms import actions
    from fengsui.command.forms.queries.sheets import last
    from fengsui.command.forms.tests import sheets

    form = actions.register(units["prisons"], sheets.saved(sheets.daily()), "日报.xlsx", by=people["superior"])
    actions.accept(last(form), by=people["superior"], places={("监狱", "C5")})
    filled, _body = actions.fill(form, DAY, by=people["superior"])
    own = [name for name in ROUTES if name not in {"forms:index", "forms:new"}]
    return {name: {"pk": form.pk, "number": 1, "filled": filled.pk} for name in own}
