from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries
from fengsui.ground.documents.exports import NUMBERS, REGISTER
from fengsui.ground.documents.models import Counter


def test_every_number_stands_in_the_register_once(official, issued, bao):
    register = queries.registered(bao, {})
    assert (register.series, register.year, register.last) == (official.series, 2020, 1)
    assert [(n, row) for n, row in register.rows] == [(1, official)]
    assert queries.years(official.series) == [2020]


def test_a_gap_would_show(official, bao):
    Counter.objects.update(last=2)
    assert queries.register(official.series, 2020).missing == [2]
    assert [row[0] for row in NUMBERS.rows(bao, {})] == [1, 2]


def test_another_series_or_year_is_asked_for(official, issued, bao):
    asked = queries.registered(bao, {"series": str(issued.series_id), "year": "2021"})
    assert (asked.series, asked.year, asked.rows) == (issued.series, 2021, [])
    assert queries.registered(bao, {"series": "99999999"}) is None


def test_without_a_series_there_is_no_register(bao):
    assert queries.registered(bao, {}) is None


def test_a_superior_without_own_series_sees_those_below(units, superior, officer):
    made = documents.compose(units["prison"], "notice", {"title": "x"}, series_code="a", by=officer)
    assert queries.registered(superior, {}).series == made.series


def test_the_sheets_say_what_the_pages_say(official, issued, bao):
    row = next(iter(NUMBERS.rows(bao, {})))
    assert row[:3] == [1, "测司发〔2020〕1号", official.title]
    assert "numbers 1 to 1, 0 of them void, 0 missing" in NUMBERS.notes(bao, {})[0]
    assert [one[3] for one in REGISTER.rows(bao, {})] == ["〔2020〕第1期", "测司发〔2020〕1号"]
    assert (NUMBERS.total(bao, {}), REGISTER.total(bao, {"state": "void"})) == (1, 0)
