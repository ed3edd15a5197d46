"""The crowd of bench/evening.py, in a process of its own: officers who open and sign their reports, walls that poll.

It knows the product only by its pages. It reads a task from standard input, and writes its own books to standard output:
which signatures the server acknowledged, what went wrong, how long each request took.
"""

from __future__ import annotations

import json
import random
import re
import sys
import threading
import time
from contextlib import closing
from dataclasses import asdict, dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 30
THINKING_S = (0.5, 3.0)  # an officer reads the page before signing
POLL_S = 20.0  # as the wall's page asks
_INPUT = re.compile(r"<input\b[^>]*>")
_PART = re.compile(r'([\w-]+)="([^"]*)"')
_HAVE = re.compile(r'name="have" value="([^"]+)"')
_POLL = re.compile(r'id="wall-poll" hx-get="([^"]+)"')


@dataclass
class Books:
    """What the crowd saw."""

    acknowledged: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    ms: dict[str, list[float]] = field(
        default_factory=lambda: {"open": [], "sign": [], "after": [], "wall": [], "poll": []}
    )
    late_s: float = 0.0  # the most that an officer began after the time meant: the crowd's own slowness


class WrongError(Exception):
    """An answer that is not the one expected."""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


class Visitor:
    """A browser with a session, as far as needed: cookies, one connection a visit."""

    def __init__(self, port: int, session: str, books: Books) -> None:
        self.port, self.books = port, books
        self.cookies = {"sessionid": session}

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)

    def ask(self, line: HTTPConnection, kind: str, path: str, form: list[tuple[str, str]] | None = None) -> Answer:
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if kind == "poll":
            headers["HX-Request"] = "true"
        begun = time.perf_counter()
        try:
            line.request("GET" if form is None else "POST", path, None if form is None else urlencode(form), headers)
            response = line.getresponse()
            text = response.read().decode()
        finally:  # one that was given up counts with the time waited, or the slowest would look the quickest
            self.books.ms[kind].append((time.perf_counter() - begun) * 1000)
        for cookie in response.headers.get_all("Set-Cookie", []):
            key, _, value = cookie.split(";")[0].partition("=")
            self.cookies[key] = value
        return Answer(response.status, {key.lower(): value for key, value in response.getheaders()}, text)


def sign(visitor: Visitor, path: str, thinking: float) -> None:
    """Open a report and sign it, as the form does, and follow to the page that says so."""
    with closing(visitor.connect()) as line:
        page = visitor.ask(line, "open", path)
        if page.status != 200 or 'name="revision"' not in page.text:
            raise WrongError(f"open: {page.status} without a form")
        time.sleep(thinking)
        answer = visitor.ask(line, "sign", path, filled(page.text))
        if answer.status != 302 or answer.headers.get("location") != path:
            raise WrongError(f"sign: {answer.status} {answer.headers.get('location', '')}")
        visitor.books.acknowledged.append(path)
        if visitor.ask(line, "after", path).status != 200:
            raise WrongError("the page after the signature")


def filled(page: str) -> list[tuple[str, str]]:
    """What the browser would send: the form's own fields, and a number in every empty one that takes it without a reason."""
    _, _, form = page.partition('data-draft="report-')
    inputs = [dict(_PART.findall(each)) for each in _INPUT.findall(form.partition("</form>")[0])]
    fields = {one["name"]: unescape(one.get("value", "")) for one in inputs if "name" in one}
    for name, value in fields.items():
        typed = name.startswith("value-") and f"reason-{name.removeprefix('value-')}" not in fields
        if typed and not value:
            fields[name] = "3"
    return [*fields.items(), ("note", "Synthetic: no register here."), ("do", "sign")]


def evening(visitor: Visitor, visits: list[tuple[float, str, float]], begun: float) -> None:
    """One officer's visits: when (seconds after the begin), which report, how long to think."""
    for at, path, thinking in visits:
        time.sleep(max(0.0, begun + at - time.monotonic()))
        visitor.books.late_s = max(visitor.books.late_s, time.monotonic() - begun - at)
        noted(visitor.books, path, lambda path=path, thinking=thinking: sign(visitor, path, thinking))  # type: ignore[misc]


def noted(books: Books, what: str, work: Callable[[], None]) -> None:
    try:
        work()
    except (OSError, HTTPException, WrongError) as error:
        books.errors.append(f"{what} {type(error).__name__}: {error}")


def watch(visitor: Visitor, path: str, first: float, begun: float, seconds: float) -> None:
    """One wall: load the page, then poll every 20 seconds with the marks it has, until the evening is over."""
    wall = Wall(visitor, path)
    at = first
    while at < seconds:
        time.sleep(max(0.0, begun + at - time.monotonic()))
        noted(visitor.books, "wall", wall.look)
        while at <= time.monotonic() - begun:  # a browser does not catch up on polls that it missed
            at += POLL_S


class Wall:
    """A wall's page: its tiles' marks, and the address of its poll. Without marks the page is loaded (anew)."""

    def __init__(self, visitor: Visitor, path: str) -> None:
        self.visitor, self.path = visitor, path
        self.marks: dict[str, str] = {}
        self.poll = self.head = ""

    def look(self) -> None:
        with closing(self.visitor.connect()) as line:
            if self.marks:
                self._ask(line)
            else:
                self._load(line)

    def _load(self, line: HTTPConnection) -> None:
        page = self.visitor.ask(line, "wall", self.path)
        poll = _POLL.search(page.text)
        if page.status != 200 or poll is None:
            raise WrongError(f"page: {page.status}")
        self.poll = unescape(poll[1])
        self._take(page.text)

    def _ask(self, line: HTTPConnection) -> None:
        have = urlencode([("have", f"{name}.{mark}") for name, mark in self.marks.items()])
        answer = self.visitor.ask(line, "poll", f"{self.poll}{'&' if '?' in self.poll else '?'}{have}")
        if answer.status not in {200, 204} or "x-wall-now" not in answer.headers:
            raise WrongError(f"poll: {answer.status}")
        self._take(answer.text)
        if self.head not in {"", answer.headers["x-wall-head"]}:
            self.marks = {}  # another head: the page is loaded anew
        self.head = answer.headers["x-wall-head"]

    def _take(self, text: str) -> None:
        self.marks |= dict(each.split(".", 1) for each in _HAVE.findall(text))


def main() -> None:
    task = json.load(sys.stdin)
    books, chance, seconds = Books(), random.Random(20200203), float(task["seconds"])
    begun = time.monotonic() + 2
    threads = []
    for session, paths in task["officers"]:
        moments = sorted(chance.uniform(0, max(seconds - THINKING_S[1], 1)) for _ in paths)
        visits = [(at, path, chance.uniform(*THINKING_S)) for at, path in zip(moments, paths, strict=True)]
        threads.append(threading.Thread(target=evening, args=(Visitor(task["port"], session, books), visits, begun)))
    for n in range(task["walls"]):
        wall = Visitor(task["port"], task["commander"], books)
        first = n * POLL_S / task["walls"]
        threads.append(threading.Thread(target=watch, args=(wall, task["wall"], first, begun, seconds)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    json.dump(asdict(books), sys.stdout)


if __name__ == "__main__":
    main()
