"""Two at once, each on a connection of its own: one is first, the other is told, nothing is done twice."""

import pytest

from fengsui.cast import at_once
from fengsui.command.directives import actions, papers
from fengsui.command.directives.models import Receipt
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents.models import Document
from fengsui.house import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def codes(given):
    """How each was refused; None: done."""
    return [one.code if isinstance(one, Refused) else None for one in given]


def stages(row):
    return list(row.steps.order_by("pk").values_list("stage", flat=True))


@pytest.fixture
def checked(units, bao, wanted):
    documents.arrange_series(units["department"], "documents", title="发文", letters="测司发", by=bao)
    return actions.check(actions.draft(units["department"], wanted("prison"), by=bao), by=bao)


def test_two_leaders_approve_once(checked, bao):
    told = codes(at_once(*[lambda: actions.approve(checked, revision=checked.revision, by=bao)] * 2))
    assert sorted(told, key=str) == [None, "directives.stage"]
    assert stages(checked) == ["drafted", "checked", "approved"]


def test_two_issue_it_under_one_number(checked, bao):
    row = actions.approve(checked, revision=checked.revision, by=bao)
    told = codes(at_once(*[lambda: actions.issue(row, by=bao)] * 2))
    assert sorted(told, key=str) == [None, "directives.stage"]
    row.refresh_from_db()
    assert (papers.number(row), row.deliveries.count()) == ("测司发〔2020〕1号", 1)
    assert Document.objects.filter(number__isnull=False).count() == 1


def test_approving_and_sending_back_leave_one_order_of_steps(checked, bao):
    given = at_once(
        lambda: actions.approve(checked, revision=checked.revision, by=bao),
        lambda: actions.send_back(checked, reason="再核", by=bao),
    )
    assert stages(checked)[2:] in (["approved", "drafted"], ["drafted"])
    told = codes(given)
    assert told.count(None) + told.count("directives.stage") == 2


def test_two_of_a_unit_acknowledge_once(issued, at_unit, officer, leader):
    row = issued("prison")
    told = codes(
        at_once(*[lambda by=by: actions.acknowledge(at_unit(row, "prison"), by=by) for by in (officer, leader)])
    )
    assert told == [None, None]
    assert Receipt.objects.filter(mark="acknowledged").count() == 1


def test_withdrawing_half_way_leaves_no_half(issued, at_unit, officer, bao):
    row = issued("prison")
    given = at_once(
        lambda: actions.withdraw(row, reason="撤回", by=bao),
        lambda: actions.acknowledge(at_unit(row, "prison"), by=officer),
    )
    assert stages(row)[-1] == "withdrawn"
    told = codes(given)
    assert told.count(None) + told.count("directives.over") == 2
    assert Receipt.objects.count() in {0, 1}
