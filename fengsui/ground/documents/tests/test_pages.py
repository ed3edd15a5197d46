import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries
from fengsui.ground.documents.models import Attachment, Document, Series, Stage
from fengsui.ground.documents.tests.conftest import NOTICE
from fengsui.ground.documents.tests.test_attach import PDF

TYPED = {
    "kind": "notice", "series": "documents", "title": NOTICE["title"], "to": "各盟市司法局，监狱管理局", "text": NOTICE["text"],
    "annex_title_0": "工作方案", "annex_text_0": "一、目标",
}  # fmt: skip


@pytest.fixture
def seen(client, account, bao):
    client.force_login(account(bao))
    return client


def address(document, name="document", *more):
    return reverse(f"documents:{name}", args=[document.pk, *more])


def read(answer):
    return answer.content.decode()


def test_the_kinds_are_offered_first(seen):
    text = read(seen.get(reverse("documents:new")))
    assert "?unit=department&amp;kind=notice" in text
    assert "涉密" in text


def test_a_document_is_written_and_kept(seen, series):
    answer = seen.post(f"{reverse('documents:new')}?kind=notice", TYPED)
    made = Document.objects.get()
    assert answer["Location"] == address(made)
    assert made.content["annexes"] == [{"title": "工作方案", "text": "一、目标"}]
    text = read(seen.get(address(made, "rewrite")))
    assert "annex_title_1" in text
    assert "各盟市司法局，监狱管理局" in text


def test_what_cannot_be_kept_is_said_beside_the_field(seen, series):
    answer = seen.post(f"{reverse('documents:new')}?kind=notice", TYPED | {"title": "", "mongolian": "ᠮ"})
    assert answer.status_code == 422
    assert NOTICE["to"][0] in read(answer)
    assert not Document.objects.exists()


def test_the_rules_of_writing_stand_beside_the_fields(seen, department, bao):
    made = documents.compose(department, "notice", NOTICE | {"text": ""}, series_code="documents", by=bao)
    assert "rule-severe" in read(seen.get(address(made, "rewrite")))
    assert "rule-severe" in read(seen.get(address(made)))
    seen.post(address(made, "check"), {"revision": "0"})
    assert queries.stage(made) == Stage.DRAFTED


def test_of_two_who_write_nobody_loses_a_word(seen, notice, li):
    documents.rewrite(notice, NOTICE | {"text": "李某写的。"}, revision=0, by=li)
    answer = seen.post(address(notice, "rewrite"), TYPED | {"revision": "0", "text": "包某写的。"})
    assert answer.status_code == 409
    assert "李某写的。" in read(answer)
    assert "包某写的。" in read(answer)
    seen.post(address(notice, "rewrite"), TYPED | {"revision": "1", "text": "两人写的。", "do": "stay"})
    notice.refresh_from_db()
    assert notice.content["text"] == "两人写的。"


def test_a_mistake_meanwhile_does_not_hide_the_other_one(seen, notice, li):
    documents.rewrite(notice, NOTICE, revision=0, by=li)
    wrong = seen.post(address(notice, "rewrite"), TYPED | {"revision": "0", "kind": "?"})
    assert wrong.status_code == 422
    assert 'name="revision" value="0"' in read(wrong)
    assert seen.post(address(notice, "rewrite"), TYPED | {"revision": "x"}).status_code == 409
    assert seen.post(address(notice, "rewrite"), TYPED | {"revision": "1", "title": ""}).status_code == 422


def test_from_draft_to_paper_by_one_button_after_the_other(seen, notice):
    for verb in ("check", "approve", "number", "issue"):
        text = read(seen.get(address(notice)))
        assert text.count("btn-primary") == 1
        assert address(notice, verb) in text
        seen.post(address(notice, verb), {"note": "同意"})
    text = read(seen.get(address(notice)))
    assert "测司发〔2020〕1号" in text
    assert text.count("同意") >= 2
    assert "/verify/" in text


def test_a_draft_goes_back_or_is_withdrawn(seen, notice):
    assert seen.post(address(notice, "send_back"), {"reason": ""}).status_code == 422
    seen.post(address(notice, "send_back"), {"reason": "补充联系人"})
    assert "补充联系人" in read(seen.get(address(notice)))
    seen.post(address(notice, "drop"))
    assert queries.stage(notice) == Stage.DROPPED
    assert address(notice) not in read(seen.get(reverse("documents:index")))
    assert seen.get(address(notice, "rewrite")).status_code == 302


def test_who_may_not_write_is_led_to_the_page(client, account, superior, units, officer):
    made = documents.compose(units["prison"], "notice", NOTICE, series_code="documents", by=officer)
    client.force_login(account(superior))
    assert client.get(address(made, "rewrite"))["Location"] == address(made)
    assert "btn-primary" not in read(client.get(address(made)))


