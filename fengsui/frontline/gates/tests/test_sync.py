"""What a phone sends: strict per record, right in time, an answer for each; what it gets to know."""

import gzip
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError

from fengsui.cast import EVENING
from fengsui.frontline.gates import reading
from fengsui.frontline.gates.actions import binding, swift
from fengsui.frontline.gates.models import Device, Handover, Pass, Passage, Regular, Tally, Withdrawal
from fengsui.frontline.gates.queries.store import opened
from fengsui.frontline.gates.tests.conftest import ident, record, withdrawal
from fengsui.frontline.gates.views import phone as doors
from fengsui.ground.clock import actions as clocks
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.models import Entry
from fengsui.ground.org.scope import SYSTEM


@pytest.fixture
def resident(gate):
    return Regular.objects.create(unit=gate.unit, building="1", since=EVENING.date(), version=7)


def test_a_passage_is_taken(send, keeper_device, gate):
    assert send(record(1, name="张三", heat=365, site="wrist", building="1", note="送菜"), queued=3, version="a1") == [
        "stored"
    ]
    row = Passage.objects.get()
    assert (row.gate, row.device, row.heat, row.site, row.building) == (gate, keeper_device.pk, 365, "wrist", "1")
    assert opened([row], masked=False)[row.pk].note == "送菜"
    device = Device.objects.get()
    assert (device.queued, device.version, device.offset_ms) == (3, "a1", 0)
    assert Entry.objects.get(kind="gates.synced").data["stored"] == 1


def test_a_call_that_brings_nothing_is_no_fact(send):
    assert send(oldest_at=EVENING.isoformat()) == []
    assert send.told["now"].startswith("2020-02-03T")
    assert not Entry.objects.filter(kind="gates.synced")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"heat": 333}, "heat"), ({"heat": 36.5}, "heat"), ({"at": "yesterday"}, "at"), ({"at": "2020-02-03T18:30:00"}, "at"),
        ({"way": "up"}, "way"), ({"unknown": 1}, "unknown"), ({"name": "x" * 41}, "name"), ({"site": "knee"}, "site"),
        ({"sheet": 1 << 40}, "sheet"), ({"kind": None}, "kind"),
    ],
)  # fmt: skip
def test_what_is_not_as_documented_names_its_field(send, wrong, field):
    assert send(record(1, **wrong)) == ["refused"]
    told = send.told["results"][0]
    assert (told["id"], told["code"], told["field"]) == (str(ident(EVENING, 1)), "gates.not_valid", field)


def test_a_record_that_is_none(send):
    assert send(7, {"t": "passage"}, {"id": 5}, {"t": "other", "id": "x"}) == ["refused"] * 4
    assert [one["id"] for one in send.told["results"]] == ["#0", "#1", "#2", "x"]


def test_a_reason_in_the_language_of_the_phone(send):
    send(record(1, who=str(uuid4())), headers={"Accept-Language": "zh-CN"})
    assert "访客" in send.told["results"][0]["sentence"]


@pytest.mark.parametrize(
    ("t", "name"), [("passage", "reason"), ("handover", "note"), ("step", "note"), ("withdrawal", "reason")]
)
def test_a_character_that_no_table_takes(send, t, name):
    more = {
        "handover": {"registered": 1, "people": 1},
        "step": {"of": str(uuid4()), "step": "clinic"},
        "withdrawal": {"of": str(uuid4())},
    }
    assert send(record(1, t=t, **more.get(t, {}), **{name: "a\0"}), record(2)) == ["refused", "stored"]


def test_a_name_may_say_anything(send):
    assert send(record(1, name="a\0")) == ["stored"]


def test_known_people_and_passes(send, resident, other_gate, gate):
    stranger = Regular.objects.create(unit=other_gate.unit, since=EVENING.date())
    card = Pass.objects.create(regular=resident, issued_at=EVENING, until=EVENING + timedelta(days=1))
    sent = [
        record(1, who=str(resident.pk)),
        record(2, who=str(stranger.pk)),
        record(3, card=str(card.pk)),
        record(4, card=str(uuid4())),
    ]
    assert send(*sent) == ["stored", "refused", "stored", "stored"]
    assert dict(Passage.objects.values_list("pk", "who")) == {
        ident(EVENING, 1): resident.pk,
        ident(EVENING, 3): resident.pk,
        ident(EVENING, 4): None,
    }


