"""The fixed cast at a gate: Linxi's, kept by volunteers."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from fengsui.cast import DAY, EVENING, FOUNDED, _person
from fengsui.frontline.gates.models import Gate
from fengsui.ground.org.models import Station
from fengsui.ground.vault.actions import uuid7


def ident(moment, n=0):
    """A UUIDv7 that a phone makes at a moment; always the same one of a number."""
    ms = int(moment.timestamp() * 1000)
    return UUID(int=ms << 80 | 0x7 << 76 | 0x2 << 62 | n)


@pytest.fixture
def gate(units):
    """The community gate of the county's bureau."""
    station = Station.objects.create(unit=units["county"], name="林西小区东门", capacity=2)
    return Gate.objects.create(
        station=station, unit=units["county"], kind="community", buildings=["1", "2"], since=FOUNDED
    )


@pytest.fixture
def other_gate(units):
    """A gate of another unit: the prison's."""
    station = Station.objects.create(unit=units["prison"], name="监狱大门")
    return Gate.objects.create(station=station, unit=units["prison"], kind="facility", since=FOUNDED)


@pytest.fixture
def runner(units):
    """Who runs the county's gates: its leader."""
    return _person(units, "旗局长", "county", "leader")


@pytest.fixture
def keeper_device(gate):
    """A phone bound to the gate until the end of the evening; its key is `keeper_device.key`."""
    from hashlib import sha256

    from fengsui.frontline.gates.models import Device

    key = "k" * 43
    device = Device.objects.create(
        id=uuid7(),
        gate=gate,
        label="红米",
        secret=sha256(key.encode()).digest(),
        bound_at=EVENING - timedelta(hours=6),
        until=EVENING + timedelta(hours=6),
    )
    device.key = f"Device {device.pk}.{key}"
    return device


# Alerts and traces
@pytest.fixture
def passing(gate):
    """`passing("12:00", heat=374)`: somebody passes the gate, is stored, and what must be raised is raised. Returns the id."""
    from fengsui.cast import at
    from fengsui.frontline.gates.actions import alarms
    from fengsui.frontline.gates.actions.storing import Fresh, store
    from fengsui.ground.clock import queries as clock

    made = []

    def go(hour="12:00", *, gate=gate, day=DAY, **said):
        moment = at(hour, day)
        made.append(ident(moment, len(made)))
        row = Fresh(id=made[-1], at=moment, direction=0, kind=0, **said)
        alarms.raised(gate, [row], store(gate, [row], known_at=clock.now()))
        return row.id

    return go


@pytest.fixture
def english():
    """Sentences are compared in the language of the msgids."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def browse(account, client):
    """browse(bao) returns how that person opens (or posts to) pages, in English."""
    given = {}

    def sign_in(person):
        if person.pk not in given:
            given[person.pk] = account(person, f"user-{person.pk}")

        def ask(path, post=None, *, follow=True):
            client.force_login(given[person.pk])
            answer = client.get if post is None else client.post
            return answer(path, post or {}, HTTP_ACCEPT_LANGUAGE="en", follow=follow)

        return ask

    return sign_in


@pytest.fixture
def desk(units):
    """The duty officer of the county's bureau."""
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    person = org.register(["值班员"], unit=units["county"], capacity="officer", by=SYSTEM)[0]
    org.appoint(person, units["county"], "officer", by=SYSTEM, since=FOUNDED)
    return person


@pytest.fixture
def chief(units):
    """The leader of the county's bureau."""
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    person = org.register(["局长"], unit=units["county"], capacity="officer", by=SYSTEM)[0]
    org.appoint(person, units["county"], "leader", by=SYSTEM, since=FOUNDED)
    return person


def record(n=0, moment=EVENING, t="passage", **more):
    """A record as a phone sends it; a passage is a person coming in."""
    plain = {"way": "in", "kind": "person"} if t == "passage" else {}
    return {"t": t, "id": str(ident(moment, n)), "at": moment.isoformat(), **plain, **more}


def withdrawal(n, of, moment=EVENING):
    return record(n, moment, "withdrawal", of=str(of), reason="按错")


@pytest.fixture
def send(client, keeper_device):
    """`send(record, …)`: a batch of the phone, and what was answered: the statuses, or the problem."""

    def call(*records, sent_at=EVENING, device=keeper_device, headers=None, raw=None, **more):
        batch = {"v": 1, "sent_at": sent_at.isoformat(), "records": list(records), **more}
        body = json.dumps(batch) if raw is None else raw
        said = {"Authorization": device.key, "Accept-Language": "en", **(headers or {})}
        answer = client.post("/gates/phone/sync", body, content_type="application/json", headers=said)
        call.answer = answer
        call.told = answer.json()
        return [one["status"] for one in call.told["results"]] if answer.status_code == 200 else call.told["code"]

    return call
