"""Permits, passes, the terminal and who is inside, in the room's matrix: the prison's own gate."""

from uuid import UUID

WORKING = "bao li officer leader keeper bureau superior"
SEEN = "bao li superior officer leader"
OURS = "officer leader"

ROUTES = {
    "gates:permits": WORKING,
    "gates:permit_new": (WORKING, WORKING),
    "gates:permit_decide": (None, WORKING),
    "gates:permit_undo": (None, WORKING),
    "gates:permit": (SEEN, SEEN),
    "gates:passes": WORKING,
    "gates:pass_new": (WORKING, WORKING),
    "gates:pass_revoke": (None, WORKING),
    "gates:cards": (None, WORKING),
    "gates:pass": (SEEN, SEEN),
    "gates:inside": WORKING,
    "gates:inside_unit": (SEEN, SEEN),
    "gates:terminal": (OURS, OURS),
}
SENT = {
    "gates:permit_decide": {"pk": str(UUID(int=4)), "do": "approve"},
    "gates:terminal": {"do": "look", "code": "test"},
}


def arguments(people, units, gate):
    from fengsui.frontline.gates.actions import passes
    from fengsui.frontline.gates.tests.permits import approved

    [permit] = approved(units["prison"], people["officer"], people["leader"])
    [card] = passes.issue([permit], by=people["officer"])
    return {
        "gates:permit": {"pk": permit.pk}, "gates:pass": {"pk": card.pk}, "gates:inside_unit": {"code": "prison"},
        "gates:terminal": {"pk": gate.pk},
    }  # fmt: skip
