import pytest

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import content, queries
from fengsui.ground.documents.models import Document, Series, Stage
from fengsui.ground.documents.tests.conftest import NOTICE, OWN
from fengsui.ground.journal.queries import history
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def test_a_draft_holds_everything_that_was_typed(notice):
    assert queries.stage(notice) == Stage.DRAFTED
    assert (notice.title, notice.kind, notice.number_label) == (NOTICE["title"], "notice", "")
    assert {key: notice.content[key] for key in NOTICE} == NOTICE
    assert [entry.kind for entry in history(notice.about)] == ["documents.drafted"]


def test_a_room_may_use_its_own_right_and_says_what_it_is_about(department, bao):
    made = documents.compose(
        department, "notice", NOTICE, series_code=OWN, by=bao, about="directives.directive:1", verb="documents.approve"
    )
    assert made.subject == "directives.directive:1"


def test_nobody_composes_for_another_unit(department, officer):
    with pytest.raises(Refused) as refused:
        documents.compose(department, "notice", NOTICE, series_code=OWN, by=officer)
    assert refused.value.code == "org.no_right"
    assert not Document.objects.exists()


@pytest.mark.parametrize(("kind", "change", "code", "series"), [
    ("方案", {}, "documents.kind", OWN),
    ("bulletin", {}, "documents.kind", OWN),
    ("notice", {"title": " \n "}, "documents.title", OWN),
    ("notice", {"title": "长" * 201}, "documents.long", OWN),
    ("notice", {"text": "长" * 200_001}, "documents.long", OWN),
    ("notice", {"mongolian": [{"text": "ᠮᠣᠩᠭᠣᠯ", "by": ""}]}, "documents.mongolian", OWN),
    ("notice", {}, "documents.series", "no code"),
])  # fmt: skip
def test_what_is_no_document_is_refused(department, bao, kind, change, code, series):
    with pytest.raises(Refused) as refused:
        documents.compose(department, kind, NOTICE | change, series_code=series, by=bao)
    assert refused.value.code == code


def test_an_order_may_have_no_title(department, bao, series):
    made = documents.compose(department, "order", NOTICE | {"title": ""}, series_code=OWN, by=bao)
    assert made.called == "发文"


def test_a_broken_title_is_one_line_in_lists(department, bao):
    made = documents.compose(department, "notice", NOTICE | {"title": "关于值班\n的通知"}, series_code=OWN, by=bao)
    assert (made.title, made.content["title"]) == ("关于值班的通知", "关于值班\n的通知")


def test_bulletins_have_series_of_their_own(department, bao, drafted):
    with pytest.raises(Refused) as refused:
        documents.compose(department, "notice", NOTICE, series_code="daily-brief", by=bao)
    assert refused.value.code == "documents.series"


def test_a_series_begins_without_letters_and_none_are_invented(department, bao):
    documents.compose(department, "notice", NOTICE, series_code=OWN, by=bao)
    assert Series.objects.get(code=OWN).letters == ""


def test_one_act_takes_all_the_steps(department, bao, series):
    made = documents.issue_official(
        department,
        "decision",
        NOTICE | {"title": "关于封闭管理的决定"},
        series_code=OWN,
        about="response.switch:1",
        by=bao,
        verb="documents.approve",
    )
    assert [step.stage for step in made.steps.order_by("pk")] == list(documents.OFFICIAL)
    assert (made.full_number, made.pdf[:4]) == ("测司发〔2020〕1号", b"%PDF")


def test_one_act_breaks_no_severe_rule(department, series):
    with pytest.raises(Refused) as refused:
        documents.issue_official(
            department, "notice", NOTICE | {"text": ""}, series_code=OWN, about="", by=SYSTEM, verb="documents.issue"
        )
    assert (refused.value.code, refused.value.field) == ("documents.rule", "text")


@pytest.mark.parametrize(("typed", "names"), [
    ("各盟市司法局，监狱管理局、戒毒管理局：", ["各盟市司法局", "监狱管理局、戒毒管理局"]), ("甲,乙\n乙; 丙。", ["甲", "乙", "丙"]), ([" 甲 ", ""], ["甲"]), ("", []),
])  # fmt: skip
def test_names_are_read_however_they_stand_apart(typed, names):
    assert content.names(typed) == names


@pytest.mark.parametrize("given", [{"text": "机密★1年\n正文"}, {"annexes": [{"title": "甲", "text": "绝密"}]}])
def test_classified_matters_are_not_even_kept_as_a_draft(department, bao, given):
    with pytest.raises(Refused) as caught:
        documents.compose(department, "notice", NOTICE | given, series_code=OWN, by=bao)
    assert caught.value.code == "documents.classified"
    assert not Document.objects.exists()
