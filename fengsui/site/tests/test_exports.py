"""Every list can be taken out: each page with one has its export, and each export gives rows that can be read again."""

import re
from pathlib import Path

import pytest

from fengsui.cast import DAY
from fengsui.command.assessment import actions as assessment
from fengsui.ground.runs import actions, queries
from fengsui.ground.runs.actions import perform
from fengsui.ground.tables.reading import read

ROOT = Path(__file__).parents[2]
LIST = '<table class="list'
NOT = "{# no export: "  # and why, in the template itself


def pages():
    found = sorted(ROOT.glob("**/templates/**/*.html"))
    return [path for path in found if LIST in path.read_text(encoding="utf-8")]


def test_every_page_with_a_list_has_an_export_or_says_why_not():
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in pages()}
    silent = [name for name, text in texts.items() if "{% export " not in text and NOT not in text]
    assert not silent, f"Put {{% export … %}} of a Table (exports.py) on these pages, or say why not: {silent}"


def test_every_export_that_a_page_names_is_declared_and_every_declared_one_is_on_a_page():
    text = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("**/templates/**/*.html"))
    assert set(re.findall(r'{% export "([\w.]+)"', text)) == set(queries.tables())


QUERIES = {
    "reports.rollup": {"code": "prison", "line": "territory"},
    "reports.report": {"code": "prison"},
    "reports.trend": {"code": "prison", "line": "territory"},
    "reports.changes": {"code": "prison", "line": "territory"},
    "reports.explain": {"code": "prison", "line": "territory", "indicator": "custody.prisoners"},
    "assessment.story": {"code": "prison"},
    "assessment.findings": {"code": "department"},
    "custody.day": {"code": "prison"},
    "custody.section": {"code": "ward-1"},
    "custody.movements": {"code": "prison"},
    "custody.fevers": {"code": "prison"},
    "custody.strength": {"code": "prison"},
    "measures.decisions": {"key": "reports.evening_meeting"},
}
READERS = {"interfaces": "leader", "retention": "auditor", "timeline": "bao"}


@pytest.fixture
def evening(units, officer, bao, leader, receiver_less):
    """One evening with something in every list."""
    from fengsui.command.reports import actions as reports
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row
    from fengsui.ground.measures import actions as measures
    from fengsui.ground.measures.queries import parameters

    prison = units["prison"]
    rows = [Row(units["ward-1"], 300, 0, 300, 0), Row(units["ward-2"], 280, 0, 280, 0)]
    custody.count(prison, DAY, "evening", rows, by=officer)
    custody.move(prison, "admission", number="1500", name="王某某", section=units["ward-1"], by=officer)
    custody.measure(prison, units["ward-2"], number="1501", name="张某某", celsius="37.9", by=officer)
    custody.set_strength(prison, DAY, on_duty=30, in_isolation=20, on_standby=10, by=officer)
    report = reports.sign(prison, DAY, {}, revision=0, by=officer, note="—")
    reports.give_back(report, reason="again", by=bao)
    measures.put(parameters()["reports.evening_meeting"], "18:50", basis="test", by=bao)
    return prison


@pytest.fixture
def receiver_less(units, leader, officer):
    """A token and a webhook of the prison, with a parcel."""
    from fengsui.ground.interfaces import actions as interfaces

    interfaces.propose(units["prison"], officer, "HR", ["units.read"], by=leader)
    webhook = interfaces.subscribe(
        units["prison"], "HR", "https://hr.example/", ["reports.signed"], level="public", by=leader
    )
    interfaces.ping(webhook, by=leader)
    QUERIES["interfaces.parcels"] = {"pk": str(webhook.pk)}


def taken(table, query, person, form="xlsx"):
    run = actions.export(table, query, form, by=person, now=True)
    perform(run.pk)
    run.refresh_from_db()
    assert run.state == "done", (run.refusal, run.broken)
    return run


# Rooms whose lists have something in them on such an evening; the others try their exports themselves.
ROOMS = {
    "assessment",
    "custody",
    "documents",
    "indicators",
    "interfaces",
    "measures",
    "reports",
    "retention",
    "timeline",
}
KEYS = sorted(key for key in queries.tables() if key.partition(".")[0] in ROOMS)
EMPTY = {"documents.register", "documents.numbers", "retention.destroyed"}


