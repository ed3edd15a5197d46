"""What goes wrong between a phone and the server, case by case, and then all of it at random: nothing lost, nothing doubled."""

import json
import random
from datetime import timedelta
from itertools import batched

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client

from fengsui.cast import EVENING, at, at_once
from fengsui.frontline.gates.models import Passage, Tally, Withdrawal
from fengsui.frontline.gates.queries import store as reading
from fengsui.frontline.gates.tests.conftest import ident, record, withdrawal
from fengsui.ground.clock import queries as clock

DAY = timedelta(days=1)


def counted():
    """What the day's numbers say, and what the rows say that were not withdrawn."""
    said = Tally.objects.aggregate(rows=Sum("passages", default=0), people=Sum("people", default=0))
    return (said["rows"], said["people"]), tuple(reading.standing().aggregate(n=Sum("people", default=0)).values())


def test_an_answer_is_lost(send):
    sent = [record(n, name="张三", heat=380) for n in range(20)]
    assert send(*sent) == ["stored"] * 20
    assert send(*sent) == ["known"] * 20
    assert Passage.objects.count() == 20
    assert counted() == ((20, 20), (20,))


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once(keeper_device):
    body = json.dumps({"v": 1, "sent_at": EVENING.isoformat(), "records": [record(n, name="张三") for n in range(60)]})

    def post():
        headers = {"Authorization": keeper_device.key}
        answer = Client().post("/gates/phone/sync", body, content_type="application/json", headers=headers)
        return {one["status"] for one in answer.json()["results"]}

    assert sorted(map(str, at_once(post, post))) == ["{'known'}", "{'stored'}"]
    assert counted() == ((60, 60), (60,))


def test_the_same_id_says_something_else(send):
    send(record(1, building="1", people=2))
    assert send(record(1, building="2", people=5), record(1, building="3")) == ["known", "known"]
    assert Passage.objects.get().building == "1"
    assert counted() == ((1, 2), (2,))


def test_the_same_id_at_another_hour_and_day(send):
    send(record(1))
    moved = record(1) | {"at": (EVENING - 2 * DAY).isoformat()}
    assert send(moved) == ["known"]
    assert Passage.objects.get().at == EVENING
    assert Tally.objects.get().day == EVENING.date()


def test_a_withdrawal_comes_first(send):
    assert send(withdrawal(9, ident(EVENING, 1))) == ["stored"]
    assert send(record(1), record(2)) == ["stored", "stored"]
    assert send(withdrawal(9, ident(EVENING, 1)), withdrawal(8, ident(EVENING, 1))) == ["known", "known"]
    assert (Passage.objects.count(), Withdrawal.objects.count()) == (2, 1)
    assert counted() == ((1, 1), (1,))


def test_days_late(send, drill, keeper_device):
    drill(EVENING + 6 * DAY)  # the shift is long over: what it registered in its time is taken
    assert send(record(1, at("20:00"), heat=380), sent_at=EVENING + 6 * DAY) == ["stored"]
    row = Passage.objects.get()
    assert (row.at, row.known_at) == (at("20:00"), EVENING + 6 * DAY)
    assert Tally.objects.get().day == EVENING.date()


@pytest.mark.parametrize("off", [DAY, -DAY, timedelta(hours=8), -timedelta(minutes=3)])
def test_a_clock_that_is_wrong(send, keeper_device, gate, off):
    hour = at("17:00")
    assert send(record(1, hour + off), sent_at=EVENING + off) == ["stored"]
    row = Passage.objects.get()
    assert (row.at, row.told_at) == (hour, hour + off)
    assert [one.pk for one in reading.of_gate(gate, EVENING.date())] == [row.pk]
    keeper_device.refresh_from_db()
    assert keeper_device.offset_ms == off // timedelta(milliseconds=1)


def test_a_slow_network_is_no_wrong_clock(send):
    send(record(1, at("17:00")), sent_at=EVENING - timedelta(seconds=90))
    assert Passage.objects.get().at == at("17:00")


def test_a_clock_that_was_wrong_and_is_right_again(send):
    """Nothing is known before it happens; what the phone said is kept beside."""
    send(record(1, EVENING + DAY))
    row = Passage.objects.get()
    assert (row.at, row.told_at) == (EVENING, EVENING + DAY)


