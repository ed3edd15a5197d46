"""The past as it was known: what a roll-up said at an hour is what it says of that hour for ever."""

import re
from datetime import timedelta

import numpy as np
import pytest
from django.urls import resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengsui.cast import DAY, EVENING, at
from fengsui.command.reports import actions as reports
from fengsui.command.reports.models import Report
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.actions import Row
from fengsui.frontline.custody.models import Movement
from fengsui.ground.indicators.actions import refresh
from fengsui.ground.indicators.rollups import rollup, rollups
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


@pytest.fixture
def count(units):
    """`count(300, 280)`: the prison's evening roll-call; measured as many as present."""

    def take(*present, **more):
        wards = (units["ward-1"], units["ward-2"])
        rows = [Row(ward, n, 0, n, 0) for ward, n in zip(wards, present, strict=False)]
        return custody.count(units["prison"], DAY, "evening", rows, by=SYSTEM, reason="recounted", **more)

    return take


def _deeds(units, count):
    """What may happen, by name: each takes a number to differ by."""
    from fengsui.ground.measures.actions import put
    from fengsui.ground.measures.queries import parameters

    prison, ward = units["prison"], units["ward-1"]

    def report():
        return Report.objects.filter(unit=prison, day=DAY).first()

    def withdraw(_n):
        if last := Movement.objects.as_known().first():
            custody.withdraw(last, because="test", by=SYSTEM)

    def sign(n):
        wrong = {"custody.prisoners": reports.Correction(float(n), "test")} if n % 3 else {}
        revision = report().revision if report() else 0
        reports.sign(prison, DAY, wrong, revision=revision, by=SYSTEM, note="test", reason="test")

    return {
        "count": lambda n: count(100 + n, 80),
        "half": lambda n: count(100 + n),
        "move": lambda n: custody.move(prison, "admission", number=f"{n}", name="王某", section=ward, by=SYSTEM, at=at("12:00")),
        "withdraw": withdraw,
        "fever": lambda n: custody.measure(prison, ward, number=f"{n}", name="张某", celsius="38.0", by=SYSTEM, at=at("13:00")),
        "muster": lambda n: custody.set_strength(prison, DAY, on_duty=n, in_isolation=1, on_standby=2, by=SYSTEM, reason="test"),
        "sign": sign,
        "return": lambda n: report() and reports.give_back(report(), reason=f"test {n}", by=SYSTEM),
        "window": lambda n: put(parameters()["indicators.window_end"], (1080, 1140, 720)[n % 3], basis="test", by=SYSTEM, at=at("00:00")),
        "hour": lambda n: put(parameters()["custody.evening_hour"], f"{17 + n % 3}:00", basis="test", by=SYSTEM, at=at("00:00")),
    }  # fmt: skip


NAMES = ["count", "half", "move", "withdraw", "fever", "muster", "sign", "return", "window", "hour"]


def _said(rolled):
    return [rolled.nodes, rolled.confirmed, rolled.unconfirmed, rolled.n, rolled.m, rolled.own]


def _same(one, other):
    return all(
        np.array_equal(a, b, equal_nan=True) if hasattr(a, "shape") else a == b for a, b in zip(one, other, strict=True)
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.tuples(st.sampled_from(NAMES), st.integers(1, 9)), min_size=1, max_size=10))
def test_a_rollup_as_known_is_the_rollup_that_stood_there(units, count, drill, deeds):
    from django.db import transaction

    with transaction.atomic():
        moment, does, stood = EVENING, _deeds(units, count), []
        for name, n in deeds:
            moment += timedelta(minutes=7)
            drill(moment)
            try:
                does[name](n)
            except Refused:
                continue
            refresh(DAY)  # the tick's
            stood.append((moment, _said(rollup(DAY, "territory"))))
        drill(moment + timedelta(days=1))
        refresh(DAY)
        wrong = [then for then, said in stood if not _same(said, _said(rollup(DAY, "territory", known=then)))]
        between = [
            t for t, said in stood if not _same(said, _said(rollup(DAY, "territory", known=t + timedelta(minutes=6))))
        ]
        transaction.set_rollback(True)
    drill(EVENING)
    assert (wrong, between) == ([], [])


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def evening(units, count, drill, officer, li):
    """An evening of the prison: counted 18:30, signed 18:40; corrected at 20:10; a movement entered late at 20:00."""
    drill(at("18:30"))
    count(300, 280)
    drill(at("18:40"))
    reports.sign(units["prison"], DAY, {}, revision=0, by=officer, note="first note")
    drill(at("20:00"))
    custody.move(
        units["prison"], "admission", number="1500", name="王某", section=units["ward-1"], at=at("15:00"), by=officer
    )
    drill(at("20:10"))
    wrong = {"custody.prisoners": reports.Correction(581, "one was counted twice")}
    reports.sign(units["prison"], DAY, wrong, revision=1, by=officer, note="second note", reason="recounted")
    drill(at("21:00"))
    return units


