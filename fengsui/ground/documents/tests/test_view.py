from io import BytesIO

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fengsui.cast import REMEMBERED
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents.models import Stage
from fengsui.ground.documents.queries import stage
from fengsui.ground.documents.tests.conftest import BODY
from fengsui.ground.journal.models import Entry


@pytest.fixture
def seen(client, account, bao):
    """The commander's browser."""
    client.force_login(account(bao))
    return client


def address(document, name="document"):
    return reverse(f"documents:{name}", args=[document.pk])


def test_the_list_says_what_there_is(seen, issued, drafted):
    text = seen.get(reverse("documents:index")).content.decode()
    assert address(issued) in text
    assert address(drafted) in text
    assert "〔2020〕第1期" in text


def test_an_empty_list_says_how_things_come(seen):
    assert seen.get(reverse("documents:index")).status_code == 200


def test_the_page_shows_hash_and_steps(seen, issued):
    text = seen.get(address(issued)).content.decode()
    assert issued.original.sha256 in text
    assert "包某" in text


def test_the_paper_is_shown_in_the_browser(seen, issued):
    answer = seen.get(address(issued, "pdf"))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert answer.content == issued.pdf


def test_a_draft_and_a_copy_are_printed_anew(seen, issued, drafted):
    assert seen.get(address(drafted, "pdf")).content.startswith(b"%PDF")
    assert seen.get(address(issued, "pdf") + "?language=en").content not in {b"", issued.pdf}
    assert seen.get(address(issued, "pdf") + "?language=xx").content == issued.pdf


def test_a_word_copy_names_its_original(seen, issued, drafted):
    answer = seen.get(address(issued, "docx"))
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    copy = docx.Document(BytesIO(answer.content))
    assert copy.core_properties.comments.endswith(issued.original.sha256)
    english = docx.Document(BytesIO(seen.get(address(issued, "docx") + "?language=en").content))
    assert english.core_properties.title == "Assessment of 3 February"
    assert address(drafted, "docx") in seen.get(address(drafted)).content.decode()


def test_from_draft_to_paper_by_buttons(seen, drafted):
    for verb in ("approve", "number", "issue"):
        assert address(drafted, verb) in seen.get(address(drafted)).content.decode()
        seen.post(address(drafted, verb))
    assert stage(drafted) == Stage.ISSUED


def test_void_wants_a_reason(seen, drafted):
    assert seen.post(address(drafted, "void"), {"reason": " "}).status_code == 422
    assert stage(drafted) == Stage.DRAFTED
    seen.post(address(drafted, "void"), {"reason": "重拟"})
    assert stage(drafted) == Stage.VOID


def test_a_missing_font_is_said_on_the_page(seen, drafted, monkeypatch):
    from fengsui.ground.documents import render

    monkeypatch.setitem(render.ROLES, "kai", ("KaiTi_GB2312", "楷体_GB2312"))
    text = seen.get(address(drafted, "pdf"), follow=True).content.decode()
    assert "楷体_GB2312" in text


@pytest.mark.parametrize("name", ["document", "pdf", "docx"])
def test_an_outsider_is_told_nothing_and_noted(client, account, zhao, issued, name):
    client.force_login(account(zhao))
    assert client.get(address(issued, name)).status_code == 404
    assert Entry.objects.filter(kind="org.denied").exists()


def cost(seen):
    """How many queries the list asks, without what is read once a second by whoever comes."""
    with CaptureQueriesContext(connection) as caught:
        seen.get(reverse("documents:index"))
    return sum(1 for query in caught if not any(table in query["sql"] for table in REMEMBERED))


def test_a_list_costs_the_same_for_one_and_for_many(seen, issued, department, bao):
    cost(seen)
    before = cost(seen)
    for _ in range(5):
        documents.draft(department, "daily-brief", "研判", BODY, by=bao)
    assert cost(seen) <= before <= 20
