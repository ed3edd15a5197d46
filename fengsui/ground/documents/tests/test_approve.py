import pytest

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents.models import Stage
from fengsui.house import Refused


def test_who_approves_is_kept_with_the_post(drafted, bao):
    documents.approve(drafted, by=bao)
    step = drafted.steps.get(stage=Stage.APPROVED)
    assert (step.by, step.post) == (bao, "seat.commander")


def test_a_duty_chief_does_not_approve(drafted, li):
    with pytest.raises(Refused) as refused:
        documents.approve(drafted, by=li)
    assert refused.value.code == "org.no_right"


def test_it_is_approved_once(drafted, bao):
    documents.approve(drafted, by=bao)
    with pytest.raises(Refused) as refused:
        documents.approve(drafted, by=bao)
    assert refused.value.code == "documents.order"