def held(units, then=None, code="custody.prisoners"):
    return rollup(DAY, "territory", units["department"], known=at(then) if then else None).figure(0, code)


def test_a_report_corrected_at_20_10_is_not_seen_at_19_30(evening):
    assert [held(evening, then).confirmed for then in ("18:35", "19:30", "20:10", None)] == [None, 580, 581, 581]


def test_a_movement_entered_late_is_not_in_what_was_known_before(evening):
    admitted = [held(evening, then, "custody.prisoner_admissions") for then in ("18:35", "19:59", "20:30")]
    assert [one.total for one in admitted] == [0, 0, 1]


def test_a_returned_report_was_signed_until_then(evening, drill, li):
    reports.give_back(Report.objects.get(), reason="wrong", by=li)
    drill(at("21:30"))
    assert [held(evening, then).n for then in ("18:35", "20:59", "21:00", None)] == [0, 1, 0, 0]
    assert held(evening, "20:59").confirmed == 581


def test_whole_days_can_be_rolled_up_as_known(evening):
    days = rollups(DAY - timedelta(days=1), DAY, "territory", known=at("19:30"))
    assert [day.figure(0, "custody.prisoners").confirmed for day in days] == [None, 580]


@pytest.fixture
def browse(client, account, bao):
    """`browse("/rollup/…", "18:40")`: the page as the commander sees it as known then, in English."""
    client.force_login(account(bao, "bao"))
    client.cookies["django_language"] = "en"

    def get(path, then="", status=200):
        answer = client.get(path, {"as_known": f"2020-02-03T{then}"} if then else {})
        assert answer.status_code == status, path
        return answer.content.decode()

    return get


ROLLUP = "/rollup/territory/department/2020-02-03/"
LOOKING = [
    ROLLUP, f"{ROLLUP}custody.prisoners/", "/reports/?day=2020-02-03", "/reports/prison/2020-02-03/", "/custody/",
    "/custody/prison/", "/custody/prison/2020-02-03/evening/", "/custody/prison/2020-02-03/evening/balance/",
    "/custody/prison/2020-02-03/rows/custody.prisoners/", "/custody/prison/movements/", "/custody/prison/fevers/",
    "/custody/prison/strength/", "/custody/sections/ward-1/", "/timeline/", "/assessment/territory/department/2020-02-03/",
    "/reports/filled/", "/questions/", "/questions/?show=standing", "/tasks/", "/tasks/given/", "/tasks/board/",
    "/tasks/all/?state=all", "/incoming/", "/incoming/?state=all&side=ours", "/incoming/?state=all&side=given", "/response/",
]  # fmt: skip


@pytest.mark.parametrize("path", LOOKING)
def test_a_page_that_looks_back_says_so_and_changes_nothing(evening, browse, path):
    main = browse(path, "19:30").partition("<main")
    assert "As known on" in main[0]
    posts = re.findall(r'<form[^>]*method="post"[^>]*', main[2].partition("</main>")[0])
    assert [form for form in posts if "/runs/" not in form] == []  # taking a list out as it was changes nothing
    assert "As known at…" in browse(path)


@pytest.mark.parametrize("path", LOOKING)
def test_links_keep_the_moment_where_the_page_can_look_back(evening, browse, path):
    main = browse(path, "19:30").partition("<main")[2].partition("</main>")[0]
    wrong = []
    for link in re.findall(r'href="([/?][^"]*)"', main):
        address = link.partition("?")[0] or path.partition("?")[0]
        if ("as_known=2020-02-03T19:30" in link) != getattr(resolve(address).func, "looks_back", False):
            wrong.append(link)
    assert wrong == []


