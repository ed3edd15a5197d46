"""This room's part of the matrix: a question that the department asked of the prison, and one kept as standing."""

from fengsui.cast import DAY, at

WORKING = "bao li officer leader keeper bureau superior"
ASKERS = "bao li bureau superior"
TOP = "bao li"
SEEN = "bao li superior officer leader"

ROUTES = {
    "questions:index": WORKING,
    "questions:new": (ASKERS, ASKERS),
    "questions:look": (None, ASKERS),
    "questions:round": SEEN,
    "questions:mine": SEEN,
    "questions:answer": (SEEN, "officer leader"),
    "questions:undo": (None, "officer leader"),
    "questions:withdraw": (None, TOP),
    "questions:close": (None, TOP),
    "questions:extend": (None, TOP),
    "questions:again": (None, TOP),
    "questions:keep": (None, TOP),
    "questions:retire": (None, TOP),
    "questions:rows": SEEN,
    "questions:unmask": (None, "bao li superior leader"),
    "questions:xlsx": (SEEN, TOP),
}
SENT = {
    "questions:new": {"text": "x", "kind": "number", "adds_up": "sum", "due": "2020-02-03T19:30", "kinds": "prison"},
    "questions:answer": {"number": "3", "do": "send"},
    "questions:withdraw": {"reason": "test"},
    "questions:extend": {"due": "2020-02-03T20:30"},
    "questions:again": {"due": "2020-02-03T20:30"},
    "questions:keep": {"keep-hour": "19:30", "keep-since": "2020-02-04"},
    "questions:unmask": {"reason": "test"},
    "questions:xlsx": {"reason": "test"},
}


def arguments(people, units):
    from fengsui.command.questions import actions
    from fengsui.command.questions.actions import Given, GivenRow, Wanted
    from fengsui.ground.vault.actions import uuid7

    def ask(wanted):
        return actions.ask(units["department"], wanted, [units["prison"]], due=at("19:30"), by=people["bao"])

    columns = [{"name": "姓名", "kind": "text", "personal": True, "choices": []}]
    daily, row, names = ask(Wanted("每日")), ask(Wanted("一次")), ask(Wanted("名单", kind="rows", columns=columns))
    kept = actions.keep(daily, hour=at("19:30").time(), by=people["bao"])
    sent = actions.answer(names.asked.get(), Given(rows=[GivenRow(["某"])]), key=uuid7(), by=people["officer"])
    made = {name: {"pk": row.pk, "code": "prison"} for name in ROUTES if name.startswith("questions:")}
    return made | {
        "questions:retire": {"pk": kept.pk}, "questions:unmask": {"pk": sent.rows.get().pk},
        "questions:rows": {"code": "prison", "day": DAY, "indicator": kept.code},
    }  # fmt: skip
