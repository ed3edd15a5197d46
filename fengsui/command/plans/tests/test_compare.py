"""Comparing two versions: by keys, each item once, whatever was done to a plan.

All small plans against all others rather than some drawn ones: three items in any order and number, in up to two
sections, one of them in other words.
"""

from dataclasses import replace
from functools import cache
from itertools import permutations, product
from uuid import UUID

from fengsui.command.plans.content import Content, Entry, Part
from fengsui.command.plans.queries.comparing import Kind, compare, counted

KEYS = [UUID(int=n) for n in range(3)]


def versions():
    """Every plan of some of the items."""
    for many in range(len(KEYS) + 1):
        for order, cut, words in product(permutations(KEYS, many), range(many + 1), "甲乙"):
            made = tuple(Entry(words if key == KEYS[0] else "甲", key=key) for key in order)
            yield Content((Part("一", "", made[:cut]), Part("二", "", made[cut:])))


@cache
def pairs():
    """Every plan, every other, and what is different."""
    return [(old, new, compare(old, new)) for old, new in product(list(versions()), repeat=2)]


def keys(content):
    return {entry.key for entry in content.entries()}


def test_every_item_of_both_is_told_once():
    for old, new, changes in pairs():
        told = [change.key for change in changes]
        assert (len(told), set(told)) == (len(set(told)), keys(old) | keys(new))


def test_kinds_follow_from_the_keys_and_the_words():
    for old, new, changes in pairs():
        for change in changes:
            assert (change.kind == Kind.NEW) == (change.key not in keys(old))
            assert (change.kind == Kind.DROPPED) == (change.key not in keys(new))
            assert (change.kind == Kind.CHANGED) == bool(change.fields)


def test_nothing_is_different_from_itself_and_only_from_itself():
    for old, new, changes in pairs():
        assert ({change.kind for change in changes} <= {Kind.SAME}) == (old == new)


def test_back_is_the_mirror():
    mirror = {Kind.NEW: Kind.DROPPED, Kind.DROPPED: Kind.NEW}
    for old, new, changes in pairs():
        there = {(one.key, mirror.get(one.kind, one.kind)) for one in changes}
        assert there == {(one.key, one.kind) for one in compare(new, old)}


def test_the_counts_add_up():
    for _old, _new, changes in pairs():
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
