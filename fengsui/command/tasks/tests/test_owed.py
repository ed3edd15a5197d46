"""What the plan says of tasks is what they say themselves; what is overdue is heard above."""

from datetime import timedelta

from fengsui.cast import at
from fengsui.command.tasks import actions
from fengsui.command.tasks.tests.test_review import owed
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.obligations import queries
from fengsui.ground.obligations.models import Obligation


def facts():
    rows = Obligation.objects.filter(kind__startswith="tasks.").order_by("pk")
    return list(rows.values("kind", "subject", "period", "unit", "opens_at", "due_at", "met_at", "void_at"))


def test_the_tick_finds_nothing_to_change(give, done, li):
    actions.withdraw(give(text="b"), "x", by=li)
    give(text="c", due="23:00")
    before = facts()
    obligations.replan()
    assert facts() == before


def test_a_plan_from_nothing_is_the_same(give, done):
    give(text="c")
    open_before = [row for row in facts() if row["met_at"] is None]
    Obligation.objects.all().delete()
    obligations.replan()
    assert sorted(facts(), key=str) == sorted(open_before, key=str)


def test_overdue_it_is_heard_above(give, officer, superior, drill):
    give()
    drill(at("20:16"))
    obligations.remind(at("18:30"), at("20:16"))
    assert Message.objects.filter(kind="obligations.unmet", recipient=superior).exists()


def test_a_review_leads_to_its_task(done, li):
    row = owed("tasks.review").get()
    assert queries.link(row) == f"/tasks/{done.pk}/"
    assert queries.titles([row])[row.pk].startswith("Review: ")
    assert row.due_at - row.opens_at == timedelta(hours=24)
