import pytest

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries
from fengsui.ground.documents.models import Stage
from fengsui.house import Refused


def test_an_approved_draft_is_withdrawn_and_no_number_is_lost(approved, department, li):
    documents.drop(approved, reason="情况有变", by=li)
    assert queries.stage(approved) == Stage.DROPPED
    assert queries.next_number(department, "documents") == 1
    with pytest.raises(Refused) as refused:
        documents.number(approved, by=li)
    assert refused.value.code == "documents.dropped"


def test_what_has_a_number_is_declared_void_instead(approved, li):
    with pytest.raises(Refused) as refused:
        documents.drop(documents.number(approved, by=li), by=li)
    assert refused.value.code == "documents.numbered"


def test_what_has_no_number_is_withdrawn_instead(notice, bao):
    with pytest.raises(Refused) as refused:
        documents.void(notice, reason="x", by=bao)
    assert refused.value.code == "documents.unnumbered"


def test_a_void_one_keeps_its_number(official, department, bao, li):
    documents.void(official, reason="有误", by=bao)
    register = queries.register(official.series, 2020)
    assert [(n, row.stage) for n, row in register.rows] == [(1, "void")]
    assert (register.last, register.void, register.missing) == (1, 1, [])
