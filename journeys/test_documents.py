"""Official documents in a real browser: every page on desk and phone; written, checked, approved, issued, verified by hash."""

import pytest

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents.models import Document

LOOKS = [("desk", "light", "zh-hans"), ("phone", "dark", "en")]
NOTICE = {"title": "关于做好值班工作的通知", "to": ["各盟市司法局"], "text": "一、严格值班\n各单位要落实领导带班。"}


@pytest.fixture
def papers(units, bao, li):
    """The department's series, a draft in it, and an issued notice."""
    unit = units["department"]
    documents.arrange_series(unit, "documents", title="发文", letters="测司发", by=bao)
    draft = documents.compose(unit, "notice", NOTICE, series_code="documents", by=li)
    issued = documents.issue_official(
        unit, "notice", NOTICE, series_code="documents", about="", by=bao, verb="documents.approve"
    )
    return draft, issued


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_anybody_can_use_every_page(walk, account, bao, papers, size, theme, language):
    draft, issued = papers
    walker = walk(size, theme, language).sign_in(account(bao))
    pages = ["", "?q=值班", "new/", "new/?kind=request", f"{draft.pk}/", f"{draft.pk}/write/", f"{issued.pk}/", "register/", "series/"]  # fmt: skip
    for path in [*(f"/documents/{one}" for one in pages), f"/verify/{issued.original.token}/"]:
        walker.open(path)
        assert (path, walker.axe(), walker.overflow(), walker.complaints) == (path, [], 0, [])


def test_a_notice_is_written_and_walks_to_its_number(walk, account, bao, papers):
    page = walk("phone").sign_in(account(bao)).open("/documents/new/?kind=notice")
    page.fill("[name=title]", "关于测温的通知")
    page.fill("[name=text]", "请各单位每日测温。")
    page.fill("[name=to]", "各盟市司法局")
    page.click("button[value=done]")
    for _step in ("check", "approve", "number", "issue"):
        page.click("main .btn-primary")
        page.wait_for_load_state("load")
    assert Document.objects.get(title="关于测温的通知").full_number == "测司发〔2020〕2号"


def test_a_file_is_compared_without_leaving_the_device(walk, papers):
    _draft, issued = papers
    page = walk("desk").open(f"/verify/{issued.original.token}/")
    page.set_input_files("#file", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": issued.pdf})
    page.wait_for_selector("#answer[data-tone=good]")
    page.set_input_files("#file", {"name": "b.pdf", "mimeType": "application/pdf", "buffer": b"%PDF other"})
    page.wait_for_selector("#answer[data-tone=bad]")