def test_what_was_registered_after_the_phones_time(send, drill, keeper_device):
    later = keeper_device.until + timedelta(hours=2)
    drill(later)
    early, late = record(1, keeper_device.until), record(2, later)
    assert send(early, late, sent_at=later) == ["stored", "refused"]
    assert send.told["results"][1]["code"] == "gates.after_until"
    assert "4 February 00:30" in send.told["results"][1]["sentence"]


def test_what_is_too_old(send):
    old = [record(1, at=moment.isoformat()) for moment in (EVENING - timedelta(days=31), EVENING.replace(year=1969))]
    assert send(*old) == ["refused", "refused"]
    assert {one["code"] for one in send.told["results"]} == {"gates.too_old"}


def test_a_step_without_an_alert_stays_on_the_phone(send):
    step = record(2, t="step", of=str(ident(EVENING, 1)), step="isolated")
    assert send(record(1), step) == ["stored", "refused"]
    assert send.told["results"][1]["code"] == "gates.no_alert"


def test_handing_over(send, keeper_device):
    said = record(3, t="handover", registered=63, people=70, sheets=[4], note="没电")
    assert send(said) == ["stored"]
    assert send(said) == ["known"]
    row = Handover.objects.get()
    assert (row.device_id, row.registered, row.people, row.sheets) == (keeper_device.pk, 63, 70, [4])


def test_another_gates_passage_is_not_withdrawn(send, other_gate):
    from fengsui.frontline.gates.actions.storing import Fresh, store

    store(other_gate, [Fresh(id=ident(EVENING, 1), at=EVENING, direction=0, kind=0)], known_at=EVENING)
    assert send(withdrawal(2, ident(EVENING, 1))) == ["refused"]
    assert not Withdrawal.objects.exists()


def test_what_is_withdrawn_at_once_raises_no_alarm(send, monkeypatch):
    asked = []
    monkeypatch.setattr("fengsui.frontline.gates.actions.alarms.raised", lambda _gate, rows, new: asked.append(new))
    send(record(1, heat=380), record(2, heat=380), withdrawal(3, ident(EVENING, 1)))
    send(record(4), withdrawal(5, ident(EVENING, 4)))
    assert asked == [{ident(EVENING, 2)}]


# ── Bodies ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_packed_body(send):
    batch = json.dumps({"v": 1, "sent_at": EVENING.isoformat(), "records": [record(1)]}).encode()
    assert send(raw=gzip.compress(batch), headers={"Content-Encoding": "gzip"}) == ["stored"]
    assert send(raw=gzip.compress(batch)[:-20], headers={"Content-Encoding": "gzip"}) == "gates.not_read"
    assert send(raw=batch, headers={"Content-Encoding": "gzip"}) == "gates.not_read"
    assert send(raw=batch, headers={"Content-Encoding": "br"}) == "gates.encoding"


def test_a_bomb_does_not_go_off(send):
    bomb = gzip.compress(b" " * (100 << 20))
    assert len(bomb) < reading.LARGEST
    assert send(raw=bomb, headers={"Content-Encoding": "gzip"}) == "gates.too_large"
    assert send.answer.status_code == 413


def test_limits_of_a_batch(send):
    assert send(raw=b" " * (reading.LARGEST + 1)) == "gates.too_large"
    assert send(*({} for _n in range(501))) == "gates.too_many"
    assert Passage.objects.count() == 0


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b'{"v": 1',
        b'{"v": 1, "sent_at": "2020", "records": []}',
        b'{"v":1,"sent_at":"0001-01-01T00:00:00Z","records":[]}',
    ],
)
def test_a_body_that_is_none(send, raw):
    assert send(raw=raw) == "gates.not_read"


def test_an_app_of_another_time(send):
    assert send(raw=b'{"v": 2, "anything": 1}') == "gates.version"
    assert send.answer.status_code == 426


def test_a_phone_that_breaks_off(client, keeper_device, monkeypatch):
    def broken(_request, _most=0):
        raise OSError

    monkeypatch.setattr("django.core.handlers.wsgi.WSGIRequest.read", broken)
    answer = client.post(
        "/gates/phone/sync", b"{}", content_type="application/json", headers={"Authorization": keeper_device.key}
    )
    assert answer.status_code == 400


