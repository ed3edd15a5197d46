import pytest

from fengsui.cast import at_once
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries
from fengsui.ground.documents.models import Counter, Series, Stage
from fengsui.ground.documents.tests.conftest import NOTICE, OWN
from fengsui.ground.journal.models import Entry
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def test_a_number_bears_the_letters_in_six_cornered_brackets(official):
    assert official.full_number == "测司发〔2020〕1号"


def test_an_order_has_its_number_alone(department, bao, series):
    made = documents.issue_official(
        department, "order", NOTICE | {"title": ""}, series_code=OWN, about="", by=bao, verb="documents.approve"
    )
    assert made.full_number == "发文第1号"


def test_without_letters_nothing_is_numbered(department, bao, li):
    made = documents.compose(department, "notice", NOTICE, series_code="new", by=li)
    documents.approve(documents.check(made, by=li), by=bao)
    with pytest.raises(Refused) as refused:
        documents.number(made, by=li)
    assert refused.value.code == "documents.letters"
    assert not Counter.objects.exists()


def test_one_act_without_letters_writes_nothing(department, bao):
    more = {"series_code": OWN, "about": "test", "by": bao, "verb": "documents.approve"}
    with pytest.raises(Refused) as refused:
        documents.issue_official(department, "notice", NOTICE, **more)
    assert (refused.value.code, Series.objects.exists()) == ("documents.letters", False)
    with pytest.raises(Refused, match="Choose one"):
        documents.issue_official(department, "notice", NOTICE, **more | {"series_code": "no code"})


def test_letters_stay_once_a_number_was_given(department, official, bao):
    documents.arrange_series(department, OWN, title="厅发文", letters="测司发", by=bao)
    with pytest.raises(Refused) as refused:
        documents.arrange_series(department, OWN, title="厅发文", letters="司发", by=bao)
    assert refused.value.code == "documents.letters_used"


@pytest.mark.parametrize(("code", "title", "letters", "why"), [
    ("b", " ", "甲", "series_title"), ("b", "乙", "甲[2020]", "letters_form"), ("b", "乙", "测司发", "letters_twice"), ("b c", "乙", "甲", "series"),
])  # fmt: skip
def test_what_would_make_a_wrong_number_is_refused(department, series, bao, code, title, letters, why):
    with pytest.raises(Refused) as refused:
        documents.arrange_series(department, code, title=title, letters=letters, by=bao)
    assert refused.value.code == f"documents.{why}"


def test_only_who_may_arranges_and_it_is_told(department, officer, series):
    assert Entry.objects.get(kind="documents.series_arranged").data["letters"] == "测司发"
    with pytest.raises(Refused):
        documents.arrange_series(department, OWN, title="x", letters="y", by=officer)


@pytest.mark.django_db(transaction=True)
def test_many_numbered_at_once_make_no_gap_and_no_double(department, bao, li, series):
    made = [documents.compose(department, "notice", NOTICE, series_code=OWN, by=li) for _ in range(8)]
    for one in made:
        documents.approve(documents.check(one, by=li), by=bao)
    taken = at_once(*[lambda one=one: documents.number(one, by=SYSTEM).number for one in made])
    assert sorted(taken) == list(range(1, 9))
    register = queries.register(series, 2020)
    assert (register.last, register.missing) == (8, [])


@pytest.mark.django_db(transaction=True)
def test_of_two_leaders_one_approves_and_the_other_is_told(notice, bao, colleague, li):
    documents.check(notice, by=li)
    said = at_once(*[lambda who=who: documents.approve(notice, by=who).pk for who in (bao, colleague)])
    winner = notice.steps.get(stage=Stage.APPROVED)
    loser = next(one for one in said if one != notice.pk)
    assert said.count(notice.pk) == 1
    assert loser.code == "documents.order"
    assert ("包某" if winner.by == bao else "副厅长甲") in str(loser.sentence)
