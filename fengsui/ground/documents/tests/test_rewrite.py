import pytest

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries
from fengsui.ground.documents.models import Stage
from fengsui.ground.documents.tests.conftest import NOTICE
from fengsui.ground.journal.queries import history
from fengsui.house import Refused

NEW = NOTICE | {"title": "关于调整值班的通知"}


def test_a_draft_is_written_again(notice, li):
    changed = documents.rewrite(notice, NEW, revision=0, by=li, kind="letter", series_code="letters")
    assert (changed.title, changed.revision, changed.kind, changed.series.code) == (
        NEW["title"],
        1,
        "letter",
        "letters",
    )
    assert changed.mark != notice.mark
    assert history(notice.about)[-1].kind == "documents.rewritten"


def test_who_comes_second_overwrites_nothing(notice, li, bao):
    documents.rewrite(notice, NEW, revision=0, by=li)
    with pytest.raises(Refused) as refused:
        documents.rewrite(notice, NOTICE, revision=0, by=bao)
    assert refused.value.code == "documents.conflict"
    notice.refresh_from_db()
    assert notice.title == NEW["title"]


def test_what_was_checked_is_a_draft_again(notice, li):
    documents.check(notice, by=li)
    documents.rewrite(notice, NEW, revision=0, by=li)
    assert queries.stage(notice) == Stage.DRAFTED
    documents.check(notice, by=li, revision=1)
    assert queries.stage(notice) == Stage.CHECKED


def test_what_is_approved_stays(approved, li):
    with pytest.raises(Refused) as refused:
        documents.rewrite(approved, NEW, revision=0, by=li)
    assert refused.value.code == "documents.fixed"


def test_a_bulletin_is_not_rewritten(drafted, bao):
    with pytest.raises(Refused) as refused:
        documents.rewrite(drafted, NEW, revision=0, by=bao)
    assert refused.value.code == "documents.bulletin"