# ── The door ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_locked_phone_is_told_so(send, keeper_device):
    binding.lock(keeper_device, by=SYSTEM, reason="lost")
    assert send(record(1)) == "gates.locked"
    assert send.answer.status_code == 401


@pytest.mark.parametrize("error", [OperationalError("gone"), OperationalError("disk full")])
def test_a_database_that_is_gone(send, monkeypatch, error):
    def fail(*_said):
        raise error

    monkeypatch.setattr(swift, "_tell", fail)
    assert send(record(1)) == "gates.later"
    assert (send.answer.status_code, send.answer["Retry-After"]) == (503, "10")
    assert not Passage.objects.exists()
    assert not Tally.objects.exists()


def test_slow_networks_leave_a_thread_for_others(send, monkeypatch):
    monkeypatch.setattr(doors, "_PATIENCE_S", 0)
    with doors._READING, doors._READING:
        assert send(record(1)) == "gates.busy"
    assert (send.answer.status_code, send.answer["Retry-After"]) == (503, "10")
    assert send(record(1)) == ["stored"]


def test_who_drips_is_sent_away_and_may_come_again(send, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(doors, "_SLOW_S", -1)
        patch.setattr(doors, "_SLOWEST", 10**12)
        assert [send(record(n)) for n in range(3)] == ["gates.busy"] * 3
    assert send(record(1)) == ["stored"]
    assert send(*[record(n) for n in range(2, 400)]) == ["stored"] * 398


def test_other_refusals_have_a_sentence(send, monkeypatch):
    from django.db import DataError

    from fengsui.frontline.gates.views import phone
    from fengsui.house import Refused

    for error, code in ((Refused("gates.x", "no"), "gates.x"), (DataError("x"), "gates.not_read")):
        monkeypatch.setattr(phone, "take", lambda *_said, error=error: (_ for _ in ()).throw(error))
        assert send(record(1)) == code


# ── What a phone knows ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def ask(client, keeper_device):
    def call(since="", **headers):
        return client.get(f"/gates/phone/state?since={since}", headers={"Authorization": keeper_device.key, **headers})

    return call


def test_what_a_phone_knows(ask, gate, send):
    send(record(1, heat=374), record(2, kind="counted", people=5), record(3, way="out"), record(4, outcome="refused"))
    told = ask().json()
    assert (told["gate"]["buildings"], told["fever"], told["remeasure"]) == (["1", "2"], 373, True)
    assert told["asks"] == {"identity": False, "phone": False}
    assert told["policy"][0]["form"] == "registration"
    assert told["totals"]["today"] == {"in": 6, "out": 1, "people": 8, "fevers": 1}
    assert told["mark"] == send.told["state"]
    assert told["rate"] == 0


def test_a_live_clock_goes_by_itself(ask, monkeypatch):
    from fengsui.ground.clock.models import Clock

    monkeypatch.setattr(clock, "_cache", None)
    monkeypatch.setattr(clock, "state", lambda: Clock(kind=Clock.Kind.LIVE))
    monkeypatch.setattr(clock, "now", lambda: EVENING)
    assert ask().json()["rate"] == 1


def test_what_did_not_change_is_not_sent(ask, send, resident):
    tag = ask()["ETag"]
    assert ask(**{"If-None-Match": f"W/{tag}"}).status_code == 304
    assert ask("7", **{"If-None-Match": tag}).status_code == 200
    send(record(1))
    assert ask(**{"If-None-Match": tag}).status_code == 200


def test_the_mark_changes_with_what_changes(ask, send, resident, gate, bao):
    from fengsui.frontline.gates.measures import IDENTITY
    from fengsui.ground.measures import actions as measures

    def change_people():
        Regular.objects.update(version=8)

    def change_buildings():
        gate.buildings = ["1"]
        gate.save()

    seen = {ask("x").json()["mark"]}
    changes = (
        change_people, change_buildings, lambda: clocks.move(rate=60), lambda: measures.put(IDENTITY, True, basis="x", by=bao)
    )  # fmt: skip
    for n, change in enumerate(changes):
        change()
        seen.add(ask().json()["mark"])
        assert len(seen) == n + 2
