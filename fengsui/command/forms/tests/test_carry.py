"""Carrying over by words: whatever rows and columns are put in, each cell is found again, or said to be unclear or gone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fengsui.command.forms.paper.carry import carry
from fengsui.command.forms.paper.grid import Kind, Layout, Look, Sheet, Spot, ref

LINED = Look(border=True)
ROWS = ("第一监狱", "第二监狱", "第三监狱", "合计")
COLUMNS = ("在押人数", "收押", "发热", "执勤民警")
labels = st.text(alphabet="甲乙丙丁戊己庚辛壬癸", min_size=3, max_size=6)


def sheet(rows, columns):
    """A head, names down the side, blanks. Return it with the place of each (row, column) by their words."""
    found, places = Sheet("表"), {}
    found.spots[1, 1] = Spot(1, 1, Kind.TEXT, "单位", "", LINED)
    for col, head in enumerate(columns, 2):
        found.spots[1, col] = Spot(1, col, Kind.TEXT, head, "", LINED)
    for row, name in enumerate(rows, 2):
        found.spots[row, 1] = Spot(row, 1, Kind.TEXT, name, "", LINED)
        for col, head in enumerate(columns, 2):
            found.spots[row, col] = Spot(row, col, Kind.BLANK, "", "", LINED)
            places[name, head] = ref(row, col)
    return Layout({"表": found}), places


@st.composite
def inserted(draw, words):
    """The same words in the same order, with others put in between."""
    found = list(words)
    fresh = draw(st.lists(labels, max_size=4, unique=True))
    for word in fresh:
        found.insert(draw(st.integers(0, len(found))), word)
    return found


@settings(max_examples=120, deadline=None)
@given(inserted(ROWS), inserted(COLUMNS))
def test_each_cell_is_found_again(rows, columns):
    old, before = sheet(ROWS, COLUMNS)
    new, after = sheet(rows, columns)
    found = carry(old, new, [("表", name) for name in before.values()])
    assert found.sure == {("表", before[words]): ("表", after[words]) for words in before}


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(ROWS), min_size=1), st.permutations(COLUMNS))
def test_nothing_is_ever_carried_to_another_cell(kept, columns):
    old, before = sheet(ROWS, COLUMNS)
    new, after = sheet([row for row in ROWS if row in kept], columns)
    found = carry(old, new, [("表", name) for name in before.values()])
    words = {name: words for words, name in before.items()}
    assert all(after[words[old_ref]] == new_ref for (_s, old_ref), (_t, new_ref) in found.sure.items())
    assert len(found.sure) == len(kept) * len(COLUMNS)


def test_a_sheet_that_was_renamed_is_found():
    old, _before = sheet(ROWS, COLUMNS)
    new, _after = sheet(ROWS, COLUMNS)
    new.sheets = {"新表": new.sheets.pop("表")}
    new.sheets["新表"].name = "新表"
    assert carry(old, new, [("表", "B2")]).sure == {("表", "B2"): ("新表", "B2")}


def test_without_any_sheet_everything_is_gone():
    old, _before = sheet(ROWS, COLUMNS)
    assert carry(old, Layout({}), [("表", "B2")]).gone == [("表", "B2")]
