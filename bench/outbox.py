"""3,000 people told at once: planned into the outbox, then handed over to a gateway on this machine, one by one, each recorded.

The peer speaks as Aliyun does and answers at once: what is measured is everything on this side of it.
"""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from bench.harness import Figure, house, settle_down, yardstick

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

PEOPLE, RUNS = 3000, 3
_YES = b'{"Code": "OK", "Message": "OK", "BizId": "1"}'


def figures() -> Iterator[Figure]:
    with house():
        from django.conf import settings

        server = _peer()
        settings.FENGSUI_WEBHOOK_HOSTS = ["127.0.0.1"]
        people, provider = _people(f"http://127.0.0.1:{server.server_address[1]}")
        settle_down()
        planned, sent = [], []
        for run in range(RUNS):
            yardstick()
            one, two = _once(people, provider, run)
            planned.append(one)
            sent.append(PEOPLE / two)
            yardstick()
        server.shutdown()
        yield Figure.of("outbox_per_s", "texts/s", sent, limit=200)
        yield Figure.of("outbox_plan_s", "s", planned, limit=5)


class _Peer(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(_YES)

    def log_message(self, *_said: object) -> None:
        """It has nothing to say."""


def _peer() -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Peer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _people(url: str) -> tuple[list[object], UUID]:
    """A department with 3,000 people who are reached by text message; the clock is live."""
    from fengsui.ground.clock import actions as clock
    from fengsui.ground.clock import queries
    from fengsui.ground.messages.actions import providers
    from fengsui.ground.messages.models import Way
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.actions import UnitRow
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import SYSTEM
    from fengsui.ground.vault import actions as seals

    clock.found_live()
    org.arrange([UnitRow("top", "department", "厅", superiors={"territory": "-"})], since=queries.today(), by=SYSTEM)
    top = Unit.objects.get()
    people = org.register([f"甲{n}" for n in range(PEOPLE)], unit=top, capacity="officer", by=SYSTEM)
    pens = seals.pens(one.pk for one in people)
    Way.objects.bulk_create(
        Way(person=one, channel="sms", address_sealed=pens[one.pk].seal("messages.sms", f"138{n:08}"), at=queries.now())
        for n, one in enumerate(people)
    )
    wanted = providers.Settings("sms", "aliyun", url, login="id", secret="s", sender="厅", template="SMS_1")
    return list(people), providers.set_up(top, wanted, by=SYSTEM).pk


def _once(people: list[object], provider: UUID, run: int) -> tuple[float, float]:
    """Tell all of them something urgent; the seconds of planning and of sending."""
    from fengsui.ground.messages.actions import delivering, planning, send
    from fengsui.ground.messages.models import Outgoing

    send("custody.fever", people, key=f"run{run}", unit=None, celsius="38.5", section="x")
    start = time.perf_counter()
    planning.plan()
    middle = time.perf_counter()
    while delivering.deliver(provider):
        pass
    assert Outgoing.objects.of_state("sent").count() == PEOPLE * (run + 1)
    return middle - start, time.perf_counter() - middle