def test_from_the_region_one_clicks_down_to_the_ward_of_that_hour(evening, browse):
    kept = "?as_known=2020-02-03T19:30"
    assert f'href="{ROLLUP}custody.prisoners/{kept}"' in browse(ROLLUP, "19:30")
    assert f'rows/custody.prisoners/{kept}"' in browse(
        "/rollup/territory/prisons/2020-02-03/custody.prisoners/", "19:30"
    )
    assert f'href="/custody/sections/ward-1/{kept}"' in browse("/custody/prison/", "19:30")


def test_the_menu_leads_back_to_now(evening, browse):
    assert 'class="menu-item" href="/rollup/"' in browse(ROLLUP, "19:30").replace(" menu-item-on", "")


@pytest.mark.parametrize(
    ("asked", "words"),
    [("rubbish", "Write the moment"), ("2020-02-04T18:40", "still to come"), ("1950-01-01T00:00", "from the year"),
     ("9999-12-31T23:59", "from the year"), ("2020-02-30T10:00", "Write the moment")],
)  # fmt: skip
def test_a_moment_that_is_none_is_refused_with_a_sentence(evening, browse, client, asked, words):
    browse(ROLLUP)
    for path in (ROLLUP, f"{ROLLUP}xlsx/"):
        answer = client.get(path, {"as_known": asked})
        assert answer.status_code == 400
        assert words in answer.content.decode()


def test_nothing_is_posted_into_the_past(evening, client, account, officer):
    client.force_login(account(officer, "o"))
    answer = client.post("/reports/prison/2020-02-03/?as_known=2020-02-03T19:30", {"do": "sign", "revision": "2"})
    assert answer.status_code == 400
    assert Report.objects.get().revision == 2


def test_the_report_stands_as_it_stood(evening, browse):
    then, now = browse("/reports/prison/2020-02-03/", "19:30"), browse("/reports/prison/2020-02-03/")
    assert "first note" in then
    assert "one was counted twice" not in then
    assert "second note" in now
    assert "one was counted twice" in now


def test_before_anything_was_saved_the_report_is_due(evening, browse):
    then = browse("/reports/prison/2020-02-03/", "18:35")
    assert "to be signed" in then
    assert "first note" not in then


def test_the_workbook_says_as_known_when(evening, browse, client):
    import io

    import openpyxl

    browse(ROLLUP)
    answer = client.get(f"{ROLLUP}xlsx/", {"as_known": "2020-02-03T19:30"})
    assert "rollup-department-2020-02-03-as-known-20200203T1930.xlsx" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert "19:30" in sheet["A2"].value
    assert 580 in [row[2].value for row in sheet.iter_rows(min_row=4)]


def test_a_page_that_cannot_look_back_shows_now_and_offers_nothing(evening, browse):
    body = browse("/", "19:30")
    assert "As known" not in body


# ── What changed, and by whom ────────────────────────────────────────────────────────────────────────────────────


def changes(browse, since, until):
    page = browse(f"{ROLLUP}changes/?from=2020-02-03T{since}&to=2020-02-03T{until}")
    return page.partition("<main")[2].partition("</main>")[0]


def test_what_changed_is_said_with_old_new_office_and_reason(evening, browse):
    said = changes(browse, "19:30", "20:30")
    assert "Test prison" in said
    assert "Test prison-2" not in said
    assert "signed again" in said
    assert re.search(r"580.*<strong>.*581", said, re.DOTALL)
    assert "recounted" in said
    assert "Test prison · Duty officer" in said


def test_a_late_entry_shows_what_the_registers_say_though_the_signed_number_stands(evening, browse):
    said = changes(browse, "19:30", "20:05")
    assert "Prisoners admitted" in said
    assert "the same" in said
    assert "a prisoner was admitted" in said
    assert "王" not in said  # nobody held is named


def test_nothing_changed_is_said(evening, browse):
    assert "Nothing changed" in changes(browse, "18:50", "19:30")


@pytest.mark.parametrize("asked", ["from=rubbish", "from=2020-02-03T20:00&to=2020-02-03T19:00", "to=2020-03-01T00:00"])
def test_two_moments_that_are_none_are_refused_with_a_sentence(evening, browse, client, asked):
    browse(ROLLUP)
    answer = client.get(f"{ROLLUP}changes/?{asked}")
    assert answer.status_code == 400
    assert 'class="notice notice-bad"' in answer.content.decode()


