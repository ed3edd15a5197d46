"""The desk's part of the room's matrix: gates, phones, known people, sheets of the prison's own gate."""

from uuid import UUID

from fengsui.cast import DAY, at

WORKING = "bao li officer leader keeper bureau superior"
SEEN = "bao li superior officer leader"
OURS = "officer leader"
GONE, THERE = UUID(int=1), UUID(int=2)  # known people

ROUTES = {
    "gates:index": WORKING,
    "gates:silent": WORKING,
    "gates:new": (WORKING, WORKING),
    "gates:gate": SEEN,
    "gates:passages": (SEEN, OURS),
    "gates:balance": SEEN,
    "gates:change": (OURS, OURS),
    "gates:close": (None, OURS),
    "gates:reopen": (None, OURS),
    "gates:devices": (SEEN, OURS),
    "gates:lock": (None, OURS),
    "gates:sheets": (SEEN, OURS),
    "gates:sheets_print": SEEN,
    "gates:sheet": (SEEN, OURS),
    "gates:sheet_spoil": (None, OURS),
    "gates:sheet_restore": (None, OURS),
    "gates:regulars": (SEEN, OURS),
    "gates:building": SEEN,
    "gates:regulars_paste": (OURS, OURS),
    "gates:regular": (SEEN, OURS),
    "gates:regulars_leave": (None, OURS),
    "gates:regulars_put_back": (None, OURS),
    "gates:regulars_take_back": (None, OURS),
}
SENT = {
    "gates:new": {"name": "测试门", "kind": "facility"},
    "gates:passages": {"passage": str(UUID(int=3)), "reason": "test"},
    "gates:change": {"name": "测试门", "kind": "office"},
    "gates:devices": {"label": "test", "until": "2020-02-03T20:00"},
    "gates:lock": {"reason": "test"},
    "gates:sheets": {"n": "2"},
    "gates:sheet": {"day": "2020-02-03", "time-1": "08:00", "name-1": "test"},
    "gates:sheet_spoil": {"reason": "test"},
    "gates:regulars": {"name": "test"},
    "gates:regulars_paste": {"rows": "1\t1\ttest"},
    "gates:regular": {"do": "unmask", "reason": "test"},
    "gates:regulars_leave": {"ids": str(THERE)},
    "gates:regulars_put_back": {"ids": str(GONE)},
}


def arguments(people, units, gate):
    from uuid import uuid4

    from fengsui.frontline.gates.actions import sheets
    from fengsui.frontline.gates.actions.storing import Fresh, store
    from fengsui.frontline.gates.models import Device, Regular

    officer, prison = people["officer"], units["prison"]
    for pk, until in ((GONE, DAY), (THERE, None)):
        Regular.objects.create(id=pk, unit=prison, name_sealed=b"x", since=DAY, until=until, version=1)
    row = Fresh(id=UUID(int=3), at=at("09:00"), direction=0, kind=0, name="王某")
    store(gate, [row], known_at=at("18:30"))
    first, second = sheets.number(gate, 2, key=uuid4(), by=officer)
    sheets.spoil(second, "test", by=officer)
    device = Device.objects.create(gate=gate, secret=b"run", bound_at=at("08:00"), until=at("20:00"), label="test")
    mine = {"pk": gate.pk, "device": device.pk}
    sheet, found = {"pk": first.pk}, {"pk": THERE, "version": 1}
    return {
        **{name: mine for name in ROUTES if "sheet" not in name and "regular" not in name},
        "gates:sheets": mine, "gates:sheets_print": mine, "gates:sheet": sheet, "gates:sheet_spoil": sheet,
        "gates:sheet_restore": {"pk": second.pk}, "gates:regular": found, "gates:regulars_take_back": found,
    }  # fmt: skip