@pytest.mark.parametrize("key", KEYS)
def test_every_export_gives_rows_under_its_heads(key, evening, request):
    table = queries.tables()[key]
    person = request.getfixturevalue(READERS.get(key.partition(".")[0], "officer"))
    if key == "assessment.findings":
        assessment.look(DAY)
        person = request.getfixturevalue("bao")
    query = {"day": DAY.isoformat(), **QUERIES.get(key, {})}
    if key == "measures.decisions":
        person = request.getfixturevalue("bao")
    run = taken(table, query, person)
    rows = read(queries.opened(run))[0].rows
    heads = [str(column.title) for column in table.heads(query)]
    widths = {len(cells) for _number, cells in rows}
    assert any(cells[: len(heads)] == heads for _number, cells in rows), rows[:4]
    assert max(widths) <= len(heads)
    assert table.total is None or table.total(person, query) >= run.outcome["rows"]
    assert run.outcome["rows"] or key in EMPTY


@pytest.mark.parametrize("key", ["custody.movements", "custody.fevers"])
def test_names_are_masked(key, evening, officer):
    run = taken(queries.tables()[key], {"code": "prison"}, officer, "csv")
    text = queries.opened(run).decode("utf-8-sig")
    assert "王某某" not in text
    assert "张某某" not in text
    assert "*" in text or "＊" in text or "某" in text


@pytest.mark.parametrize(
    "key", ["reports.rollup", "reports.report", "custody.day", "custody.movements", "custody.section"]
)
def test_another_unit_s_list_is_refused(key, evening, officer):
    codes = {"custody.section": "ward-3"}
    query = {"code": codes.get(key, "prison-2"), "line": "territory"}
    run = actions.export(queries.tables()[key], query, "csv", by=officer, now=True)
    perform(run.pk)
    run.refresh_from_db()
    assert (run.state, run.refusal) == ("refused", "This unit does not exist, or it is not yours to see.")


def test_a_missing_number_stays_empty(evening, bao):
    run = taken(queries.tables()["reports.rollup"], {"code": "department", "line": "territory"}, bao, "csv")
    lines = queries.opened(run).decode("utf-8-sig").splitlines()
    nothing = next(line for line in lines if line.startswith("prison-2,") and "custody.prisoners," in line)
    assert nothing.endswith(",,,0,1")


@pytest.mark.parametrize("line", ["", "supervision", "x"])
def test_a_line_that_is_none_is_refused(line, evening, bao):
    run = actions.export(
        queries.tables()["reports.rollup"], {"code": "department", "line": line}, "csv", by=bao, now=True
    )
    perform(run.pk)
    run.refresh_from_db()
    assert run.state == "refused"


def test_one_indicator_is_that_one_only(evening, bao):
    query = {"code": "department", "line": "territory", "indicator": "custody.prisoners"}
    run = taken(queries.tables()["reports.rollup"], query, bao, "csv")
    lines = queries.opened(run).decode("utf-8-sig").splitlines()[1:]
    assert lines
    assert all(",custody.prisoners," in line for line in lines)
    assert run.file_name.startswith("department-custody.prisoners-")


def test_a_page_of_the_past_is_exported_as_it_was(evening, officer, drill):
    from fengsui.cast import at
    from fengsui.frontline.custody import actions as custody

    drill(at("18:50"))
    custody.move(evening, "admission", number="1777", name="赵某", section=evening.below.first().unit, by=officer)
    tables, query = queries.tables(), {"code": "prison", "as_known": "2020-02-03T18:40"}
    now, then = (taken(tables["custody.movements"], one, officer, "csv") for one in ({"code": "prison"}, query))
    assert (now.outcome["rows"], then.outcome["rows"]) == (2, 1)
    assert then.file_name == "prison-2020-02-03-as-known-20200203-1840.csv"


@pytest.mark.parametrize("moment", ["x", "2031-01-01T00:00"])
def test_a_moment_that_is_none_is_refused(moment, evening, officer):
    query = {"code": "prison", "as_known": moment}
    run = actions.export(queries.tables()["custody.movements"], query, "csv", by=officer, now=True)
    perform(run.pk)
    run.refresh_from_db()
    assert run.state == "refused"