def test_a_unit_asks_since_its_signature(evening, browse):
    assert "3 February 2020, 20:10" in browse("/rollup/prison/prison/2020-02-03/changes/")


def test_a_returned_report_is_no_longer_signed(evening, browse, drill, li):
    reports.give_back(Report.objects.get(), reason="wrong ward", by=li)
    drill(at("21:30"))
    said = changes(browse, "20:30", "21:20")
    assert "no longer signed" in said
    assert "wrong ward" in said


def test_a_measure_decided_in_between_is_named(evening, browse, drill):
    from fengsui.ground.measures.actions import put
    from fengsui.ground.measures.queries import parameters

    drill(at("21:10"))
    put(parameters()["indicators.window_end"], 720, basis="Order 7", by=SYSTEM, at=at("00:00"))
    refresh(DAY)
    drill(at("21:30"))
    assert "Order 7" in changes(browse, "20:30", "21:20")


def test_drift_leads_to_what_changed(evening):
    from fengsui.command.reports.checks import DRIFT

    evening_after = [failure.url for failure in DRIFT.run(DAY, at("20:05"))]
    assert evening_after == ["/rollup/prison/prison/2020-02-03/changes/"]
    assert DRIFT.run(DAY, at("19:30")) == []


# ── Trends ───────────────────────────────────────────────────────────────────────────────────────────────────────


TREND = "/rollup/territory/department/trend/"


def test_a_trend_draws_only_whole_days(evening, count, browse):
    from fengsui.ground.indicators.trends import courses

    [held] = courses(DAY, DAY, "prison", evening["prison"], only="custody.prisoners")
    assert (held.points[0].value, held.points[0].is_confirmed) == (581, True)
    [whole] = courses(DAY, DAY, "territory", evening["department"], only="custody.prisoners")
    assert (whole.points[0].total, whole.points[0].value, whole.points[0].m) == (581, None, 2)
    assert "a number is missing" in browse(TREND)


def test_a_trend_as_known_leaves_out_what_came_later(evening):
    from fengsui.ground.indicators.trends import courses

    then = [
        courses(DAY, DAY, "prison", evening["prison"], only="custody.prisoners", known=at(t))
        for t in ("18:35", "19:30")
    ]
    assert [(one.points[0].value, one.points[0].is_confirmed) for [one] in then] == [(580, False), (580, True)]


def test_the_course_of_a_day_is_its_rollup(evening):
    from fengsui.ground.indicators.trends import courses

    rolled = rollup(DAY, "territory", evening["department"])
    for one in courses(DAY, DAY, "territory", evening["department"]):
        figure, point = rolled.figure(0, one.indicator.code), one.points[0]
        assert (point.total, point.n, point.m) == (figure.total, figure.n, figure.m), one.indicator.code


def test_the_parts_come_in_the_order_of_the_organisation(evening, browse):
    page = browse("/rollup/prison/prisons/trend/custody.prisoners/").partition("<main")[2]
    assert page.index("Test prison<") < page.index("Test prison-2<")


@pytest.mark.parametrize("query", ["", "?days=all", "?days=rubbish", "?indicator=custody.prisoners&days=all"])
def test_a_trend_is_a_workbook_too(evening, browse, client, query):
    import io

    import openpyxl

    browse(TREND + query)
    answer = client.get(f"{TREND}xlsx/{query}")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert "trend" in sheet["A1"].value
    assert sheet.max_row > 4


def test_a_trend_of_no_indicator_is_not_found(evening, browse, client):
    browse(f"{TREND}nothing.here/", status=404)
    assert client.get(f"{TREND}xlsx/?indicator=nothing.here").status_code == 404


# ── Who changed a field ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_report_says_who_changed_a_field_when_and_why(evening, browse):
    page = browse("/reports/prison/2020-02-03/").partition("Changed by hand")[2]
    assert "one was counted twice" in page
    assert page.index("580") < page.index("581")


def test_a_field_as_computed_is_no_change(evening, browse):
    assert "Changed by hand" not in browse("/reports/prison/2020-02-03/", "19:30")
