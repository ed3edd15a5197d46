import pytest

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries
from fengsui.ground.documents.models import Stage
from fengsui.ground.documents.tests.conftest import BODY
from fengsui.house import Refused


def test_a_void_document_keeps_number_and_paper(department, issued, bao):
    documents.void(issued, reason="数据有误", by=bao)
    assert queries.stage(issued) == Stage.VOID
    assert (issued.number_label, issued.pdf[:4]) == ("〔2020〕第1期", b"%PDF")
    assert documents.issue_bulletin(department, "daily-brief", "", BODY, about="", by=bao).number == 2


def test_it_takes_a_reason(issued, bao):
    with pytest.raises(Refused) as refused:
        documents.void(issued, reason=" ", by=bao)
    assert refused.value.field == "reason"


def test_void_is_the_end(drafted, bao):
    documents.void(drafted, reason="重拟", by=bao)
    with pytest.raises(Refused) as refused:
        documents.approve(drafted, by=bao)
    assert refused.value.code == "documents.void"


def test_an_outsider_voids_nothing(issued, zhao):
    with pytest.raises(Refused) as refused:
        documents.void(issued, reason="x", by=zhao)
    assert refused.value.code == "org.no_right"
