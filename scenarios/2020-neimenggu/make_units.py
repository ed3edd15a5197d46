"""Make units.csv, the organisation of the 2020 account: `python scenarios/2020-neimenggu/make_units.py`.

Counts are real (内蒙古年鉴 2020, end of 2019); divisions are the 12 leagues and cities and 103 banners, counties and
districts of the beginning of 2020 (divisions.csv). A name that is not publicly certain says that it is synthetic, in
both languages, and its row is marked. The same input always makes the same file; a test holds the two together.
"""

from __future__ import annotations

import csv
from pathlib import Path
from zlib import crc32

HERE = Path(__file__).parent
COLUMNS = ("code", "kind", "name", "name_en", "short", "division", "synthetic")
LINES = ("territory", "prison", "rehabilitation", "supervision")
ROOT = "-"  # the superior of a line's root
OFFICES, INSTITUTES = 1046, 53

type Row = dict[str, str]
type Names = tuple[str, str, str, str]  # Chinese, English, short, division

NUMERALS = "一二三四五六七八九十"
PRISONS = (  # the names that the account or public pages make certain; the rest of the nineteen is synthetic
    ("呼和浩特第一监狱", "Hohhot No. 1 Prison", "呼一监", "150100"),
    ("呼和浩特第二监狱", "Hohhot No. 2 Prison", "呼二监", "150100"),
    ("通辽监狱", "Tongliao Prison", "通辽监狱", "150500"),
    ("保安沼监狱", "Bao'anzhao Prison", "保安沼监狱", "152200"),
)
LEAGUE_CENTRES = ("150200", "150400", "150500", "150600", "150700", "150800", "150900", "152200")
REAL_OFFICES = {"150602": ("诃额伦街道司法所", "Hoelun Subdistrict Justice Office")}
REAL_INSTITUTES = {"150800": ("巴彦淖尔市金桥司法鉴定所", "Bayannur Jinqiao Forensic Institute")}
PARTNERS = (
    ("partner-xingan", "兴安社区", "Xing'an Community, Linxi County", "兴安社区", "150424"),
    (
        "partner-traffic-police",
        "巴彦淖尔市公安局交通警察管理支队杭锦后旗大队",
        "Hanggin Rear Banner Brigade, Traffic Police Detachment, Bayannur Public Security Bureau",
        "杭锦后旗交警大队",
        "150826",
    ),
)
OFFICE_WEIGHTS = {"市辖区": 8, "县级市": 9, "县": 11, "旗": 11, "自治旗": 12}  # districts have fewer than banners


def row(code: str, kind: str, name: str, name_en: str, *, short: str = "", division: str = "",
        synthetic: bool = False, **superiors: str) -> Row:  # fmt: skip
    """One line of the file; `superiors` maps a line of command to the superior's code."""
    made = dict(zip(COLUMNS, (code, kind, name, name_en, short, division, "yes" if synthetic else ""), strict=True))
    return made | {line: superiors.get(line, "") for line in LINES}


def numeral(number: int) -> str:
    """五, 十九: numbers from 1 to 19 as a name writes them."""
    return NUMERALS[number - 1] if number <= 10 else "十" + NUMERALS[number - 11]


