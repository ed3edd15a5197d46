"""Comparing two versions: by keys, each item once, whatever was done to a plan."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from fengsui.command.plans.content import Content, Entry, Part
from fengsui.command.plans.queries.comparing import Kind, compare, counted

KEYS = [UUID(int=n) for n in range(8)]


@st.composite
def contents(draw):
    """A plan of some of eight items in some order in up to three sections."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True))
    made = [
        Entry(draw(st.sampled_from("甲乙")), key=key, recurring=draw(st.sampled_from(["", "每日"]))) for key in keys
    ]
    cuts = sorted(draw(st.lists(st.integers(0, len(made)), min_size=2, max_size=2)))
    slices = (made[: cuts[0]], made[cuts[0] : cuts[1]], made[cuts[1] :])
    return Content(tuple(Part(title, "", tuple(part)) for title, part in zip("一二三", slices, strict=True)))


def keys(content):
    return [entry.key for entry in content.entries()]


@given(contents(), contents())
def test_every_item_of_both_is_told_once(old, new):
    told = [change.key for change in compare(old, new)]
    assert len(told) == len(set(told))
    assert set(told) == {*keys(old), *keys(new)}


@given(contents(), contents())
def test_kinds_follow_from_the_keys_and_the_words(old, new):
    for change in compare(old, new):
        assert (change.kind == Kind.NEW) == (change.key not in keys(old))
        assert (change.kind == Kind.DROPPED) == (change.key not in keys(new))
        assert (change.kind == Kind.CHANGED) == bool(change.fields)


@given(contents())
def test_nothing_is_different_from_itself(content):
    assert {change.kind for change in compare(content, content)} <= {Kind.SAME}


@given(contents(), contents())
def test_back_is_the_mirror(old, new):
    there, back = ({one.key: one for one in compare(*pair)} for pair in ((old, new), (new, old)))
    mirror = {Kind.NEW: Kind.DROPPED, Kind.DROPPED: Kind.NEW}
    assert {key: mirror.get(one.kind, one.kind) for key, one in there.items()} == {
        key: one.kind for key, one in back.items()
    }


@given(contents(), contents())
def test_the_counts_add_up(old, new):
    changes = compare(old, new)
    assert sum(counted(changes).values()) == len(changes)


def test_an_item_added_before_moves_no_other():
    first, second, third = (Entry("甲", key=key) for key in KEYS[:3])
    old, new = (Content((Part("一", "", made),)) for made in ((first, third), (first, second, third)))
    assert [change.kind for change in compare(old, new)] == [Kind.SAME, Kind.NEW, Kind.SAME]


def test_in_another_section_it_is_moved_and_says_the_same():
    entry = Entry("甲", key=KEYS[0])
    old, new = Content((Part("一", "", (entry,)),)), Content((Part("二", "", (entry,)),))
    assert compare(old, new)[0].kind == Kind.MOVED
    changed = Content((Part("二", "", (replace(entry, text="乙"),)),))
    assert compare(old, changed)[0].fields == ("text",)


def test_by_which_helper_it_differs(units):
    one, two = Entry("甲", key=KEYS[0], helpers=(units["prison"],)), Entry("甲", key=KEYS[0], unit=units["prison"])
    assert two.differs(one) == ("unit", "helpers")
