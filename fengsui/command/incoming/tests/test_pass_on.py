"""Passed on to all below by a directive."""

from uuid import uuid4

import pytest

from fengsui.cast import at
from fengsui.command.directives.models import Directive
from fengsui.command.incoming import actions, passing, queries
from fengsui.command.incoming.tests.conftest import TITLE, stage
from fengsui.house import Refused


def pass_on(paper, by, **more):
    return actions.pass_on(paper, acknowledge_by=at("20:00"), by=by, **more)


def test_a_draft_to_all_below_that_leads_back(instructed, li):
    paper = instructed(kind="speech")
    made = pass_on(paper, li)
    assert made.title == f"关于传达学习{TITLE}的通知"
    assert (made.comes_from, made.url) == (paper.about, f"/incoming/{paper.pk}/")
    assert sorted(made.lines) == ["prison", "rehabilitation", "territory"]
    assert (stage(paper), queries.now(paper).about) == ("undertaken", made.about)
    assert [(row.pk, row.stage) for row in queries.drafts(queries.steps(paper), li)] == [(made.pk, "drafted")]


def test_a_corrected_version_stands_on_the_papers_page(instructed, letters, li, bao, units):
    from fengsui.command.directives import actions as directives
    from fengsui.command.directives.actions import Wanted

    paper = instructed()
    first = pass_on(paper, li)
    directives.check(first, by=li)
    directives.issue(directives.approve(first, revision=1, by=bao), by=li)
    again = Wanted("更正", "请传达学习。", at("21:00"), lines=["territory"])
    second = directives.draft(units["department"], again, by=li, replaces=first)
    third = directives.draft(units["department"], again, by=li, replaces=first)
    assert second.comes_from == paper.about
    assert queries.drafts(queries.steps(paper), li) == [first, second, third]


def test_sent_twice_it_is_one_draft(instructed, li):
    paper, key = instructed(), uuid4()
    assert pass_on(paper, li, key=key) == pass_on(paper, li, key=key, text="x")
    assert Directive.objects.count() == 1


def test_ones_own_words(instructed, li):
    assert pass_on(instructed(), li, text="请传达学习。").text == "请传达学习。"


def test_who_issues_no_directives_passes_nothing_on(register, officer, leader):
    paper = register("prison", by=officer)
    actions.instruct(paper, "传达到全体民警。", by=leader)
    with pytest.raises(Refused, match="You cannot"):
        pass_on(paper, officer)
    assert stage(paper) == "instructed"


@pytest.mark.parametrize(("title", "kind", "wanted"), [
    ("关于x的通知", "document", "关于传达学习《关于x的通知》的通知"),
    ("关于印发《x》的通知", "telegram", "关于传达学习《关于印发〈x〉的通知》的通知"),
    ("讲" * 200, "speech", f"关于传达学习{'讲' * 110}…的通知"),
])  # fmt: skip
def test_its_title(register, title, kind, wanted):
    assert passing.title(register(title=title, kind=kind)) == wanted
    assert len(wanted) <= 120


def test_what_it_says_and_how_urgent_it_is(register):
    paper = register(kind="telegram", urgency="特提", number="司明电[2020]1号", title="x")
    assert passing.text(paper) == "现将测试部《x》（司明电〔2020〕1号）转给你们，请及时传达学习，结合实际安排部署。"
    assert passing.text(register(kind="speech")).startswith(f"现将测试部{TITLE}转给你们")
    assert [passing.urgency(one) for one in (paper, register(urgency="加急"), register(urgency="平急"))] == [
        "特急",
        "加急",
        "",
    ]
