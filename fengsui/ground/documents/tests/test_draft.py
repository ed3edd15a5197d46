import pytest

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries
from fengsui.ground.documents.models import Document, Stage
from fengsui.ground.documents.tests.conftest import BODY
from fengsui.ground.journal.queries import history
from fengsui.house import Refused


def test_a_draft_has_no_number_and_no_paper(drafted):
    assert queries.stage(drafted) == Stage.DRAFTED
    assert (drafted.number_label, drafted.pdf) == ("", None)
    assert [entry.kind for entry in history(drafted.about)] == ["documents.drafted"]


def test_the_mark_is_of_everything_that_it_says(department, bao, drafted):
    same = documents.draft(department, "daily-brief", "2月3日研判", BODY, by=bao)
    other = documents.draft(department, "daily-brief", "2月4日研判", BODY, by=bao)
    assert drafted.mark == same.mark != other.mark


def test_a_room_may_bring_the_mark_of_what_it_signed(department, bao):
    assert documents.draft(department, "daily-brief", "", BODY, by=bao, mark="ab" * 32).mark == "ab" * 32


def test_nobody_drafts_for_another_unit(units, officer):
    with pytest.raises(Refused) as refused:
        documents.draft(units["department"], "daily-brief", "", BODY, by=officer)
    assert refused.value.code == "org.no_right"
    assert not Document.objects.exists()
