import pytest

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries, rules
from fengsui.ground.documents.models import Stage
from fengsui.ground.documents.tests.conftest import NOTICE, OWN
from fengsui.house import Refused


def test_who_checks_is_kept_with_the_note(notice, li):
    documents.check(notice, by=li, note=" 格式无误 ")
    step = notice.steps.get(stage=Stage.CHECKED)
    assert (step.by, step.post, step.reason) == (li, "seat.duty_chief", "格式无误")


def test_a_changed_draft_is_read_again_before_it_is_checked(notice, li, bao):
    documents.rewrite(notice, NOTICE, revision=0, by=bao)
    with pytest.raises(Refused) as refused:
        documents.check(notice, by=li, revision=0)
    assert refused.value.code == "documents.conflict"


def test_a_severe_mistake_is_not_let_through(department, li):
    empty = documents.compose(department, "notice", NOTICE | {"text": ""}, series_code=OWN, by=li)
    with pytest.raises(Refused) as refused:
        documents.check(empty, by=li)
    assert refused.value.code == "documents.rule"


def test_a_bulletin_is_not_checked(drafted, bao):
    with pytest.raises(Refused) as refused:
        documents.check(drafted, by=bao)
    assert refused.value.code == "documents.bulletin"


def test_it_is_given_back_with_what_is_to_be_changed(notice, li, bao):
    documents.check(notice, by=li)
    documents.send_back(notice, reason="请补充联系人", by=bao)
    assert queries.stage(notice) == Stage.DRAFTED
    assert notice.steps.latest("pk").reason == "请补充联系人"


def test_giving_back_takes_a_reason(notice, li):
    with pytest.raises(Refused) as refused:
        documents.send_back(notice, reason=" ", by=li)
    assert refused.value.field == "reason"


def test_nothing_goes_back_once_it_is_approved(approved, li):
    with pytest.raises(Refused) as refused:
        documents.send_back(approved, reason="x", by=li)
    assert refused.value.code == "documents.fixed"


def test_nothing_is_approved_that_nobody_checked(notice, bao):
    with pytest.raises(Refused, match="drafted, checked, approved") as refused:
        documents.approve(notice, by=bao)
    assert refused.value.code == "documents.order"


def test_advice_stops_nothing(department, li):
    text = NOTICE["text"] + "\n根据内司发[2020]1号文件办理。"
    made = documents.compose(department, "notice", NOTICE | {"text": text}, series_code=OWN, by=li)
    assert [one.severe for one in rules.problems("notice", made.content)] == [False]
    assert queries.stage(documents.check(made, by=li)) == Stage.CHECKED
