import io

import docx
import pytest

from fengsui.cast import DAY
from fengsui.command.forms import actions
from fengsui.command.forms.models import Cell
from fengsui.command.forms.paper.docx import Document
from fengsui.command.forms.paper.written import Entry
from fengsui.command.forms.tests import sheets
from fengsui.house import Refused


@pytest.fixture
def paper(counted, units, superior):
    form = actions.register(units["prisons"], sheets.saved(sheets.paper()), "日报.docx", by=superior)
    actions.accept(form.versions.get(), by=superior)
    return form


@pytest.fixture
def filled(paper, superior):
    return docx.Document(io.BytesIO(actions.fill(paper, DAY, by=superior)[1]))


def test_the_cells_of_its_tables_are_recognised(paper):
    assert paper.name == "监狱疫情防控情况日报"
    assert Cell.objects.current().get(sheet="table-1", ref="C3").code == "custody.prisoner_fevers"


def test_it_is_filled(filled):
    table = filled.tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["测试监狱", "580", "0", "35"]
    assert table.cell(2, 1).text == "未报"


def test_what_is_missing_is_highlighted(filled):
    assert filled.tables[0].cell(2, 1).paragraphs[0].runs[0].font.highlight_color is not None
    assert filled.tables[0].cell(1, 1).paragraphs[0].runs[0].font.highlight_color is None


def test_words_are_put_in_and_keep_their_look(filled):
    line = filled.paragraphs[1]
    assert line.text == "填报单位：测试监狱管理局    填报时间：2020年2月3日"
    assert [run.bold for run in line.runs] == [True, None, True, None]


def test_the_rest_stays(filled):
    assert filled.paragraphs[0].style.name == "Heading 1"
    assert filled.tables[0].style.name == "Table Grid"
    assert filled.paragraphs[2].text == "以上情况属实。"


def test_a_filled_one_coming_back_is_the_same(paper, superior):
    body = actions.fill(paper, DAY, by=superior)[1]
    with pytest.raises(Refused, match="in use already"):
        actions.renew(paper, body, "x.docx", by=superior)


def test_merged_cells_and_several_lines():
    book = docx.Document()
    table = book.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "单位"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "罪犯"
    paper = Document(sheets.saved(book))
    sheet = paper.layout.sheets["table-1"]
    assert (sheet.at(2, 1).text, sheet.at(1, 3).text, sheet.at(1, 1).rows) == ("单位", "罪犯", 2)
    paper.fill([Entry("table-1", "B3", "一\t二"), Entry("table-1", "ZZ9", 1.0), Entry("none", "A1", 1.0)])
    assert docx.Document(io.BytesIO(paper.save())).tables[0].cell(2, 1).text == "一\t二"