def test_a_file_is_attached_saved_and_taken_off(seen, notice):
    seen.post(address(notice, "attach"), {"file": SimpleUploadedFile("附表.pdf", PDF)})
    row = Attachment.objects.get()
    answer = seen.get(address(notice, "attachment", row.pk))
    assert (answer.content, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        PDF,
        "application/pdf",
        "nosniff",
    )
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "附表.pdf" in read(seen.get(address(notice)))
    seen.post(address(notice, "detach", row.pk))
    assert not Attachment.objects.exists()
    assert seen.get(address(notice, "attachment", row.pk)).status_code == 404
    assert seen.post(address(notice, "detach", row.pk)).status_code == 404


def test_a_program_is_refused_on_the_page(seen, notice):
    answer = seen.post(address(notice, "attach"), {"file": SimpleUploadedFile("照片.jpg", b"MZ\x90")})
    assert answer.status_code == 422
    assert "这是程序" in read(answer)


def test_files_of_an_approved_document_stay(seen, notice, li, bao):
    file = documents.attach(notice, PDF, "a.pdf", by=li)
    documents.approve(documents.check(notice, by=li), by=bao)
    seen.post(address(notice, "detach", file.pk))
    assert Attachment.objects.exists()


def test_letters_are_entered_where_they_are_missed(seen, department, bao):
    documents.compose(department, "notice", NOTICE, series_code="documents", by=bao)
    text = read(seen.get(f"{reverse('documents:new')}?kind=notice"))
    assert reverse("documents:series") in text
    wrong = seen.post(reverse("documents:series"), {"code": "documents", "title": "发文", "letters": "测[2020]"})
    assert wrong.status_code == 422
    seen.post(reverse("documents:series"), {"code": "documents", "title": "发文", "letters": "测司发"})
    seen.post(reverse("documents:series"), {"code": "", "title": "函件", "letters": "测司函"})
    assert list(Series.objects.order_by("pk").values_list("letters", "code")) == [
        ("测司发", "documents"),
        ("测司函", "documents-2"),
    ]
    assert "测司函" in read(seen.get(reverse("documents:series")))


def test_the_register_is_a_page(seen, official):
    text = read(seen.get(reverse("documents:register")))
    assert "测司发〔2020〕1号" in text
    assert "无缺号" in text
    assert seen.get(reverse("documents:register") + "?series=999999").status_code == 404


def test_an_empty_register_says_how_it_begins(seen, department):
    assert "系列随第一份文件开始" in read(seen.get(reverse("documents:register")))


def test_the_search_shows_where_it_stands(seen, official):
    text = read(seen.get(reverse("documents:index"), {"q": "领导带班"}))
    assert "<mark>领导带班</mark>" in text
    assert "没有符合" in read(seen.get(reverse("documents:index"), {"q": "没有的词语"}))


def test_a_bulletin_has_no_steps_of_official_documents(seen, drafted):
    assert seen.get(address(drafted, "rewrite")).status_code == 404
    assert seen.post(address(drafted, "check")).status_code == 404


def test_an_official_document_has_a_word_copy_too(seen, notice, official):
    assert seen.get(address(official, "docx")).content.startswith(b"PK")
    assert seen.get(address(notice, "pdf")).content.startswith(b"%PDF")


def test_who_was_sent_there_for_letters_goes_back(seen):
    page = reverse("documents:series")
    assert 'name="next" value="/directives/"' in read(seen.get(f"{page}?next=/directives/"))
    typed = {"code": "", "title": "函件", "letters": "测司函"}
    assert seen.post(page, typed | {"next": "/directives/"})["Location"] == "/directives/"
    assert seen.post(page, typed | {"letters": "测函", "next": "https://example.org/"})["Location"] == page


def test_numbers_and_dates_are_put_right_in_one_tap(department, series, seen, li):
    annex = {"title": "名单", "text": "二〇二〇年一月二日"}
    wrong = {"title": "关于贯彻内司发[2020]第01号的通知", "text": "自2020-01-26起执行。见附件。", "annexes": [annex]}
    made = documents.compose(department, "notice", NOTICE | wrong, series_code="documents", by=li)
    assert "/mend/" in read(seen.get(address(made)))
    seen.post(address(made, "mend"), {"revision": "7"})  # somebody else wrote meanwhile
    seen.post(address(made, "mend"), {"revision": "0"})
    right = Document.objects.get().content
    assert right["title"] == "关于贯彻内司发〔2020〕1号的通知"
    assert (right["text"][:15], right["annexes"][0]["text"]) == ("自2020年1月26日起执行。", "2020年1月2日")
    assert "/mend/" not in read(seen.get(address(made)))
