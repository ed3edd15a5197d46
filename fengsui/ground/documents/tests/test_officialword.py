from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from fengsui.cast import at
from fengsui.ground.documents import officialword, render
from fengsui.ground.documents.tests.test_official import NOTICE

pytestmark = pytest.mark.usefixtures("drill")

BODY = "为做好某事，通知如下。\n一、严格管理\n（一）值守。各单位要轮班。\n1.值班"


def opened(**change):
    return docx.Document(BytesIO(officialword.docx({**NOTICE, "text": BODY, **change}, at=at("19:05"))))


def texts(document, style=None):
    return [one.text for one in document.paragraphs if one.text and style in {None, one.style.name}]


def test_it_is_what_render_gives_out():
    data = {**NOTICE, "text": BODY}
    again, direct = (docx.Document(BytesIO(one)) for one in (render.docx("official", data), officialword.docx(data)))
    assert texts(again) == texts(direct)


def test_its_parts_stand_in_their_order():
    assert texts(opened(copies=["甲"])) == [
        "内蒙古自治区司法厅文件", "内司发〔2020〕1号", "某厅关于某事的通知", "各盟市司法局，监狱管理局、戒毒管理局：", *BODY.split("\n"),
        "内蒙古自治区司法厅", "2020年2月3日",
    ]  # fmt: skip
    assert opened(copies=["甲"]).tables[0].rows[0].cells[0].text == "抄送：甲。"


def test_headings_are_word_s_own_with_the_numbers_that_were_typed():
    document = opened()
    assert texts(document, "Heading 1") == ["一、严格管理"]
    heading = next(one for one in document.paragraphs if one.style.name == "Heading 1")
    assert heading._p.pPr.numPr.numId.val == 0
    run_in = next(one for one in document.paragraphs if one.text.startswith("（一）"))
    assert [run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in run_in.runs] == ["楷体_GB2312", None]


def test_the_page_is_the_one_of_the_standard_with_numbers_outside():
    page = opened().sections[0]
    edges = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]
    assert " PAGE " in page.footer._element.xml
    assert " PAGE " in page.even_page_footer._element.xml


def test_it_says_that_it_is_a_copy_and_a_draft_says_so():
    header = [one.text for one in opened(original="ab12" * 16).sections[0].header.paragraphs]
    assert header[0].endswith("ab12" * 16)
    header = [one.text for one in opened(draft=True, drill=True).sections[0].header.paragraphs]
    assert header[1:] == ["草稿　未签发", "演练"]


def test_a_document_for_superiors_names_who_signed():
    assert "\u3000内司发〔2020〕1号\t签发人：包喆\u3000" in texts(opened(kind="request", signer="包喆"))


def test_a_letter_has_its_number_below_the_double_line_and_none_on_its_first_page():
    document = opened(kind="letter", number=None)
    assert "thickThinSmallGap" in document.element.xml
    assert document.sections[0].different_first_page_header_footer
    assert document.tables == []
    assert len(opened(kind="letter", copies=["甲"]).tables[0].rows) == 1


def test_an_order_is_signed_by_a_person():
    said = texts(opened(kind="order", title="", to=[], signer="包喆", post="厅长", seal=False))
    assert said[:2] == ["内蒙古自治区司法厅令", "第1号"]
    assert said[-2:] == ["厅长\u3000\u3000包喆", "2020年2月3日"]


def test_minutes_name_who_was_there():
    said = texts(opened(kind="minutes", to=[], present="甲、乙", absent="丙"))
    assert said[1:3] == ["内司发〔2020〕1号", "\u3000内蒙古自治区司法厅\t2020年2月3日\u3000"]
    assert said[-2:] == ["出席：甲、乙", "请假：丙"]


def test_marks_notes_and_annexes_are_there():
    annexes = [{"title": "甲表", "text": "字"}, {"title": "乙表", "text": ""}]
    said = texts(opened(annexes=annexes, urgency="特急", copy_number=1, open="主动公开"))
    assert said[:2] == ["000001", "特急"]
    assert [one for one in said if "表" in one or "公开" in one] == [
        "附件：1.甲表",
        "2.乙表",
        "（此件公开发布）",
        "甲表",
    ]
    assert said[-3:] == ["附件1", "甲表", "字"]
    assert "附件：甲表" in texts(opened(annexes=annexes[:1]))


@pytest.mark.parametrize("order", ["first", "after"])
def test_mongolian_is_a_section_in_columns_from_the_left(order):
    document = opened(mongolian=[{"text": "\u182e\u1823", "by": "翻译处"}], order=order)
    found = [one.get(qn("w:val")) for one in document.element.iter(qn("w:textDirection"))]
    assert found == ["tbLrV", "lrTb"]
    assert (texts(document).index("\u182e\u1823") < texts(document).index("1.值班")) == (order == "first")


def test_text_is_text():
    assert "<w:p/> & 甲乙" in texts(opened(text="<w:p/> & 甲\x07\u202e乙"))
