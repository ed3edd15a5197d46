"""This room's part of the matrix: the department's assessment, and a finding at the prison."""

from fengsui.cast import DAY

ABOVE = "bao li superior"
TOP = "bao li"
SEEN = f"{ABOVE} leader"

ROUTES = {
    "assessment:home": f"{ABOVE} bureau leader",
    "assessment:brief": (TOP, TOP),
    "assessment:pdf": TOP,
    "assessment:docx": TOP,
    "assessment:morning": TOP,
    "assessment:findings": TOP,
    "assessment:numbers": TOP,
    "assessment:add": (TOP, TOP),
    "assessment:finding": SEEN,
    "assessment:handle": (None, ABOVE),
    "assessment:story": "bao li superior officer leader",
}
SENT = {
    "assessment:brief": {"do": "save", "revision": "1", "opinion": "test"},
    "assessment:add": {"unit": "prison", "severity": "2", "note": "test"},
    "assessment:handle": {"do": "noted", "noted-note": "test"},
}


def arguments(people, units):
    from fengsui.command.assessment import actions
    from fengsui.ground.checks.declare import Severity

    actions.write(units["department"], "territory", DAY, "—", revision=0, by=people["li"])
    found = actions.add(units["prison"], DAY, "test", severity=Severity.WARNING, by=people["li"])
    whole = {name: {"code": "department"} for name in ROUTES}
    return (
        whole
        | {key: {"pk": found.pk} for key in ("assessment:finding", "assessment:handle")}
        | {"assessment:story": {"code": "prison"}}
    )
