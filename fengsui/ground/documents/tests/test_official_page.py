"""The geometry of GB/T 9704-2012, measured on the pages."""

from itertools import pairwise

import pytest

from fengsui.ground.documents.tests.drawn import baselines, lines, pages
from fengsui.ground.documents.tests.test_official import NOTICE

pytestmark = pytest.mark.usefixtures("drill")

RED = "#e60012"
TOP, LEFT, RIGHT, BOTTOM = 37, 28, 184, 262  # the edges of the text's area
LINE = 225 / 22
FULL = "字" * (28 * 22 * 2)
MONGOLIAN = [{"text": "\u182e\u1823\u1829\u182d\u1823\u182f " * 400, "by": "翻译处"}]


def shown(**change):
    return pages({**NOTICE, **change})


def text(marks):
    """The characters in black between the upper and the lower edge of the text."""
    return [one for one in marks if one.kind == "glyph" and one.colour == "#000000" and one.bottom < BOTTOM]


def organ(marks):
    return [one for one in marks if one.kind == "glyph" and one.colour == RED]


def row(marks, n):
    """The characters of the n-th line of the page's grid, from the left."""
    found = [one for one in text(marks) if TOP + n * LINE < one.y < TOP + (n + 1) * LINE]
    return sorted(found, key=lambda one: one.left)


def folio(marks):
    return [one for one in marks if one.kind == "glyph" and one.top > BOTTOM and one.colour == "#000000"]


def test_a_page_has_22_lines_of_28_characters():
    full = shown(text=FULL)[1]
    rows = baselines(text(full))
    assert len(rows) == 22
    assert [below - above for above, below in pairwise(rows)] == pytest.approx([LINE] * 21, abs=0.02)
    assert [len(row(full, n)) for n in (0, 10, 21)] == [28] * 3
    assert min(one.left for one in text(full)) == pytest.approx(LEFT, abs=1)
    assert max(one.right for one in text(full)) == pytest.approx(RIGHT, abs=1)
    assert min(one.top for one in text(full)) == pytest.approx(TOP, abs=3)


@pytest.mark.parametrize(
    ("layout", "top"), [("document", 72), ("upward", 72), ("minutes", 72), ("order", 57), ("letter", 30)]
)
def test_the_red_head_begins_where_its_layout_says(layout, top):
    first = shown(layout=layout)[0]
    head = organ(first)
    assert min(one.top for one in head) == pytest.approx(top, abs=0.3)
    assert (head[0].left + head[-1].right) / 2 == pytest.approx(106, abs=1)


@pytest.mark.parametrize("layout", ["document", "upward", "minutes"])
def test_the_red_line_stands_4_mm_below_the_number(layout):
    first = shown(layout=layout)[0]
    (rule,) = [one for one in lines(first) if one.colour == RED]
    above = max(one.y for one in text(first) if one.y < rule.top)
    assert rule.top - above == pytest.approx(4 + 16 * 0.12 * 0.3528, abs=0.1)  # from the character's lower edge
    assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=0.1)


def test_two_empty_lines_stand_above_the_number_and_above_the_title():
    first = shown()[0]
    number, title = baselines(text(first))[:2]
    assert number - max(one.bottom for one in organ(first)) >= 2 * LINE + 4
    assert title - number == pytest.approx(3 * LINE, abs=1.2)


def test_a_document_for_superiors_names_who_signed_beside_its_number():
    first = shown(kind="request", signer="包喆")[0]
    number = min(one for one in baselines(text(first)))
    beside = sorted((one for one in text(first) if abs(one.y - number) < 0.1), key=lambda one: one.left)
    assert beside[0].left == pytest.approx(LEFT + 5.6, abs=1)
    assert beside[-1].right == pytest.approx(RIGHT - 5.6, abs=1)


def test_the_marks_stand_at_the_left_top():
    first = shown(copy_number=1, urgency="特急")[0]
    assert [len(row(first, n)) for n in (0, 1)] == [6, 2]
    assert [row(first, n)[0].left for n in (0, 1)] == pytest.approx([LEFT, LEFT], abs=1)


def test_a_letter_has_two_pairs_of_red_lines_and_no_number_on_its_first_page():
    first, second, *_more = shown(kind="letter", text=FULL)
    red = [one for one in lines(first) if one.colour == RED]
    assert [one.right - one.left for one in red] == pytest.approx([170] * 4, abs=0.1)
    assert max(one.top for one in red) == pytest.approx(297 - 20, abs=0.5)
    assert folio(first) == []
    assert folio(second)
    assert lines(second) == []


