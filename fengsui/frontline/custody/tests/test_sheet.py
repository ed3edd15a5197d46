import pytest

from fengsui.frontline.custody.sheet import MOST_BYTES, Typed, decode, fill, whole
from fengsui.house import Refused


@pytest.fixture
def grid(wards):
    return [Typed(ward, {"outside": "0"}) for ward in wards]


@pytest.mark.parametrize(("text", "number"), [("１２０", 120), ("1,208", 1208), (" 7 ", 7), ("", None), ("−3", -3)])
def test_a_whole_number_is_read_as_people_type_it(text, number):
    assert whole(text) == number


@pytest.mark.parametrize("text", ["1.5", "a", "--1", "<script>"])
def test_what_is_no_whole_number_is_not_read(text):
    with pytest.raises(ValueError):
        whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "一监区\t100\t1\t99\t1\n二监区\t80\t0\t80\t0",
        "监区,在场,在外,已测温,无法读数\r\n一监区,100,1,99,1\r\n\r\n二监区,80,0,80,0\r\n",
        "一监区；100；1；99；1\n二监区；80；0；80；0",
        "ward-1,100,1,99,1\nward-2,80,0,80,0",
    ],
)
def test_a_block_from_excel_fills_the_grid(grid, text):
    assert fill(text, grid) == 2
    assert grid[0].texts == {"present": "100", "outside": "1", "measured": "99", "unreadable": "1"}


def test_half_a_paste_fills_what_it_has(grid):
    assert fill("二监区\t80", grid) == 1
    assert (grid[0].texts, grid[1].texts) == ({"outside": "0"}, {"outside": "0", "present": "80"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("一监区,100\n三监区,80", "Line 2: There is no “三监区” here."),
        ("一监区,100\n一监区,80", "Line 2: “一监区” stands there twice."),
        ("一监区,100\n二监区,eighty", "Line 2: “eighty” is no whole number."),
        ("一监区,100\n二监区", "Line 2: it needs a section and one to four numbers."),
        ("一监区,1,2,3,4,5", "Line 1: it needs a section"),
        ('一监区,100\n"二监区,80', "Line 2: it cannot be read as CSV"),
        ("监区,在场\n", "No line was read"),
        ("", "No line was read"),
    ],
)
def test_a_broken_line_is_named_and_nothing_is_filled(grid, text, words):
    with pytest.raises(Refused, match=words):
        fill(text, grid)
    assert [typed.texts for typed in grid] == [{"outside": "0"}] * 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_file_is_read_in_the_encodings_of_the_offices(encoding):
    assert decode("一监区,100".encode(encoding)) == "一监区,100"


def test_a_file_that_is_no_text_or_too_large_is_refused():
    with pytest.raises(Refused, match="UTF-8 or GBK"):
        decode(b"\xff\xfe\xff\xff\x00")
    with pytest.raises(Refused, match="too large"):
        decode(b"1" * (MOST_BYTES + 1))
