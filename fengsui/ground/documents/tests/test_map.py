import pytest

from fengsui.cast import at
from fengsui.ground.documents import render
from fengsui.ground.documents.tests.test_render import DATA
from fengsui.ground.maps import drawing
from fengsui.house import Refused

pytestmark = pytest.mark.usefixtures("drill")

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 20 10"'


def block(svg):
    return {"type": "map", "svg": svg, "caption": "各地情况", "note": "审图号：GS(2019)1号"}


def printed(svg, made=render.pdf):
    return made("bulletin", {**DATA, "sections": [{"heading": "地图", "blocks": [block(svg)]}]}, at=at("19:05"))


def word(text):
    return f'{HEAD}><text x="1" y="5">{text}</text></svg>'


@pytest.mark.parametrize("view", ["150000", "150700"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_map_of_the_house_is_printed(view, language):
    fills = {"150100": drawing.Fill("gap", "7"), "150200": drawing.Fill("bad", "<2>")}
    marks = [drawing.Mark("150102", "due", "x")]
    svg = drawing.svg(view, fills, marks, label="x", standalone=True, language=language)
    assert len(printed(svg)) > len(printed(word("x")))


def test_what_it_shows_is_said_to_who_cannot_see_it():
    assert b"/Alt<FEFF" + "各地情况".encode("utf-16-be").hex().upper().encode() in printed(word("x"))


def test_a_letter_without_a_font_stands_as_its_number_in_a_map_too():
    assert printed(word("甲\N{GRINNING FACE}\u202e")) == printed(word("甲〔U+1F600〕"))
    assert printed(word("甲\N{GRINNING FACE}"), render.docx)


@pytest.mark.parametrize("made", [render.pdf, render.docx])
@pytest.mark.parametrize("svg", [
    "", "words", "<svg ", "<svg />", f"{HEAD}/>" * 2, f'{HEAD} id="{"x" * 2_000_000}"/>',
    f"{HEAD}><script>alert(1)</script></svg>",
    f'{HEAD} onload="alert(1)"/>',
    f'{HEAD}><image href="file:///etc/hostname" width="9" height="9"/></svg>',
    f'{HEAD} xmlns:xlink="http://www.w3.org/1999/xlink"><path xlink:href="http://127.0.0.1/x" d="M0 0"/></svg>',
    f'{HEAD}><path fill="url(http://127.0.0.1/x.svg#a)" d="M0 0"/></svg>',
    f'{HEAD}><path style="fill:red" d="M0 0"/></svg>',
    f"{HEAD}><foreignObject/></svg>",
    f'{HEAD}><script xmlns="http://www.w3.org/1999/xhtml"/></svg>',
    f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>{HEAD}><text>&x;</text></svg>',
])  # fmt: skip
def test_what_is_more_than_a_picture_is_refused(svg, made):
    with pytest.raises(Refused) as refused:
        printed(svg, made)
    assert refused.value.code == "documents.picture"
