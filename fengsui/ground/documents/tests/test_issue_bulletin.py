import pytest

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries
from fengsui.ground.documents.models import Document, Stage
from fengsui.ground.documents.tests.conftest import BODY
from fengsui.ground.journal.queries import history
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def test_one_act_takes_all_the_steps(issued, bao):
    assert [(step.stage, step.by) for step in issued.steps.order_by("pk")] == [(s, bao) for s in documents.ORDER]
    assert [entry.kind for entry in history(issued.about)] == ["documents.issued"]
    assert issued.subject == "assessment.brief:1"


def test_the_signature_names_the_seat_that_gave_the_right(department, bao):
    made = documents.issue_bulletin(department, "b", "", BODY, about="", by=bao, verb="documents.approve")
    signed = queries.data(made, "en")["signed"]
    assert (signed["by"], signed["seat"], signed["hash"]) == ("包某", "Commander of the day", made.mark)


def test_a_copy_in_english(issued):
    data = queries.data(issued, "en")
    assert (data["title"], data["number_label"]) == ("Assessment of 3 February", "No. 1 of 2020")
    assert (data["unit"], data["signed"]["seat"]) == ("Test department", "Commander")


def test_the_right_of_the_asking_room_is_asked(department, li):
    with pytest.raises(Refused) as refused:
        documents.issue_bulletin(department, "b", "", BODY, about="", by=li, verb="documents.approve")
    assert refused.value.code == "org.no_right"
    assert not Document.objects.exists()


def test_the_system_signs_as_the_system(department):
    made = documents.issue_bulletin(department, "b", "", BODY, about="", by=SYSTEM)
    assert queries.data(made)["signed"]["by"] == "系统"
    assert queries.stage(made) == Stage.ISSUED
