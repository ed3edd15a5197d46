from datetime import date

import pytest

from fengsui.cast import at
from fengsui.ground.documents import official, qr, render
from fengsui.ground.documents.plain import cleaned
from fengsui.ground.documents.titles import broken

pytestmark = pytest.mark.usefixtures("drill")

NOTICE = {
    "kind": "notice", "title": "某厅关于某事的通知", "to": ["各盟市司法局", "监狱管理局、戒毒管理局"], "text": "请认真落实。",
    "unit": "内蒙古自治区司法厅", "code": "内司发", "year": 2020, "number": 1, "date": date(2020, 2, 3),
}  # fmt: skip


def prepared(**change):
    return official.prepare({**NOTICE, **change})


def test_it_is_an_archival_pdf():
    made = render.pdf("official", NOTICE, at=at("19:05"))
    assert made.startswith(b"%PDF-1.7")
    assert b"pdfaid:part" in made
    assert made == render.pdf("official", NOTICE, at=at("19:05"))


@pytest.mark.parametrize(("number", "layout", "label"), [
    (1, "document", "内司发〔2020〕1号"), (None, "document", "内司发〔2020〕\u3000号"), (3, "order", "第3号"),
])  # fmt: skip
def test_a_number_has_six_cornered_brackets_and_no_zeros(number, layout, label):
    assert official.number_label("内司发", 2020, number, layout) == label
    assert prepared(number=number, layout=layout)["number_label"] == label


@pytest.mark.parametrize(("line", "level", "head"), [
    ("一、严格管理", 1, "一、严格管理"), ("十二、严格管理。各单位", 1, "十二、严格管理。"), ("（三）值守", 2, "（三）值守"),
    ("(三)值守。各单位", 2, "(三)值守。"), ("一、" + "长" * 60, 1, "一、"), ("一、各单位；", 1, "一、"),
    ("1.值守", 3, ""), ("（1）值守", 4, ""), ("1.5米", 0, ""), ("一般", 0, ""),
])  # fmt: skip
def test_a_heading_is_a_line_that_begins_with_its_number(line, level, head):
    found = official.paragraphs(f"\n  {line}  \n\n")
    assert found == [{"level": level, "head": head, "rest": line.removeprefix(head)}]


def test_names_are_joined_and_days_spelled():
    made = prepared(copies=["甲", " 乙。"], printed_on="2020-02-04")
    assert (made["to"], made["copies"]) == ("各盟市司法局，监狱管理局、戒毒管理局", "甲，乙")
    assert (made["date"], made["printed_on"]) == ("2020年2月3日", "2020年2月4日")
    assert prepared(date=at("19:05"))["date"] == prepared(date=at("19:05").date())["date"]
    assert prepared(date=None)["date"] == "\u3000\u3000年\u3000月\u3000日"


def test_what_is_not_said_follows_from_the_kind():
    assert prepared(kind="minutes")["organ"] == "内蒙古自治区司法厅会议纪要"
    assert prepared(kind="letter")["organ"] == "内蒙古自治区司法厅"
    assert prepared(kind="letter", layout="document")["organ"] == "内蒙古自治区司法厅文件"
    assert [prepared(kind=one)["seal"] for one in ("notice", "minutes")] == [True, False]


def test_notes_stand_in_one_pair_of_brackets():
    made = prepared(note="（参会名单另发）", contact="包喆，0471-0000000", open="主动公开")
    assert made["notes"] == ["参会名单另发", "联系人及电话：包喆，0471-0000000", "此件公开发布"]
    assert prepared(note="（甲）和（乙）")["notes"] == ["（甲）和（乙）"]


def test_a_copy_number_has_six_figures():
    assert [prepared(copy_number=one)["copy_number"] for one in (7, "", None)] == ["000007", "", ""]


def test_mongolian_is_only_what_somebody_supplied():
    given = [{"text": "\u182e\n\u182f ", "by": "翻译处"}, {"text": "\u1830", "by": "翻译处"}, {"text": " ", "by": "甲"}]
    made = prepared(mongolian=given, order="first")["mongolian"]
    assert made == {"paragraphs": ["\u182e", "\u182f", "\u1830"], "by": "翻译处", "first": True}
    assert prepared(mongolian=[])["mongolian"] is None


def test_the_mark_that_parts_the_last_vowel_of_a_mongolian_word_stays():
    assert cleaned(["\u1820\u180e\u1820\u200b"]) == ["\u1820\u180e\u1820"]


@pytest.mark.parametrize(("title", "shown"), [
    ("某厅关于某事的通知", "某厅关于某事的通知"),
    ("内蒙古自治区司法厅关于商请支持某项工作的函", "内蒙古自治区司法厅\n关于商请支持某项工作的函"),
    ("内蒙古自治区司法厅关于进一步加强社区矫正对象管理工作的通知", "内蒙古自治区司法厅关于进一步\n加强社区矫正对象管理工作的通知"),
    ("某厅\n关于某事的通知", "某厅\n关于某事的通知"),
    ("长" * 42, "长" * 14 + "\n" + "长" * 14 + "\n" + "长" * 14),
])  # fmt: skip
def test_a_title_breaks_by_sense(title, shown):
    assert broken(title) == shown


def test_no_line_of_a_title_cuts_a_word_or_is_too_long():
    lines = broken(
        "某厅转发司法部关于做好新型冠状病毒感染的肺炎疫情防控期间社区矫正和法律援助工作有关文件的通知"
    ).split("\n")
    assert all(len(line) <= 20 and line[0] not in "的和" for line in lines)
    assert any("疫情防控" in line for line in lines)


def test_a_word_that_fits_no_line_is_broken_by_the_page():
    assert broken("A" * 60) == "A" * 60


def test_a_qr_code_is_one_path_with_its_quiet_zone():
    made = qr.svg("https://fengsui.example/v/1")
    assert made.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ')
    assert "M4 4h1v1h-1z" in made
    assert "M3 " not in made
    assert made != qr.svg("https://fengsui.example/v/2")
