import hashlib

import pytest
from django.db import InternalError, transaction
from django.db.utils import ProgrammingError

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries, render
from fengsui.ground.documents.models import Original, Stage
from fengsui.ground.journal.queries import history
from fengsui.house import Refused


def test_step_by_step_to_the_paper(drafted, bao, li):
    documents.issue(documents.number(documents.approve(drafted, by=bao), by=li), by=li)
    assert queries.stage(drafted) == Stage.ISSUED
    assert drafted.pdf.startswith(b"%PDF")
    assert queries.data(drafted)["signed"]["by"] == "包某"


def test_nothing_is_issued_without_a_number(drafted, bao):
    with pytest.raises(Refused) as refused:
        documents.issue(drafted, by=bao)
    assert refused.value.code == "documents.order"


def test_the_journal_knows_the_hash_of_the_paper(issued):
    entry = history(issued.about)[-1]
    assert entry.kind == "documents.issued"
    assert entry.data["sha256"] == hashlib.sha256(issued.pdf).hexdigest() == issued.original.sha256
    assert (entry.data["number"], entry.data["mark"]) == ("〔2020〕第1期", issued.mark)


def test_the_paper_is_never_changed(issued):
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Original.objects.update(content=b"other")


def test_what_cannot_be_printed_is_not_issued(department, bao, drafted, monkeypatch):
    document = documents.number(documents.approve(drafted, by=bao), by=bao)

    def broken(*_args, **_more):
        raise Refused("documents.font", "No font")

    monkeypatch.setattr(render, "pdf", broken)
    with pytest.raises(Refused, match="No font"):
        documents.issue(document, by=bao)
    assert queries.stage(document) == Stage.NUMBERED
