"""The pages at the desk: who sees what, what is typed is never lost, what a page costs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import DAY, REMEMBERED, at
from fengsui.frontline.gates import exports, search
from fengsui.frontline.gates.actions import gates, regulars, sheets
from fengsui.frontline.gates.actions.gates import Looks
from fengsui.frontline.gates.actions.storing import Fresh, store
from fengsui.frontline.gates.models import Device, Gate, Regular, Sheet
from fengsui.frontline.gates.roll import Entry
from fengsui.frontline.gates.tests.conftest import ident
from fengsui.ground.journal.models import Entry as Journal
from fengsui.house import Refused


@pytest.fixture
def desk(browse, runner):
    return browse(runner)


@pytest.fixture
def passed(gate, keeper_device):
    rows = [
        Fresh(id=ident(at("08:00"), n), at=at(f"{8 + n:02d}:00"), direction=n % 2, kind=0, name="王小明", building="1",
              heat=365, device=keeper_device.pk)
        for n in range(4)
    ]  # fmt: skip
    store(gate, rows, known_at=at("18:30"))
    return rows


def test_the_list_and_its_filters(desk, gate, passed, runner):
    page = desk("/gates/").content.decode()
    assert "林西小区东门" in page
    for query in ("q=林西", "q=county", "state=silent", "state=alerts", "state=closed", "q=%00x", "before=x"):
        assert desk(f"/gates/?{query}").status_code == 200
    assert "No gate fits" in desk("/gates/?q=nowhere").content.decode()


def test_a_gate_its_day_and_the_hours(desk, gate, passed):
    page = desk(f"/gates/{gate.pk}/").content.decode()
    assert "王**" in page
    assert "王小明" not in page
    assert "08:00" in page
    assert "Nobody passed" in desk(f"/gates/{gate.pk}/?day=2020-02-01").content.decode()


def test_a_name_in_full_for_a_reason(desk, gate, passed):
    path, sent = f"/gates/{gate.pk}/passages/", {"passage": str(passed[0].id)}
    assert "王小明" not in desk(path, sent).content.decode()
    assert "王小明" in desk(path, {**sent, "reason": "流调"}).content.decode()
    assert Journal.objects.get(kind="gates.unmasked").data["reason"] == "流调"
    desk(path, {"passage": str(uuid4()), "reason": "x"})
    desk(path, {"passage": "x", "reason": "x"})
    assert Journal.objects.filter(kind="gates.unmasked").count() == 1


def test_make_change_close_reopen(desk, units):
    sent = {"name": "西门", "kind": "community", "place": "林西", "buildings": "1号楼\n2号楼", "partner": "institute"}
    assert "The gate stands" in desk("/gates/new/", sent).content.decode()
    gate = Gate.objects.get()
    assert (gate.buildings, gate.partner) == (["1号楼", "2号楼"], units["institute"])
    assert desk("/gates/new/", {**sent, "partner": "nobody"}).status_code == 422
    assert desk(f"/gates/{gate.pk}/change/", {**sent, "partner": "测试司法鉴定所", "place": ""}).status_code == 200
    desk(f"/gates/{gate.pk}/close/", {})
    assert "stands until midnight" in desk(f"/gates/{gate.pk}/").content.decode()
    desk(f"/gates/{gate.pk}/reopen/", {})
    assert Gate.objects.get().until is None


def test_not_for_others(browse, gate, zhao, bureau, officer):
    assert browse(zhao)("/gates/").status_code == 404
    assert browse(officer)(f"/gates/{gate.pk}/").status_code == 404
    above = browse(bureau)
    assert above(f"/gates/{gate.pk}/").status_code == 200
    for path in (f"/gates/{gate.pk}/change/", "/gates/known/county/paste/"):
        assert above(path).status_code == 404
    for path in (f"/gates/{gate.pk}/devices/", f"/gates/{gate.pk}/sheets/"):
        assert above(path, {}).status_code == 404


def test_bind_and_lock(desk, gate):
    path = f"/gates/{gate.pk}/devices/"
    assert desk(path, {"label": "", "until": "2020-02-03T21:00"}).status_code == 422
    page = desk(path, {"label": "兴安 2", "until": "2020-02-03T21:00"})
    assert (page["Cache-Control"], page.status_code) == ("no-store", 200)
    assert "/gates/phone/#" in page.content.decode()
    device = Device.objects.create(gate=gate, secret=b"x", bound_at=at("08:00"), until=at("21:00"), label="兴安 2")
    desk(f"{path}{device.pk}/lock/", {"reason": ""})
    desk(f"{path}{device.pk}/lock/", {"reason": "丢了"})
    device.refresh_from_db()
    assert device.locked_at
    assert "locked" in desk(path).content.decode()


def test_silent_devices(desk, gate, keeper_device):
    from fengsui.ground.clock import queries as clock

    Device.objects.update(seen_at=clock.wall() - timedelta(hours=2), offset_ms=90_000, queued=3, oldest_at=at("10:00"))
    assert "120 minutes ago" in desk("/gates/silent/").content.decode()
    page = desk(f"/gates/{gate.pk}/devices/").content.decode()
    assert "its clock is off by 90 s" in page
    assert "not heard" in desk("/gates/?state=silent").content.decode()


def test_known_people(desk, units):
    path = "/gates/known/county/"
    desk(path, {"name": "王小明", "building": "1号楼", "room": "101"})
    assert desk(path, {"name": "王小明", "building": "1号楼", "room": "101"}).status_code == 422
    assert "王**" in desk(f"{path}?q=小明").content.decode()
    assert "王**" in desk(f"{path}building/?b=1号楼").content.decode()
    row = Regular.objects.get()
    one = f"/gates/known/person/{row.pk}/"
    assert "王小明" not in desk(one).content.decode()
    assert desk(one, {"do": "unmask"}).status_code == 422
    assert "王小明" in desk(one, {"do": "unmask", "reason": "改错"}).content.decode()
    assert desk(one, {"do": "change", "name": ""}).status_code == 422
    desk(one, {"do": "change", "name": "王小明", "building": "2号楼"})
    row.refresh_from_db()
    assert row.building == "2号楼"
    desk(f"{path}leave/", {"ids": [str(row.pk), "x"]})
    assert "off the list" in desk(one).content.decode()
    desk(f"{path}back/?ids={row.pk}", {})
    desk(f"{path}take-back/{row.version}/", {})


def test_paste_keeps_what_is_wrong(desk, units):
    path = "/gates/known/county/paste/"
    page = desk(path, {"rows": "1号楼\t101\t王某\n1号楼\t102\t\n1号楼\t101\t王某"})
    assert page.status_code == 422
    assert ("Line 2" in page.content.decode(), "Line 3" in page.content.decode()) == (True, True)
    assert Regular.objects.count() == 1
    assert desk(path, {"rows": "2号楼\t101\t李某"}).status_code == 200
    assert "Nobody new" in desk(path, {"rows": "2号楼\t101\t李某"}).content.decode()
    assert desk(path, {"rows": "\x00"}).status_code in {200, 422}


def test_three_thousand_at_once(desk, units):
    rows = "\n".join(f"{n % 20}号楼\t{n}\t居民{n}\t{n % 10000:04d}" for n in range(3000))
    assert "3000 people entered" in desk("/gates/known/county/paste/", {"rows": rows}).content.decode().replace(",", "")


def test_sheets_from_print_to_ledger(desk, gate):
    path = f"/gates/{gate.pk}/sheets/"
    assert "<svg" in desk(path, {"n": "2", "key": str(uuid4())}).content.decode()
    assert desk(path, {"n": "0"}).status_code == 422
    first, second = Sheet.objects.all()
    one = f"/gates/sheets/{first.pk}/"
    wrong = desk(one, {"day": DAY.isoformat(), "time-1": "8:00", "name-1": "王小明", "name-2": "李某", "heat-2": "99"})
    assert wrong.status_code == 422
    assert "36.5; x" in wrong.content.decode()
    for day in ("0001-01-01", "9999-12-31"):
        assert desk(one, {"day": day, "time-2": "8:00", "name-2": "李某"}).status_code == 422
    assert desk(f"/gates/{gate.pk}/day/9999-12-31/").status_code == 404
    assert "李某" in wrong.content.decode()
    assert Sheet.objects.get(number=1).standing
    assert "王小明" not in desk(one).content.decode()
    assert (
        "Somebody entered" in desk(one, {"day": DAY.isoformat(), "time-1": "9:00", "name-1": "李某"}).content.decode()
    )
    assert desk(one, {"day": "2020-02-09"}).status_code == 422
    desk(one, {"day": DAY.isoformat(), "do": "done"})
    assert Sheet.objects.get(number=1).entered_at
    desk(f"/gates/sheets/{second.pk}/spoil/", {"reason": "烧坏"})
    assert "烧坏" in desk(path).content.decode()
    desk(f"/gates/sheets/{second.pk}/restore/", {})
    assert "not printed again" in desk(f"{path}print/?first=1&last=1").content.decode()


def test_the_balance(desk, gate, passed, keeper_device):
    Device.objects.update(queued=3)
    page = desk(f"/gates/{gate.pk}/day/2020-02-03/").content.decode()
    assert "3 records are missing" in page


def test_exports(runner, gate, passed, keeper_device, units, bureau):
    regulars.add(gate.unit, {1: Entry("王小明", "1")}, by=runner)
    sheets.number(gate, 1, key=uuid4(), by=runner)
    query = {"pk": str(gate.pk), "day": "2020-02-03", "code": "county"}
    told = {}
    for table in (
        exports.GATES,
        exports.PASSAGES,
        exports.BALANCE,
        exports.DEVICES,
        exports.SHEETS,
        exports.REGULARS,
        exports.SILENT,
    ):
        told[table.key] = list(table.rows(runner, query))
        assert all(len(row) == len(table.columns) for row in told[table.key])
        assert table.name(query)
        assert table.total is None or table.total(runner, query) == len(told[table.key])
    assert "王小明" not in str(told)
    with pytest.raises(Refused):
        list(exports.PASSAGES.rows(bureau, {"pk": "x"}))


def test_found_by_the_search(runner, gate, zhao):
    assert [hit.title for hit in search.gates(runner, "林西", 5)] == ["林西小区东门"]
    assert search.gates(zhao, "林西", 5) == []


PATHS = ["/gates/", "/gates/silent/", "/gates/{gate}/", "/gates/{gate}/devices/", "/gates/{gate}/sheets/", "/gates/{gate}/passages/",
         "/gates/{gate}/day/2020-02-03/", "/gates/known/county/", "/gates/known/county/building/?b=1", "/gates/known/county/?q=a"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_what_a_page_costs_does_not_grow(desk, gate, runner, path):
    costs = []
    for n in range(3):
        for m in range(1 + 3 * (n > 1)):
            mark = f"{n}.{m}"
            gates.found(gate.unit, mark, Looks(), by=runner)
            device = Device.objects.create(
                gate=gate, secret=mark.encode(), bound_at=at("08:00"), until=at("21:00"), label=mark, keeper=runner
            )
            row = Fresh(
                id=ident(at("08:00"), 10 * n + m), at=at("09:00"), direction=0, kind=0, name=mark, device=device.pk
            )
            store(gate, [row], known_at=at("18:30"))
            sheets.number(gate, 1, key=uuid4(), by=runner)
            regulars.add(gate.unit, {1: Entry(f"a{mark}", "1", mark)}, by=runner)
        with CaptureQueriesContext(connection) as caught:
            assert desk(path.format(gate=gate.pk)).status_code == 200
        costs.append(len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)]))
    assert costs[1] == costs[2]
