"""The small organisation of a second province, made up for the tests: 演练（合成）. 40 units with lines of another shape:
one administration for both kinds of facilities, a prison without a league above it, offices directly below the city bureau.
"""

from fengsui.ground.exchange.columns import SHEETS
from fengsui.ground.exchange.layout import workbook as written

MARK = "演练（合成）"
_WEIGHTS, _CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def identity(number):
    """A made-up identity number with the right check digit: region 999999 exists nowhere."""
    body = f"999999{1960 + number % 40}{number % 12 + 1:02}{number % 28 + 1:02}{number % 1000:03}"
    return body + _CHECKS[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def unit(code, kind, name, **above):
    return {"code": f"p2-{code}", "kind": kind, "name": f"{MARK}{name}", "synthetic": "yes"} | {
        line: superior if superior == "-" else f"p2-{superior}" for line, superior in above.items()
    }


def units():
    rows = [
        unit("dept", "department", "第二省司法厅", territory="-", prison="-", rehabilitation="-", supervision="-"),
        unit("adm", "prison_administration", "监狱戒毒管理局", territory="dept", prison="dept", rehabilitation="dept"),
    ]
    rows += [unit(f"p{n}", "prison", f"第{n}监狱", territory="adm", prison="adm") for n in (1, 2)]
    rows += [unit("c1", "centre", "戒毒所", territory="adm", rehabilitation="adm")]
    rows += [
        unit(f"p{p}-w{w}", "ward", f"第{p}监狱{w}监区", territory=f"p{p}", prison=f"p{p}")
        for p in (1, 2)
        for w in range(1, 6)
    ]
    rows += [unit(f"c1-b{b}", "brigade", f"{b}大队", territory="c1", rehabilitation="c1") for b in range(1, 4)]
    rows += [
        unit(f"b{b}", "league_bureau", f"第{b}市司法局", territory="dept", supervision="dept") for b in range(1, 5)
    ]
    rows += [
        unit(f"b{b}-o{o}", "office", f"第{b}市{o}号司法所", territory=f"b{b}") for b in range(1, 5) for o in range(1, 5)
    ]
    return [
        *rows,
        unit("i1", "institute", "司法鉴定所", supervision="b1"),
        unit("pt1", "partner", "社区", territory="b1"),
    ]


def persons():
    codes = [row["code"] for row in units() if row["kind"] in ("prison", "centre", "league_bureau", "department")]
    names = ["演练甲", "阿拉坦·演练巴特尔", "演练乙"]
    return [
        {"name": f"{names[n % 3]}", "identity": identity(n) if n % 4 else "", "phone": f"1990000{n:04}", "unit": code,
         "capacity": "officer", "since": "2020-01-01", "synthetic": "yes"}
        for n, code in enumerate(code for code in codes for _ in range(3))
    ]  # fmt: skip


def _who(row):
    return {key: row[key] for key in ("name", "identity", "phone", "unit")}


def sheets():
    """Key → rows, in the order in which an export writes them."""
    people = persons()
    appointed = [
        _who(row) | {"office": ("leader", "officer", "officer")[n % 3], "since": "2020-01-01"}
        for n, row in enumerate(people)
    ]
    seats = [
        {"unit": row["unit"], "seat": "leader_on_duty"} for row in people[::3] if not row["unit"].startswith("p2-b")
    ]
    seats[0] |= _who(people[0]) | {"since": "2020-02-03 08:00", "until": "2020-02-04 08:00"}
    stations = [
        {"unit": "p2-p1", "station": "大门岗", "capacity": "2"},
        {"unit": "p2-p2", "station": "大门岗", "capacity": "1"},
    ]
    return {"units": units(), "persons": people, "appointments": appointed, "seats": seats, "stations": stations}


def workbook():
    return written((SHEETS[key], rows) for key, rows in sheets().items())
