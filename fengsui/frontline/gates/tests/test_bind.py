"""Binding a phone: a code that works once, a key, a lock."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache

from fengsui.cast import EVENING, at, at_once
from fengsui.frontline.gates.actions import binding
from fengsui.frontline.gates.models import Device, Invitation
from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces.actions import Denied
from fengsui.ground.journal.models import Entry
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

UNTIL = at("23:00")


@pytest.fixture(autouse=True)
def _nobody_tried():
    cache.clear()


@pytest.fixture
def code(gate):
    return binding.invite(gate, until=UNTIL, by=SYSTEM)


@pytest.fixture
def post(client, units):
    def call(code, **more):
        return client.post(
            "/gates/phone/bind",
            json.dumps({"code": code, **more}),
            content_type="application/json",
            headers={"Accept-Language": "en"},
        )

    return call


def test_a_code_binds_one_phone(gate, uyunna):
    code = binding.invite(gate, uyunna, until=UNTIL, by=SYSTEM)
    device, key = binding.bind(code.lower(), " 红米\t9 ")
    assert (device.gate, device.keeper, device.until, device.label) == (gate, uyunna, UNTIL, "红米9")
    assert binding.admitted(f"Device {device.pk}.{key}") == device
    assert [e.kind for e in Entry.objects.order_by("pk") if e.kind.startswith("gates")] == [
        "gates.invited",
        "gates.bound",
    ]
    assert code.encode() not in bytes(Invitation.objects.get().digest)


def test_who_runs_the_gate_invites(gate, runner, uyunna):
    with pytest.raises(Refused, match="You cannot"):
        binding.invite(gate, until=UNTIL, by=uyunna)
    assert len(binding.invite(gate, until=UNTIL, by=runner)) == 10


@pytest.mark.parametrize("until", [EVENING, EVENING + timedelta(days=8)])
def test_until_when(gate, until):
    with pytest.raises(Refused, match="bound until"):
        binding.invite(gate, until=until, by=SYSTEM)


def test_a_closed_gate_takes_no_phone(gate):
    gate.until = EVENING.date()
    with pytest.raises(Refused, match="gate is closed"):
        binding.invite(gate, until=UNTIL, by=SYSTEM)


def test_the_phone_is_told_its_key_and_what_it_should_know(post, code, gate):
    answer = post(code, label="a")
    told = answer.json()
    assert (answer.status_code, answer["Cache-Control"]) == (201, "no-store")
    assert Device.objects.get().pk.hex == told["device"].replace("-", "")
    assert len(told["key"]) == 43
    assert told["state"]["gate"]["name"] == "林西小区东门"


def test_a_code_is_used_once(post, code):
    post(code)
    answer = post(code)
    assert (answer.status_code, answer.json()["code"]) == (410, "gates.code_used")


def test_a_code_ends(post, code):
    Invitation.objects.update(expires_at=clock.wall())
    assert post(code).json()["code"] == "gates.code_expired"


def test_an_unknown_code(post):
    answer = post("x")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Device")
    assert answer.json()["detail"].startswith("This code is not known")


def test_rubbish_is_no_code(client, post):
    assert post("x", more=1).status_code == 400
    assert client.post("/gates/phone/bind", b"\xff", content_type="application/json").status_code == 400


def test_who_tries_codes_is_slowed_down(post):
    answers = [post(f"x{n}").status_code for n in range(11)]
    assert answers == [401] * 10 + [429]
    assert post("x")["Retry-After"] == "60"


def test_a_count_that_ran_out_begins_anew(monkeypatch):
    monkeypatch.setattr(cache, "incr", lambda _name: (_ for _ in ()).throw(ValueError))
    assert binding.slow_down("::1") is None


@pytest.mark.parametrize(
    "header", ["", "Bearer x", "Device", "Device x.y", "Device 00000000-0000-7000-8000-000000000000.k"]
)
def test_who_is_not_bound_is_not_admitted(units, header):
    with pytest.raises(Denied, match="not bound"):
        binding.admitted(header)


def test_a_lost_phone_is_locked(keeper_device, runner):
    locked = binding.lock(keeper_device, by=runner, reason="lost")
    assert locked.locked_by == runner
    with pytest.raises(Denied, match="was locked"):
        binding.admitted(keeper_device.key)
    again = binding.lock(keeper_device, by=SYSTEM, reason="again")
    assert again.locked_by == runner
    assert Entry.objects.filter(kind="gates.locked").count() == 1


def test_the_system_locks_too(keeper_device):
    assert binding.lock(keeper_device, by=SYSTEM, reason="x").locked_by is None


def test_locking_takes_a_reason_and_the_right(keeper_device, runner, uyunna):
    with pytest.raises(Refused, match="Say why"):
        binding.lock(keeper_device, by=runner, reason=" ")
    with pytest.raises(Refused, match="You cannot"):
        binding.lock(keeper_device, by=uyunna, reason="x")


@pytest.mark.django_db(transaction=True)
def test_one_code_twice_at_once(code):
    first, second = at_once(lambda: binding.bind(code), lambda: binding.bind(code))
    assert sorted(isinstance(one, Denied) for one in (first, second)) == [False, True]
    assert Device.objects.count() == 1
