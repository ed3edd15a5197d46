"""Bringing 100,000 persons in from a workbook, matched against 100,000 who are here: file → preview → taken.

Half of the rows are persons who are here already (a tenth of those with a new telephone); the other half are new. All
numbers are made up: region 999999 exists nowhere.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bench.harness import Figure, house, settle_down, yardstick

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE, ROWS, UNITS = 100_000, 100_000, 400
RUNS = 3
_WEIGHTS, _CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
_FAMILY, _GIVEN = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋"


def figures() -> Iterator[Figure]:
    with house():
        _people()
        settle_down()
        spent: dict[str, list[float]] = {}
        for _ in range(RUNS):
            yardstick()
            _once(spent)
            yardstick()
        yield Figure.of("import_rows_per_s", "rows/s", [ROWS / s for s in spent["whole"]], limit=5000)
        for part in ("read", "match", "keep", "take", "undo"):
            yield Figure.of(f"import_{part}_s", "s", spent[part], limit=20)
        yield Figure.of("import_memory_mb", "MB", spent["memory"], limit=1000)


def _name(n: int) -> str:
    return f"{_FAMILY[n % 10]}{_GIVEN[n // 10 % 10]}{_GIVEN[n // 100 % 10]}"


def _identity(n: int) -> str:
    body = f"999999{1950 + n // 336_000:04}{n // 28_000 % 12 + 1:02}{n // 1000 % 28 + 1:02}{n % 1000:03}"
    return body + _CHECKS[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def _people() -> None:
    from fengsui.ground.clock import actions as clock
    from fengsui.ground.clock import queries
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import SYSTEM

    clock.found_drill(queries.midnight(queries.today().replace(2020, 2, 3)), "bench")
    since = queries.today().replace(2020, 1, 1)
    rows = [org.UnitRow("top", "department", "top", superiors={"territory": "-"})]
    rows += [org.UnitRow(f"u{n}", "prison", f"u{n}", superiors={"territory": "top"}) for n in range(UNITS)]
    org.arrange(rows, since=since, by=SYSTEM)
    units = {unit.code: unit for unit in Unit.objects.all()}
    for start in range(0, HERE, 10_000):
        some = range(start, start + 10_000)
        org.register_many(
            [org.PersonRow(_name(n), units[f"u{n % UNITS}"], phone=f"1{n:010}", number=_identity(n)) for n in some],
            by=SYSTEM,
        )


def _file() -> bytes:
    from fengsui.ground.exchange.columns import PERSONS
    from fengsui.ground.exchange.layout import workbook

    def rows() -> Iterator[dict[str, str]]:
        for n in range(HERE - ROWS // 2, HERE + ROWS // 2):
            phone = f"2{n:010}" if n < HERE and n % 10 == 0 else f"1{n:010}"
            yield {
                "name": _name(n),
                "identity": _identity(n),
                "phone": phone,
                "unit": f"u{n % UNITS}",
                "capacity": "officer",
            }

    return workbook([(PERSONS, rows())])


def _once(spent: dict[str, list[float]]) -> None:
    """The whole way once, and undone, so that every run finds the same house."""
    import resource

    from fengsui.ground.exchange import actions as exchange
    from fengsui.ground.exchange import reading
    from fengsui.ground.exchange.actions import bringing, storing
    from fengsui.ground.org.scope import SYSTEM

    body = _file()
    parts = dict.fromkeys(("read", "keep"), 0.0)

    def timed(module: object, name: str, part: str) -> object:
        plain = getattr(module, name)

        def timing(*args: object, **kwargs: object) -> object:
            begun = time.perf_counter()
            try:
                return plain(*args, **kwargs)
            finally:
                parts[part] += time.perf_counter() - begun

        setattr(module, name, timing)
        return plain

    plain = timed(reading, "read", "read"), timed(storing, "put", "keep")
    begun = time.perf_counter()
    batch = exchange.match(exchange.bring(body, "bench.xlsx", unit=None, by=SYSTEM), by=SYSTEM)
    matched = time.perf_counter()
    assert batch.counts == {"persons": {"new": ROWS // 2, "changed": ROWS // 20, "same": ROWS // 2 - ROWS // 20}}, (
        batch.counts
    )
    assert exchange.take(batch, by=SYSTEM)
    taken = time.perf_counter()
    reading.read, storing.put = plain  # type: ignore[assignment]
    exchange.undo(batch, by=SYSTEM)
    undone = time.perf_counter()
    assert bringing
    for name, value in (
        ("whole", taken - begun), ("read", parts["read"]), ("keep", parts["keep"]),
        ("match", matched - begun - parts["read"] - parts["keep"]), ("take", taken - matched), ("undo", undone - taken),
        ("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    ):  # fmt: skip
        spent.setdefault(name, []).append(value)
