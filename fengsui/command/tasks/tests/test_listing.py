"""Lists: whose, how they stand, at which units, a page at a time, the most urgent first."""

from datetime import timedelta

import pytest

from fengsui.cast import at
from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.exports import TASKS
from fengsui.command.tasks.search import tasks as find


def texts(person, known=None, **query):
    rows = queries.wanted(person, query, known)
    return sorted(rows.values_list("task__text", flat=True))


@pytest.fixture
def several(give, units, officer, leader, bao):
    give(text="a", due="19:00")
    actions.begin(give(text="b", person=officer), by=officer)
    actions.finish(give(text="c"), "x", by=officer)
    actions.withdraw(give(text="d", source="meeting"), "x", by=bao)
    give("office", text="e", helpers=[units["prison"]])
    give("prison", text="f", unit="prison", by=leader)


def test_whose(several, li, officer, leader, keeper, bureau):
    assert texts(officer, side="mine") == ["a", "b", "c", "e", "f"]
    assert texts(li, side="given") == ["a", "b", "c", "e"]
    assert texts(leader, side="given") == ["f"]
    assert (texts(bureau), texts(keeper)) == (["e"], [])
    assert texts(li) == ["a", "b", "c", "e", "f"]


def test_how_they_stand_and_where(several, li, drill):
    drill(at("19:30"))
    assert texts(li, state="late") == ["a"]
    assert texts(li, state="done") == ["c"]
    assert texts(li, state="all") == ["a", "b", "c", "d", "e", "f"]
    assert texts(li, state="all", source="meeting") == ["d"]
    assert texts(li, unit="league") == ["e"]
    assert texts(li, q="A") == ["a"]


def test_as_it_was_known(several, li, drill):
    drill(at("19:00"))
    actions.accept(queries.wanted(li, {"state": "done"}).get().task, by=li)
    assert texts(li, at("18:45"), state="done") == ["c"]
    assert texts(li, state="closed") == ["c"]


def test_a_page_at_a_time_both_ways(give, li):
    for n in range(5):
        give(text=str(n), due=f"2{n % 4}:00")
    rows, seen, query, pages = queries.wanted(li, {}), [], {}, []
    while True:
        page = queries.paged(rows, query, 2)
        pages.append([row.pk for row in page])
        seen += [row.due_at for row in page]
        if not page.older:
            break
        query = {"before": page.older}
    assert (seen, [len(one) for one in pages]) == (sorted(seen), [2, 2, 1])
    back = queries.paged(rows, {"after": page.newer}, 2)
    assert ([row.pk for row in back], bool(back.newer), bool(back.older)) == (pages[1], True, True)


@pytest.mark.parametrize("key", ["x", "2020-02-03T20:00:00_1", "_", "2020-02-03T20:00:00+08:00_x"])
def test_rubbish_leads_to_the_first_page(give, li, key):
    give()
    assert len(queries.paged(queries.wanted(li, {}), {"before": key, "after": key}, 2)) == 1


def test_what_is_over_comes_newest_first(several, li):
    page = queries.paged(queries.wanted(li, {"state": "all"}), {"state": "all"})
    assert [row.pk for row in page] == sorted((row.pk for row in page), reverse=True)
    assert len(queries.paged(queries.wanted(li, {"q": "nothing"}), {})) == 0


def test_mine_in_groups(several, officer, li):
    found = {group.title: [row.step.task.text for row in group.rows] for group in queries.groups(officer)}
    assert found == {"With me": ["b"], "With my unit": ["a", "f"], "We help": ["e"]}
    assert {group.title for group in queries.groups(li)} == {"To be reviewed"}


def test_a_long_group_says_that_there_are_more(units, officer, li):
    due = at("20:00") + timedelta(hours=1)
    for n in range(51):
        actions.give(units["department"], f"t{n}", to=units["prison"], due_at=due, by=li)
    (group,) = queries.groups(officer)
    assert (len(group.rows), group.more) == (50, True)


def test_the_board(several, li):
    found = {column.title: [row.step.task.text for row in column.rows] for column in queries.columns(li, "given")}
    assert found == {"Not begun": ["a", "e"], "Under way": ["b"], "To be reviewed": ["c"], "Closed in seven days": []}
    assert len(queries.columns(li, "all")[0].rows) == 3


def test_taken_out_as_a_sheet(several, li):
    rows = list(TASKS.rows(li, {"side": "given", "state": "done"}))
    assert [(row[0], row[1], row[6], row[10]) for row in rows] == [("c", "prison", "to be reviewed", "x")]
    assert TASKS.total(li, {"state": "all"}) == 6


def test_found_everywhere(several, li, zhao):
    assert [hit.title for hit in find(li, "a", 5)] == ["a"]
    assert find(zhao, "a", 5) == []


def test_the_tasks_of_a_thing(give, li, keeper):
    give(about="assessment.finding:1")
    assert [row.word for row in queries.about("assessment.finding:1", li)] == ["not begun"]
    assert queries.about("assessment.finding:1", keeper) == []
