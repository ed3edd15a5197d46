"""This room's part of the matrix: the league bureau's own arrivals; the cast has nobody at the office."""

from fengsui.cast import DAY

SEEN = "bao li bureau"
OWN = "bureau"
ALL = "bao li officer leader keeper bureau superior auditor security uyunna zhao"

ROUTES = {
    "arrivals:index": SEEN,
    "arrivals:list": SEEN,
    "arrivals:new": (OWN, OWN),
    "arrivals:filing": SEEN,
    "arrivals:unmask": (None, OWN),
    "arrivals:act": (None, OWN),
    "arrivals:correct": (None, OWN),
    "arrivals:release": (None, OWN),
    "arrivals:reopen": (None, OWN),
    "arrivals:certificate": (SEEN, OWN),
    "arrivals:temperatures": (SEEN, OWN),
    "arrivals:fever": (SEEN, OWN),
    "arrivals:doors": (SEEN, OWN),
    "arrivals:poster": SEEN,
    "arrivals:close": (None, OWN),
    "arrivals:notices": (SEEN, OWN),
    "arrivals:notice": SEEN,
    "arrivals:take_down": (None, OWN),
    "arrivals:explained": (SEEN, OWN),
    "arrivals:unexplain": (None, OWN),
    "arrivals:rows": SEEN,
    "arrivals:public": ALL,
    "arrivals:public_form": (ALL, ALL),
    "arrivals:public_own": (ALL, ALL),
    "arrivals:public_correct": (ALL, ALL),
    "api:arrivals": "token",
}
PUBLIC = {"arrivals:public", "arrivals:public_form", "arrivals:public_own", "arrivals:public_correct"}
SENT = {
    "arrivals:act": {"do": "check"}, "arrivals:unmask": {"reason": "test"}, "arrivals:fever": {"do": "isolated"}, "arrivals:release": {"because": "test"},
    "arrivals:doors": {"place": "test", "asks": "both"}, "arrivals:public_own": {"do": "nothing"},
}  # fmt: skip


def arguments(people, units):
    from fengsui.frontline.arrivals import actions
    from fengsui.frontline.arrivals.public import own_link
    from fengsui.frontline.arrivals.tests.conftest import coming, lodging

    league, by = units["league"], people["bureau"]
    filing = actions.file(league, lodging(), by=by)
    door = actions.open_door(league, "test", by=by)

    def observe(name):
        return actions.observe(actions.file(league, coming(name=name, companions=()), by=by), "home", by=by)[0]

    hot, gone, there = observe("乌云"), observe("其其格"), observe("巴特尔")
    [fever] = actions.take(league, DAY, "evening", [actions.Reading(hot.pk, "38")], by=by)
    actions.release(gone, because="test", by=by)
    posting = actions.post(league, "test", "test", text="test", by=by)
    round_ = actions.explain(league, "test", "test", 3, by=by)
    here = {"code": "league"}
    own = {"signed": own_link(filing)}
    return {
        "arrivals:list": here, "arrivals:new": here | {"kind": "lodger"}, "arrivals:doors": here, "arrivals:notices": here, "arrivals:explained": here,
        "arrivals:temperatures": here | {"slot": "evening"}, "arrivals:rows": here | {"indicator": "arrivals.lodgers"},
        **{f"arrivals:{name}": {"pk": filing.pk} for name in ("filing", "unmask", "act", "correct")},
        "arrivals:release": {"pk": there.pk}, "arrivals:certificate": {"pk": gone.pk},
        "arrivals:reopen": {"pk": gone.pk}, "arrivals:fever": {"pk": fever.pk},
        "arrivals:poster": {"pk": door.pk}, "arrivals:close": {"pk": door.pk}, "arrivals:notice": {"pk": posting.pk}, "arrivals:take_down": {"pk": posting.pk},
        "arrivals:unexplain": {"pk": round_.pk}, "arrivals:public": {"token": door.token}, "arrivals:public_form": {"token": door.token, "kind": "lodger"},
        "arrivals:public_own": own, "arrivals:public_correct": own,
    }  # fmt: skip