def test_one_bad_record_among_five_hundred(send):
    sent = [record(n, heat=365) for n in range(500)]
    sent[250] = record(250, heat=999)
    answers = send(*sent)
    assert answers.index("refused") == 250
    assert answers.count("stored") == 499
    assert send.told["results"][250]["id"] == str(ident(EVENING, 250))
    assert send(record(250, heat=399)) == ["stored"]
    assert counted() == ((500, 500), (500,))


def test_a_batch_is_cut_off(send):
    body = json.dumps({"v": 1, "sent_at": EVENING.isoformat(), "records": [record(n) for n in range(20)]})
    assert send(raw=body[: len(body) // 2]) == "gates.not_read"
    assert not Passage.objects.exists()
    assert send(raw=body) == ["stored"] * 20


def test_the_server_is_killed_between_commit_and_answer(send, client, monkeypatch):
    from fengsui.frontline.gates.queries import state

    with monkeypatch.context() as patch:
        patch.setattr(state, "marked", lambda *_said: 1 / 0)
        client.raise_request_exception = False
        with pytest.raises(ValueError, match="Content-Type"):
            send(record(1), record(2))
    assert send(record(1), record(2), record(3)) == ["known", "known", "stored"]
    assert counted() == ((3, 3), (3,))


@pytest.mark.parametrize("code", ["53100", "53200", "53300", "57P01", "40P01"])
def test_the_disk_is_full_in_the_middle_of_a_batch(send, code):
    """Or memory, connections, the server itself, or the lock of another: after the rows went in, before they are counted."""
    sent = [record(n, heat=380) for n in range(20)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"create function pg_temp.full() returns trigger language plpgsql as $$ begin raise 'full' using errcode = '{code}'; end $$"
        )
        cursor.execute(
            "create trigger no_room before insert on gates_tally for each row execute function pg_temp.full()"
        )
        assert send(*sent) == "gates.later"
        cursor.execute("drop trigger no_room on gates_tally")
    assert (send.answer.status_code, bool(send.told["detail"])) == (503, True)
    assert not Passage.objects.exists()
    assert send(*sent) == ["stored"] * 20
    assert counted() == ((20, 20), (20,))


class Phone:
    """A phone with books of its own: what it holds until the server has it."""

    def __init__(self, chance, send):
        self.chance, self.send = chance, send
        self.queue, self.made, self.gone, self.kept = {}, {}, set(), set()

    def register(self, n):
        """Somebody passes; now and then one is a mistake, or says what the server cannot take."""
        moment = EVENING - timedelta(minutes=self.chance.randrange(5000))
        row = record(n, moment, people=self.chance.randrange(1, 4), name="张三")
        bad = self.chance.random() < 0.03
        self.queue[row["id"]] = row | ({"heat": 1} if bad else {})
        if bad:
            self.kept.add(row["id"])
        else:
            self.made[row["id"]] = row["people"]
        if self.chance.random() < 0.1:
            undo = withdrawal(100_000 + n, row["id"])
            self.queue[undo["id"]] = undo
            self.gone.add(row["id"])

    def sync(self):
        """A part of the queue in any order, some of it twice; the network loses the call, the answer, or half of the body."""
        waiting = self.chance.sample(list(self.queue.values()), min(len(self.queue), 80))
        waiting += self.chance.sample(waiting, min(3, len(waiting)))
        fate = self.chance.random()
        if fate < 0.1:
            return
        body = json.dumps({"v": 1, "sent_at": EVENING.isoformat(), "records": waiting})
        self.send(raw=body[: self.chance.randrange(len(body))] if fate < 0.2 else body)
        if fate >= 0.35 and "results" in self.send.told:
            for one in self.send.told["results"]:
                if one["status"] != "refused":
                    self.queue.pop(one["id"], None)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_nothing_is_lost_or_doubled(send, seed):
    phone = Phone(random.Random(seed), send)
    for some in batched(range(300), 50):
        for n in some:
            phone.register(n)
        phone.sync()
    while phone.queue.keys() - phone.kept:
        phone.sync()
    assert {str(pk) for pk in Passage.objects.values_list("pk", flat=True)} == set(phone.made)
    living = {pk: people for pk, people in phone.made.items() if pk not in phone.gone}
    assert {str(pk) for pk in reading.standing().values_list("pk", flat=True)} == set(living)
    assert counted() == ((len(living), sum(living.values())), (sum(living.values()),))
    assert clock.now() == EVENING
