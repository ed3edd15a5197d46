import json
from datetime import date
from itertools import pairwise

import pytest
import typst

from fengsui.cast import at
from fengsui.ground.documents import render
from fengsui.ground.documents.fonts import make
from fengsui.house import Refused

pytestmark = pytest.mark.usefixtures("drill")

PT = 72 / 25.4
LINE = 225 * PT / 22  # 22 lines in 225 mm

DATA = {
    "title": "全区司法行政系统疫情防控研判", "series_label": "每日疫情研判简报", "number_label": "〔2020〕第9期",
    "unit": "内蒙古自治区司法厅", "date": date(2020, 2, 3), "day": date(2020, 2, 3), "drill": True,
    "signed": {"by": "包喆", "seat": "当日指挥长", "at": at("19:05"), "hash": "3f9a" * 16},
    "recipients": {"to": ["自治区党委政法委"], "copy": ["各盟市司法局"]},
    "sections": [{"heading": "情况", "blocks": [
        {"type": "heading", "text": "完整性"},
        {"type": "para", "text": "应报35家。\n已签报33家。", "evidence": ["晚报告"]},
        {"type": "list", "items": ["一", {"text": "二", "evidence": ["晚报告", "点名"]}]},
        {"type": "table", "columns": ["指标", "已确认"], "align": ["left", "right"], "rows": [["在押", 7], ["很长" * 60]]},
        {"type": "trend", "caption": "发热", "labels": ["2.2", "2.3"], "series": [{"name": "甲", "values": [None, 7]}]},
        {"type": "trend", "caption": "无", "labels": [], "series": [{"name": "乙", "values": []}]},
    ]}],
}  # fmt: skip


def asked(body, selector="<p>"):
    """What a document set on the grid says of itself."""
    source = f'#import "grid.typ": *\n#show: sheet.with(title: "x")\n#set par(first-line-indent: 0pt)\n{body}'
    families = json.dumps(render.faces("zh"))
    compiler = typst.Compiler(
        source.encode(), root=render.TEMPLATES, font_paths=render.fonts(), sys_inputs={"fonts": families}
    )
    return json.loads(compiler.query(selector, field="value"))


@pytest.mark.parametrize(("count", "pages"), [(28 * 22, 1), (28 * 22 + 1, 2)])
def test_a_page_holds_22_lines_of_28_characters(count, pages):
    assert asked("字" * count + "\n\n#context [#metadata(counter(page).final().first())<p>]") == [pages]


@pytest.mark.parametrize(("count", "lines"), [(28, 1), (29, 2), (56, 2)])
def test_a_line_holds_28_characters(count, lines):
    high = f"#context [#metadata(measure(block(width: wide, [{'字' * count}])).height.pt())<p>]"
    assert asked(high)[0] == pytest.approx(lines * LINE - (LINE - 16), abs=0.01)


def test_everything_stands_on_the_lines():
    words = "par[字#context [#metadata(here().position().y.pt())<p>]]"
    table = '(columns: ("甲", "乙"), align: ("left", "right"), rows: (("一", "2"),) * 3)'
    title = f'headline("{"长" * 30}")'
    things = [words, "lines(4)[字]", words, title, words, f"figures({table})", words]
    seen = asked('#import "figures.typ": figures\n#{' + "; ".join(things) + "}")
    steps = [(below - above) / LINE for above, below in pairwise(seen)]
    assert steps == pytest.approx([5, 3, 6], abs=0.001)


def test_it_is_an_archival_pdf():
    made = render.pdf("bulletin", DATA, at=at("19:05"))
    assert made.startswith(b"%PDF-1.7")
    assert b"pdfaid:part" in made
    assert made == render.pdf("bulletin", DATA, at=at("19:05"))


def test_every_kind_of_document_renders():
    for change in ({"language": "en"}, {"signed": None, "number_label": None}, {"sections": [], "recipients": []}):
        assert render.pdf("bulletin", {**DATA, **change}) != render.pdf("bulletin", DATA)


def test_an_unknown_block_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="table_of_contents"):
        render.pdf("bulletin", {**DATA, "sections": [{"heading": "", "blocks": [{"type": "table_of_contents"}]}]})


def test_text_is_text():
    paragraph = {"type": "para", "text": "#panic() $ * _ \\ <x> 喆堃珺玥祎旸赟 \x07"}
    assert render.pdf("bulletin", {**DATA, "sections": [{"heading": "]", "blocks": [paragraph]}]})


@pytest.mark.parametrize(("typed", "stands"), [
    ("\N{GRINNING FACE}", "〔U+1F600〕"),
    ("\N{TIBETAN VOWEL SIGN O}", "〔U+0F7C〕"),
    ("\ue000", "〔U+E000〕"),
    ("甲\ufeff\x07\u202e\u200d乙", "甲乙"),
])  # fmt: skip
def test_a_character_without_a_font_is_printed_as_its_number(typed, stands):
    first, second = (render.pdf("bulletin", {**DATA, "title": text}, at=at("19:05")) for text in (typed, stands))
    assert first == second


def test_a_text_that_nothing_can_draw_is_refused(monkeypatch):
    monkeypatch.setattr(render, "_ATTEMPTS", 1)
    with pytest.raises(Refused) as refused:
        render.pdf("bulletin", {**DATA, "title": "\N{GRINNING FACE}"})
    assert refused.value.code == "documents.characters"


def test_a_missing_font_is_said_in_a_sentence(monkeypatch):
    monkeypatch.setitem(render.ROLES, "kai", ("KaiTi_GB2312", "楷体_GB2312"))
    with pytest.raises(Refused, match="楷体_GB2312"):
        render.pdf("bulletin", DATA)


def test_the_site_s_own_fonts_come_first(monkeypatch, tmp_path, settings):
    (tmp_path / "own.otf").symlink_to(render.ROOM / "fonts" / "FandolHei-Regular.otf")
    settings.FONTS_DIR = tmp_path
    monkeypatch.setitem(render.ROLES, "head", ("FandolHei", "FandolSong"))
    assert render.faces("zh")["head"] == ["FandolHei", "Noto Serif SC"]


def test_the_fonts_are_the_ones_recorded():
    assert make.verify() == []