def test_numbers_of_pages_stand_outside():
    first, second, *_more = shown(text=FULL)
    assert max(one.right for one in folio(first)) == pytest.approx(RIGHT - 4.9, abs=0.6)
    assert min(one.left for one in folio(second)) == pytest.approx(LEFT + 4.9, abs=0.6)
    dash = min(folio(second), key=lambda one: one.left)
    assert dash.top == pytest.approx(BOTTOM + 7, abs=0.3)


def test_the_name_stands_over_the_date_and_the_date_four_characters_from_the_right():
    first = shown()[0]
    date, name = (row(first, n) for n in (19, 18)) if row(first, 19) else _last_two(first)
    assert date[-1].right == pytest.approx(RIGHT - 4 * 5.57, abs=2)  # less what 日 keeps free
    assert (name[0].left + name[-1].right) / 2 == pytest.approx((date[0].left + date[-1].right) / 2, abs=1)


def _last_two(marks):
    below, above = sorted(baselines(text(marks)), reverse=True)[:2]
    return [
        sorted((one for one in text(marks) if abs(one.y - y) < 0.1), key=lambda one: one.left) for y in (below, above)
    ]


def test_without_a_seal_the_name_stands_two_characters_from_the_right():
    date, name = _last_two(shown(seal=False)[0])
    assert name[-1].right == pytest.approx(RIGHT - 2 * 5.57, abs=1)
    assert date[0].left - name[0].left == pytest.approx(2 * 5.57, abs=1)


@pytest.mark.parametrize("count", [*range(140, 280, 28), *range(760, 900, 28)])
def test_no_page_holds_only_a_signature(count):
    rows = [len([one for one in baselines(text(page)) if one < BOTTOM - 20]) for page in shown(text="字" * count)]
    assert 2 not in rows


def test_the_imprint_stands_at_the_foot_of_the_last_even_page():
    made = shown(copies=["甲" * 40])
    assert len(made) == 2
    rules = lines(made[1])
    assert [round(one.weight, 2) for one in rules] == [0.35, 0.25, 0.35]
    assert rules[-1].top == pytest.approx(BOTTOM, abs=0.1)


def test_pages_of_the_imprint_have_no_number_if_an_empty_page_comes_before():
    long = (shown(text="字\n" * count, copies=["甲"]) for count in range(20, 30))
    made = next(pages for pages in long if len(pages) > 2)
    assert [bool(folio(page)) for page in made] == [True, True, False, False]
    assert [bool(text(page)) for page in made] == [True, True, False, True]


def test_recipients_that_fill_the_first_page_go_to_the_imprint():
    made = shown(to=["很长的名称" * 4] * 16)
    assert len(lines(made[-1])) == 3
    assert len(baselines(text(made[0]))) < 10


def test_each_annex_begins_a_page_with_its_mark_at_the_left_top():
    annexes = [{"title": "甲表", "text": "一、字"}, {"title": "乙表", "text": "字"}, {"title": "只有名称", "text": ""}]
    made = shown(annexes=annexes)
    assert len(made) == 4
    assert [len(row(page, 0)) for page in made[1:3]] == [3, 3]
    assert [row(page, 2)[0].left > 90 for page in made[1:3]] == [True, True]
    assert len(row(shown(annexes=annexes[:1])[1], 0)) == 2


def test_minutes_name_who_was_there_and_carry_no_seal():
    first = shown(kind="minutes", to=[], present="甲、乙", absent="丙")[0]
    date, above = _last_two(first)
    assert (date[0].left, above[0].left) == pytest.approx((LEFT + 2 * 5.57,) * 2, abs=1)


def test_the_code_stands_below_the_text():
    with_code, without = shown(qr="https://fengsui.example/v/1")[1], shown()[1]
    assert len(with_code) > len(without)
    caption = [one for one in with_code if one not in without and one.kind == "glyph"]
    assert all(one.top > BOTTOM for one in caption)


@pytest.mark.parametrize(("order", "page"), [("first", 0), ("after", 1)])
def test_mongolian_runs_down_in_columns_from_the_left(order, page):
    marks = shown(mongolian=MONGOLIAN, order=order)[page]
    tall = [one for one in text(marks) if one.top > 130 or page == 1]
    columns = sorted({round(one.left / LINE) for one in tall})
    assert len(columns) >= 15
    first = [one for one in tall if one.left < LEFT + 8]
    assert [one.top for one in first] == sorted(one.top for one in first)
    assert len({round(one.y) for one in first}) > 10


def test_drafts_and_drills_say_so_on_every_page():
    plain, marked = shown(), shown(draft=True, drill=True)
    for before, after in zip(plain, marked, strict=True):
        assert len(after) - len(before) == len("草稿未签发") + len("演练") + 1  # its frame
