"""Notices and what was explained."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fengsui.cast import EVENING, at
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.models import Explanation, Posting
from fengsui.house import Refused


def test_a_notice_is_posted_and_taken_down(office, clerk):
    pk = uuid4()
    row, again = (
        arrivals.post(office, "东门", "封闭管理告示", text="凭证出入", by=clerk, id=pk, at=at("08:00"))
        for _n in range(2)
    )
    assert (row, row.posted_at, Posting.objects.count()) == (again, at("08:00"), 1)
    arrivals.take_down(row, by=clerk)
    assert arrivals.take_down(row, by=clerk).down_at == EVENING


def test_a_notice_says_something_or_leads_somewhere(office, clerk, county):
    arrivals.post(office, "东门", "通告", link="https://example.org/verify/x/", by=clerk)
    for field, more in (
        ("place", {"place": ""}), ("title", {"title": " "}), ("text", {"text": ""}), ("link", {"link": "x"}),
        ("link", {"link": f"https://example.org/{'x' * 300}"}), ("at", {"at": EVENING + timedelta(hours=1)}),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            arrivals.post(office, **{"place": "东门", "title": "告示", "text": "x", "by": clerk, **more})
        assert refused.value.field == field
    with pytest.raises(Refused, match="post notices"):
        arrivals.post(office, "东门", "告示", text="x", by=county)


def test_what_was_explained_counts_until_it_is_withdrawn(office, clerk, number):
    pk = uuid4()
    row, again = (
        arrivals.explain(office, "兴安社区", "不串门", "３０", households=12, by=clerk, id=pk) for _n in range(2)
    )
    arrivals.explain(office, "兴安社区", "戴口罩", 5, by=clerk)
    assert (row, Explanation.objects.count(), number("explained")) == (again, 2, 35)
    for _n in range(2):
        arrivals.withdraw_explanation(row, by=clerk)
    assert number("explained") == 5


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("persons", {"persons": "0"}),
        ("persons", {"persons": "many"}),
        ("households", {"households": "-1"}),
        ("households", {"households": "999999"}),
        ("topic", {"topic": ""}),
        ("place", {"place": ""}),
    ],
)
def test_a_round_that_cannot_be_is_refused(office, clerk, field, more):
    with pytest.raises(Refused) as refused:
        arrivals.explain(office, **{"place": "x", "topic": "y", "persons": 3, "by": clerk, **more})
    assert refused.value.field == field
