from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from fengsui.cast import at
from fengsui.ground.documents import render
from fengsui.ground.documents.tests.test_map import block, word
from fengsui.ground.documents.tests.test_render import DATA

pytestmark = pytest.mark.usefixtures("drill")

SUM = "ab12" * 16
BODY = DATA["sections"] + [{"heading": "地图", "blocks": [block(word("甲")), {"type": "list", "items": ["三"]}]}]
ENGLISH = {"language": "en", "series_label": "Daily Brief", "title": "Brief", "recipients": {"to": ["Committee"]}}


def opened(**change):
    made = render.docx("bulletin", {**DATA, "sections": BODY, "original": SUM, **change}, at=at("19:05"))
    return docx.Document(BytesIO(made))


def texts(document, style=None):
    return [one.text for one in document.paragraphs if one.text and style in {None, one.style.name}]


def header(document):
    return [one.text for one in document.sections[0].header.paragraphs]


def east_asian(style):
    return style.element.rPr.rFonts.get(qn("w:eastAsia"))


def test_its_headings_are_word_s_own():
    document = opened()
    assert texts(document, "Heading 1") == ["情况", "地图"]
    assert texts(document, "Heading 2") == ["完整性"]
    assert document.styles["Heading 1"].element.pPr.outlineLvl is not None
    numbers = [one.get(qn("w:val")) for one in document.part.numbering_part.element.iter(qn("w:lvlText"))]
    assert {"%1、", "（%2）", "%1."} <= set(numbers)


def test_each_list_begins_anew():
    document = opened()
    listed = [one for one in document.paragraphs if one.style.name == "List Number"]
    assert [one.text for one in listed] == ["一", "二1,2", "三"]
    first, second, third = (one._p.pPr.numPr.numId.val for one in listed)
    assert first == second != third


def test_its_faces_are_those_of_offices():
    styles = opened().styles
    assert [east_asian(styles[name]) for name in ("Normal", "Heading 1", "Heading 2", "Title")] == [
        "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体",
    ]  # fmt: skip
    assert styles["Normal"].font.name == "Times New Roman"


def test_the_page_is_the_one_of_the_standard():
    page = opened().sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    edges = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]
    assert " PAGE " in page.even_page_footer._element.xml


def test_it_says_that_it_is_a_copy_and_of_what():
    document = opened()
    assert document.core_properties.comments.endswith(SUM)
    assert header(document) == [document.core_properties.comments, "演练"]
    assert SUM not in header(opened(original=""))[0]
    assert "the original is the PDF" in header(opened(**ENGLISH))[0]


def test_a_draft_says_so_on_every_page():
    document = opened(signed=None, number_label=None, drill=False)
    assert header(document)[1:] == ["草稿　未签发"]
    assert SUM not in document.core_properties.comments
    assert "第　　期" in texts(document)


def test_the_table_repeats_its_head():
    table, imprint = opened().tables
    assert [cell.text for cell in table.rows[0].cells] == ["指标", "已确认"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [row.cells[0].text for row in imprint.rows][:2] == ["报送：自治区党委政法委。", "抄送：各盟市司法局。"]


def test_pictures_say_what_they_show():
    shown = [shape._inline.docPr.get("descr") for shape in opened().inline_shapes]
    assert shown == ["发热。 甲：2.2 缺，2.3 7。 无。 乙：缺。", "各地情况"]


def test_it_is_signed_as_the_pdf_is():
    said = texts(opened())
    assert "签发人：包喆（当日指挥长）" in said
    assert "2020年2月3日19:05" in said
    assert "Signed: 包喆 (当日指挥长)" in texts(opened(**ENGLISH))
    assert "签发人：包喆" in texts(opened(signed={**DATA["signed"], "seat": ""}))


def test_in_english_it_is_english():
    document = opened(**ENGLISH, sections=[])
    assert "3 February 2020" in texts(document)
    assert document.core_properties.language == "en-GB"
    assert document.tables[0].rows[0].cells[0].text == "To: Committee."


def test_text_is_text_and_the_file_refers_to_nothing_outside():
    paragraph = {"type": "para", "text": "<w:p/> & 甲\x07\u202e乙\n第二段"}
    made = render.docx("bulletin", {**DATA, "sections": [{"heading": "x", "blocks": [paragraph]}]})
    assert {"<w:p/> & 甲乙", "第二段"} <= set(texts(docx.Document(BytesIO(made))))
    with ZipFile(BytesIO(made)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not [name for name, part in parts.items() if name.endswith(".rels") and b'TargetMode="External"' in part]
    assert not [name for name in parts if "thumbnail" in name or "vba" in name]
