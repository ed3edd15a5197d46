"""Joint documents (联合行文): the lead organ first, its number alone; and the code that a Word copy carries."""

import itertools
import struct
import zlib
from io import BytesIO

import docx
import pytest

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import official, officialword, qr, rules
from fengsui.ground.documents.tests.conftest import NOTICE, OWN
from fengsui.ground.documents.tests.drawn import baselines, pages
from fengsui.ground.documents.tests.test_official import NOTICE as PRINTED
from fengsui.house import Refused

pytestmark = pytest.mark.usefixtures("drill")
OTHERS = ["测试公安厅", "测试民政厅", "测试财政厅"]
RED = "#e60012"


def word(**change):
    return docx.Document(BytesIO(officialword.docx({**PRINTED, **change})))


def test_the_lead_organ_comes_first_and_has_the_number():
    made = official.prepare({**PRINTED, "joint": OTHERS})
    assert made["units"] == [PRINTED["unit"], *OTHERS]
    assert (made["suffix"], made["number_label"]) == ("文件", "内司发〔2020〕1号")


def test_minutes_are_of_one_organ():
    assert official.prepare({**PRINTED, "kind": "minutes", "joint": OTHERS})["units"] == [PRINTED["unit"]]
    found = rules.problems("minutes", {"title": "会议纪要", "text": "甲", "joint": OTHERS})
    assert [one.severe for one in found if one.field == "joint"] == [True]


def test_the_heads_stand_below_each_other_with_the_word_between():
    one, two = (baselines(pages({**PRINTED, "joint": joint})[0], RED) for joint in ([], OTHERS[:1]))
    assert (len(one), len(two)) == (1, 3)
    assert two[0] < two[1] < two[2]


def test_three_seals_stand_beside_each_other_and_none_touches_another():
    sheets = pages({**PRINTED, "unit": "测试司法厅", "joint": OTHERS, "text": "甲。"})
    names = baselines(sheets[0] if len(baselines(sheets[1])) < 4 else sheets[1])
    assert any(after - before > 42 for before, after in itertools.pairwise(names))


def test_towards_superiors_each_organ_s_signer_is_named():
    request = {
        "title": "关于甲的请示",
        "to": ["乙"],
        "text": "妥否，请批示。",
        "contact": "张某 0471-6940000",
        "joint": OTHERS[:2],
    }
    assert "signers" in [one.field for one in rules.problems("request", request)]
    assert rules.problems("request", request | {"signers": ["李某", "王某"]}) == []
    assert official.prepare({**PRINTED, "signer": "包某", "joint": OTHERS[:1], "signers": ["李某"]})["signers"] == [
        "包某",
        "李某",
    ]


def test_your_own_unit_is_not_named_again(department, bao):
    with pytest.raises(Refused) as caught:
        documents.compose(department, "notice", NOTICE | {"joint": [department.name]}, series_code=OWN, by=bao)
    assert caught.value.field == "joint"


@pytest.mark.parametrize("kind", ["notice", "order", "request"])
def test_word_has_the_heads_and_the_names_of_all(kind):
    made = word(kind=kind, joint=OTHERS, signers=["甲", "乙", "丙"])
    head = made.tables[0].rows[0].cells
    assert head[0].text.split("\n") == [PRINTED["unit"], *OTHERS]
    assert head[1].text == ("令" if kind == "order" else "文件")
    signed = [cell.text for table in made.tables[1:-1] for cell in table.rows[0].cells if cell.text]
    assert kind == "order" or signed == [PRINTED["unit"], *OTHERS, "2020年2月3日"]


def test_a_joint_letter_has_the_lead_s_head_alone():
    made = word(kind="letter", joint=OTHERS[:1])
    assert PRINTED["unit"] in [one.text for one in made.paragraphs]


def test_a_word_copy_carries_the_code_of_its_original():
    assert len(word(qr="https://fengsui.example/v/1").inline_shapes) == 1
    assert len(word().inline_shapes) == 0


def test_the_code_s_picture_has_the_same_dots_as_its_drawing():
    body = qr.png("https://fengsui.example/v/1", dots=1)
    width, height = struct.unpack(">II", body[16:24])
    at = body.index(b"IDAT")
    rows = zlib.decompress(body[at + 4 : at + 4 + struct.unpack(">I", body[at - 4 : at])[0]])
    size = (width + 7) // 8 + 1
    dark = sum(1 for y in range(height) for x in range(width) if not rows[y * size + 1 + x // 8] >> (7 - x % 8) & 1)
    assert dark == qr.svg("https://fengsui.example/v/1").count("M")
