"""Phones that keep their own books while everything goes wrong between them and the server.

A phone knows what it made, what it sent, and what was acknowledged; at the end these books are compared with the store.
"""

from __future__ import annotations

import gzip
import random
import threading
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from typing import Any
from uuid import UUID

import msgspec

FAULTS = {
    "no answer": 0.08,
    "cut off": 0.05,
    "twice at once": 0.06,
    "again": 0.10,
    "packed": 0.10,
}  # the rest goes well
DAY = timedelta(days=1)
CLOCKS = [timedelta(0)] * 5 + [DAY, -DAY, timedelta(hours=8), timedelta(minutes=-11)]
FEVER = 379
_PATIENCE_S = 900


def ident(moment: datetime, chance: random.Random) -> str:
    """A UUIDv7 of a moment."""
    bits = chance.getrandbits(74)
    return str(
        UUID(
            int=int(moment.timestamp() * 1000) << 80 | 0x7 << 76 | (bits >> 62) << 64 | 0x2 << 62 | bits & (1 << 62) - 1
        )
    )


class Phone:
    def __init__(self, n: int, head: str, port: int, people: list[str]) -> None:
        self.chance, self.head, self.port, self.people = random.Random(20200203 + n), head, port, people
        self.off = CLOCKS[n % len(CLOCKS)]
        self.queue: dict[str, Any] = {}
        self.made: dict[str, dict[str, Any]] = {}  # good passages
        self.bad: dict[str, dict[str, Any]] = {}  # as they would be right
        self.gone: dict[str, str] = {}  # withdrawn passage: its withdrawal
        self.sent: set[str] = set()
        self.acknowledged: set[str] = set()
        self.stored = Counter[str]()  # how often it was answered that it is new
        self.answers = Counter[str]()
        self.wrong: list[str] = []
        self.first_gone = 0
        self._lock = threading.Lock()

    # ── What happens at the gate ─────────────────────────────────────────────────────────────────────────────────

    def register(self) -> None:
        """Somebody passes; now and then days ago, a mistake, or said in a way that the server cannot take."""
        late = self.chance.randrange(6 * 86400) if self.chance.random() < 0.2 else self.chance.randrange(80_000)
        told = datetime.now(UTC) + self.off - timedelta(seconds=late, milliseconds=self.chance.randrange(1000))
        row = self._passage(told)
        if self.chance.random() < 0.004:
            self.bad[row["id"]] = row
            self.queue[row["id"]] = row | self.chance.choice([{"heat": 999}, {"way": "up"}, {"odd": 1}, {"room": 7}])
            return
        self.made[row["id"]] = self.queue[row["id"]] = row
        if self.chance.random() < 0.02:
            undo = {
                "t": "withdrawal",
                "id": ident(told, self.chance),
                "at": told.isoformat(),
                "of": row["id"],
                "reason": "按错",
            }
            self.gone[row["id"]] = undo["id"]
            self.queue[undo["id"]] = undo

    def _passage(self, told: datetime) -> dict[str, Any]:
        kind = self.chance.choices(["person", "visitor", "vehicle", "counted"], [70, 15, 10, 5])[0]
        row = {
            "t": "passage", "id": ident(told, self.chance), "at": told.isoformat(), "kind": kind, "site": "wrist",
            "way": self.chance.choice(["in", "out"]), "people": self.chance.randrange(1, 4), "building": str(self.chance.randrange(30)),
            "heat": FEVER if self.chance.random() < 0.0005 else self.chance.randrange(355, 371),
        }  # fmt: skip
        if kind == "person" and self.people and self.chance.random() < 0.5:
            row["who"] = self.chance.choice(self.people)
        elif kind == "visitor":
            row |= {"name": "王小明", "phone": f"139{self.chance.randrange(10**8):08}"}
        elif kind == "vehicle":
            row["plate"] = f"蒙D{self.chance.randrange(10**5):05}"
        return row

    # ── What happens on the way ──────────────────────────────────────────────────────────────────────────────────

    def work(self, records: int) -> None:
        """Register and send in turns until nothing is left on the phone."""
        until, left = time.monotonic() + _PATIENCE_S, records
        while (left or self.queue) and time.monotonic() < until:
            some = min(left, self.chance.randrange(50, 600))
            for _n in range(some):
                self.register()
            left -= some
            if self.chance.random() < 0.1:  # the clock is put right, or goes wrong
                self.off = self.chance.choice(CLOCKS)
            self.sync()

    def sync(self) -> None:
        """A part of what waits, in any order; the network does to it what it likes."""
        rows = self.chance.sample(
            list(self.queue.values()), min(len(self.queue), self.chance.choice([1, 40, 250, 450]))
        )
        if not rows:
            return
        fate = self.chance.choices([*FAULTS, "well"], [*FAULTS.values(), 1 - sum(FAULTS.values())])[0]
        if fate == "again" and self.acknowledged:  # what it forgot that it had sent, and some of it twice in a batch
            known = self.chance.sample(sorted(self.acknowledged & self.made.keys()) or [""], 1)
            rows += [self.made[one] for one in known if one] + rows[:20]
        self.first_gone += sum(row["t"] == "withdrawal" and row["of"] not in self.sent for row in rows)
        body = msgspec.json.encode(
            {
                "v": 1,
                "sent_at": (datetime.now(UTC) + self.off).isoformat(),
                "records": rows,
                "queued": max(0, len(self.queue) - len(rows)),
            }
        )
        self.sent.update(row["id"] for row in rows)
        bad = self.bad.keys() & {row["id"] for row in rows}
        if fate == "twice at once":
            other = threading.Thread(target=self._post, args=(body, "well", bad))
            other.start()
            self._post(body, "well", bad)
            other.join()
        else:
            self._post(body, fate, bad)

    def _post(self, body: bytes, fate: str, bad: set[str]) -> None:
        try:
            status, told = self._call(body, fate)
        except (OSError, HTTPException) as error:
            self._note(f"{type(error).__name__}")
            time.sleep(0.3)
            return
        if status == 200:
            self._note("200")
            self._book(msgspec.json.decode(told)["results"], bad)
        elif status:
            self._note(f"{status} {told[:300].decode(errors='replace') if status not in {503, 502} else ''}".strip())
            time.sleep(0.3)

    def _call(self, body: bytes, fate: str) -> tuple[int, bytes]:
        """Status and answer; 0: nobody waited for it."""
        head = {"Authorization": self.head, "Content-Type": "application/json"}
        if fate == "packed":
            body, head["Content-Encoding"] = gzip.compress(body, 1), "gzip"
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            if fate == "cut off":
                line.putrequest("POST", "/gates/phone/sync")
                for name, value in head.items():
                    line.putheader(name, value)
                line.putheader("Content-Length", str(len(body)))
                line.endheaders(body[: self.chance.randrange(len(body))])
                return 0, b""
            line.request("POST", "/gates/phone/sync", body, head)
            if fate == "no answer":
                time.sleep(self.chance.choice([0, 0.002, 0.02, 0.1]))
                return 0, b""
            answer = line.getresponse()
            return answer.status, answer.read()

    def _note(self, said: str) -> None:
        with self._lock:
            self.answers[said] += 1

    def _book(self, results: list[dict[str, Any]], bad: set[str]) -> None:
        with self._lock:
            for one in results:
                key = one["id"]
                if one["status"] != "refused":
                    self.stored[key] += one["status"] == "stored"
                    self.acknowledged.add(key)
                    self.queue.pop(key, None)
                elif key not in bad:
                    self.wrong.append(f"{key}: {one.get('code')} {one.get('sentence')}")
                elif (
                    key in self.bad
                ):  # put right, and sent again with the same id; sent twice at once, it is refused twice
                    self.made[key] = self.queue[key] = self.bad.pop(key)
