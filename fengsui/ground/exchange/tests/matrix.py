"""Who gets the pages of this room, and who may post to them: read by journeys/test_matrix.py."""

from fengsui.cast import DAY, FOUNDED

HANDS = "leader bureau security"

ROUTES = {
    "exchange:index": (HANDS, HANDS),
    "exchange:template": HANDS,
    "exchange:export": (HANDS, HANDS),
    "exchange:batch": "security",
    "exchange:rejected": "security",
    "exchange:decide": (None, "security"),
    "exchange:take": (None, "security"),
    "exchange:undo": (None, "security"),
    "exchange:abandon": (None, "security"),
}
SENT = {
    "exchange:export": {"day": DAY.isoformat(), "form": "xlsx", "unit": "prison"},
    "exchange:take": {"leave_out": "on"},
    "exchange:decide": {"sheet": "persons", "row-4": "new"},
}


def _file():
    from fengsui.ground.exchange.columns import PERSONS
    from fengsui.ground.exchange.layout import csv_file

    rows = [
        {"name": "新某", "phone": "13800000009", "unit": "prison"},
        {"name": "新某", "unit": ""},
        {"name": "民警甲", "unit": "prison"},
    ]
    return csv_file(PERSONS, rows)


def arguments(people, units):
    """A file of the security administrator: a new person, a rejected row, and one that somebody must decide."""
    from fengsui.ground.exchange import actions as exchange

    def brought():
        batch = exchange.bring(_file(), "x.csv", unit=units["department"], by=people["security"], day=FOUNDED)
        return exchange.match(batch, by=people["security"])

    first, taken = brought(), brought()
    exchange.decide(taken, "persons", {4: "skip"}, by=people["security"])
    exchange.take(taken, by=people["security"], leave_out=True)
    given = {
        name: {"pk": first.pk}
        for name in ROUTES
        if name.split(":")[1] in ("batch", "rejected", "decide", "take", "abandon")
    }
    return given | {"exchange:undo": {"pk": taken.pk}}
