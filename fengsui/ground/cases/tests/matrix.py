"""Who gets the situation: who may see an assessment, at any unit; only the department's and administrations' command brings in."""

SEES = "bao li superior leader bureau"
COMMAND = "bao li superior"
ROUTES = {
    "cases:index": SEES,
    "cases:bring": (COMMAND, COMMAND),
    "cases:brought": COMMAND,
    "cases:division": SEES,
}


def arguments(people, units):
    from fengsui.ground.cases import actions

    batch = actions.bring(b"date,code,confirmed\n2020-02-02,150000,34\n", name="x.csv", by=people["li"])
    return {"cases:division": {"code": "150000"}, "cases:brought": {"pk": batch.pk}}
