"""This room's part of the matrix: the gate of the prison with a gap, a draft, a shift, a watch, an absence, a swap."""

from fengsui.cast import DAY, at

SEEING = "bao li officer leader keeper bureau superior"
SEEN = "bao li superior officer leader"
ALL = f"{SEEING} auditor security uyunna zhao"
LEADER = "leader"

ROUTES = {
    "duty:index": SEEING,
    "duty:mine": ALL,
    "duty:link": (None, ALL),
    "duty:own_absence": (ALL, "bao li officer leader"),
    "duty:shift": ("officer", "officer"),
    "duty:sign_in": (None, "officer"),
    "duty:override": (None, LEADER),
    "duty:watch": SEEN,
    "duty:sign_off": (None, "officer"),
    "duty:take": (None, "officer leader"),
    "duty:swap": (SEEN, LEADER),
    "duty:undo": (None, LEADER),
    "duty:withdraw_absence": (None, "officer leader"),
    "duty:feed": f"{ALL}",
    "duty:roster": SEEN,
    "duty:people": SEEN,
    "duty:gaps": SEEN,
    "duty:hours": SEEN,
    "duty:turn": (SEEN, LEADER),
    "duty:changes": SEEN,
    "duty:absence": (LEADER, LEADER),
    "duty:handing": SEEN,
    "duty:posts": (LEADER, LEADER),
    "duty:post": (LEADER, LEADER),
    "duty:draft": (LEADER, LEADER),
    "duty:fill": (None, LEADER),
    "duty:pattern": (None, LEADER),
    "duty:generate": (None, LEADER),
    "duty:publish": (LEADER, LEADER),
    "api:duty": "token",
}
PUBLIC = {"duty:feed"}
SENT = {
    "duty:own_absence": {"since": "2020-02-03T22:00", "until": "2020-02-03T23:00"},
    "duty:swap": {"do": "approve"},
    "duty:turn": {"accepting": "1"},
    "duty:absence": {"since": "2020-02-03T22:00", "until": "2020-02-03T23:00"},
    "duty:posts": {"do": "seat", "seat": "deputy"},
    "duty:post": {"do": "demand", "skills": "急救"},
    "duty:draft": {"do": "drop"},
    "duty:generate": {"revision": "0", "only_empty": "1"},
    "duty:pattern": {"name": "test", "days": "1"},
    "duty:publish": {"revision": "0", "accepting": "1"},
}


def arguments(people, units):
    from datetime import date, time

    from fengsui.cast import FOUNDED
    from fengsui.command.duty import actions
    from fengsui.command.duty.models import Watch
    from fengsui.command.duty.queries.turns import asked
    from fengsui.command.duty.tests.conftest import shift_of
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.actions.manning import Stint, man
    from fengsui.ground.org.scope import SYSTEM

    prison, officer, leader, tomorrow = units["prison"], people["officer"], people["leader"], date(2020, 2, 4)
    other, third = org.register(["民警丙", "民警丁"], unit=prison, capacity="officer", by=SYSTEM)
    post = actions.man_station(prison, "大门", by=leader, since=FOUNDED)
    slots = [actions.add_slot(post, time(hour), 720, by=leader, since=FOUNDED) for hour in (8, 20)]
    actions.set_pool(post, [officer.pk, other.pk, third.pk, leader.pk], by=leader)
    man([Stint(officer, post.station, at("18:00"), at("19:00"))])
    watch = actions.sign_in(shift_of(officer, at("18:30")), by=officer)
    handed = Watch.objects.create(
        person=other, unit=prison, station=post.station, since=at("06:00"), until=at("18:00"), signed_in_at=at("06:00"),
        signed_off_at=at("18:00"),
    )  # fmt: skip
    act = actions.fill(asked(prison, slots[1].pk, tomorrow), other, by=leader)
    later = actions.fill(asked(prison, slots[0].pk, date(2020, 2, 6)), officer, by=leader)
    swap = actions.ask(shift_of(officer, at("09:00", date(2020, 2, 6))), third, by=officer)
    actions.agree(swap, by=third)
    away = actions.note_absence(
        officer, prison, at("08:00", date(2020, 2, 9)), at("08:00", date(2020, 2, 10)), by=officer
    )
    draft = actions.begin_draft(prison, date(2020, 2, 12), date(2020, 2, 13), by=leader)
    pattern = actions.keep_pattern(draft, "轮", 1, by=leader)
    secret = actions.make_link(by=officer)
    mine = {"pk": shift_of(officer, at("18:30")).pk}
    SENT["duty:turn"] |= {"person": str(third.pk)}
    SENT["duty:absence"] |= {"person": str(third.pk)}
    SENT["duty:fill"] = {"pattern": str(pattern.pk), "start": "1"}
    shift = shift_of(other, at("21:00", tomorrow))
    SENT["duty:override"] = {f"s{shift.pk}-person": str(third.pk), f"s{shift.pk}-note": "test"}
    assert later
    return {
        "duty:shift": mine, "duty:sign_in": mine, "duty:override": {"pk": shift.pk}, "duty:watch": {"pk": watch.pk},
        "duty:sign_off": {"pk": watch.pk}, "duty:take": {"pk": handed.pk}, "duty:swap": {"pk": swap.pk}, "duty:undo": {"pk": act.pk},
        "duty:withdraw_absence": {"pk": away.pk}, "duty:feed": {"secret": secret}, "duty:post": {"pk": post.pk},
        "duty:turn": {"slot": slots[1].pk, "day": DAY.isoformat()},
    }  # fmt: skip