def divisions() -> list[Row]:
    with (HERE / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shares(total: int, weights: dict[str, int]) -> dict[str, int]:
    """Divide a total in proportion to weights, in whole numbers, by largest remainder; everybody gets at least one."""
    rest, sum_of_weights = total - len(weights), sum(weights.values())
    parts = {key: 1 + rest * weight // sum_of_weights for key, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda key: (-(rest * weights[key] % sum_of_weights), key))
    for key in by_remainder[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def administration() -> list[Row]:
    everywhere = dict.fromkeys(LINES, ROOT)
    return [
        row("department", "department", "内蒙古自治区司法厅", "Department of Justice of Inner Mongolia",
            short="司法厅", division="150000", **everywhere),
        row("prison-administration", "prison_administration", "内蒙古自治区监狱管理局",
            "Prison Administration of Inner Mongolia", short="监狱局", division="150000",
            territory="department", prison="department"),
        row("rehabilitation-administration", "rehabilitation_administration", "内蒙古自治区戒毒管理局",
            "Rehabilitation Administration of Inner Mongolia", short="戒毒局", division="150000",
            territory="department", rehabilitation="department"),
    ]  # fmt: skip


def bureaus() -> list[Row]:
    """12 league and city bureaus, 103 banner, county and district bureaus: each right below its superior."""
    made = []
    for division in divisions():
        league = division["parent"] == "150000"
        above = {"territory": "department", "supervision": "department"} if league else {
            "territory": f"bureau-{division['parent']}"
        }  # fmt: skip
        made.append(
            row(f"bureau-{division['code']}", "league_bureau" if league else "county_bureau",
                f"{division['name']}司法局", f"{division['name_en']} Bureau of Justice",
                short=division["name"], division=division["code"], **above)
        )  # fmt: skip
    return made


def prisons() -> list[Row]:
    made = []
    for number in range(1, 20):
        certain = PRISONS[number - 1] if number <= len(PRISONS) else None
        word = numeral(number)
        names = certain or (f"演练第{word}监狱", f"Drill Prison No. {number} (synthetic)", f"演练{word}监", "")
        made += prison(f"prison-{number:02}", "prison", names, synthetic=certain is None)
    for number in (1, 2):
        word = numeral(number)
        names = (f"演练第{word}病犯管理所", f"Drill Prison Hospital No. {number} (synthetic)", f"演练{word}病管所", "")
        made += prison(f"hospital-{number}", "prison_hospital", names, synthetic=True)
    return made


def prison(code: str, kind: str, names: Names, *, synthetic: bool) -> list[Row]:
    """Return a prison or prison hospital with its wards, whose number is synthetic everywhere."""
    above = dict.fromkeys(("territory", "prison"), "prison-administration")
    number = 3 if kind == "prison_hospital" else 6 + crc32(code.encode()) % 4
    word = "病区" if kind == "prison_hospital" else "监区"
    lines = dict.fromkeys(("territory", "prison"), code)
    wards = [
        row(f"{code}-ward-{n}", "ward", f"{numeral(n)}{word}", f"Ward {n}", synthetic=True, **lines)
        for n in range(1, number + 1)
    ]
    return [named(code, kind, names, synthetic=synthetic, **above), *wards]


def named(code: str, kind: str, names: Names, *, synthetic: bool, **superiors: str) -> Row:
    name, english, short, division = names
    return row(code, kind, name, english, short=short, division=division, synthetic=synthetic, **superiors)


def centres() -> list[Row]:
    """Five centres directly below the administration, eight of leagues: those have two superiors."""
    made = []
    for number in range(1, 6):
        word = numeral(number)
        english = f"Drill Direct Rehabilitation Centre No. {number} (synthetic)"
        names = (f"演练直属第{word}强制隔离戒毒所", english, f"直属{word}所", "")
        made += centre(number, names, "rehabilitation-administration")
    for number, league in enumerate((d for d in divisions() if d["code"] in LEAGUE_CENTRES), 6):
        place, english = league["name"], f"{league['name_en']} Drill Rehabilitation Centre (synthetic)"
        names = (f"{place}演练强制隔离戒毒所", english, f"{place[:-1]}所", league["code"])
        made += centre(number, names, f"bureau-{league['code']}")
    return made


def centre(number: int, names: Names, territory: str) -> list[Row]:
    code = f"centre-{number:02}"
    lines = {"territory": territory, "rehabilitation": "rehabilitation-administration"}
    below = dict.fromkeys(("territory", "rehabilitation"), code)
    brigades = [
        row(f"{code}-brigade-{n}", "brigade", f"{numeral(n)}大队", f"Brigade {n}", synthetic=True, **below)
        for n in range(1, 4 + crc32(code.encode()) % 3)
    ]
    return [named(code, "centre", names, synthetic=True, **lines), *brigades]


def offices() -> list[Row]:
    """1,046 justice offices over the 103 counties, by kind of division and a little by chance."""
    counties = [division for division in divisions() if division["parent"] != "150000"]
    weights = {c["code"]: OFFICE_WEIGHTS[c["type"]] + crc32(c["code"].encode()) % 5 for c in counties}
    numbers, made = shares(OFFICES, weights), []
    for county in counties:
        code = county["code"]
        for n in range(1, numbers[code] + 1):
            certain = REAL_OFFICES.get(code) if n == 1 else None
            name, english = certain or (
                f"{county['name']}第{n}司法所（合成）", f"{county['name_en']} Justice Office {n} (synthetic)",
            )  # fmt: skip
            made.append(row(f"office-{code}-{n:02}", "office", name, english, division=code,
                            synthetic=certain is None, territory=f"bureau-{code}"))  # fmt: skip
    return made


def institutes() -> list[Row]:
    """53 forensic institutes: under supervision, in no line of command."""
    leagues = [division for division in divisions() if division["parent"] == "150000"]
    counties = [division["parent"] for division in divisions()]
    numbers, made = shares(INSTITUTES, {d["code"]: counties.count(d["code"]) for d in leagues}), []
    for league in leagues:
        code = league["code"]
        for n in range(1, numbers[code] + 1):
            certain = REAL_INSTITUTES.get(code) if n == 1 else None
            name, english = certain or (
                f"{league['name']}第{n}司法鉴定所（合成）", f"{league['name_en']} Forensic Institute {n} (synthetic)",
            )  # fmt: skip
            made.append(row(f"institute-{code}-{n:02}", "institute", name, english, division=code,
                            synthetic=certain is None, supervision=f"bureau-{code}"))  # fmt: skip
    return made


def partners() -> list[Row]:
    """Partners of the account stand outside the tree: they answer to nobody here."""
    return [row(code, "partner", name, en, short=short, division=place) for code, name, en, short, place in PARTNERS]


def units() -> list[Row]:
    return [*administration(), *bureaus(), *prisons(), *centres(), *offices(), *institutes(), *partners()]


def write(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*COLUMNS, *LINES], lineterminator="\n")
        writer.writeheader()
        writer.writerows(units())


if __name__ == "__main__":
    write(HERE / "units.csv")
