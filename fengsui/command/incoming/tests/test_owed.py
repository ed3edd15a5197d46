"""What the plan says of papers is what they say themselves."""

from fengsui.cast import at
from fengsui.command.incoming import actions
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.obligations import queries
from fengsui.ground.obligations.models import Obligation


def facts():
    rows = Obligation.objects.filter(kind__startswith="incoming.").order_by("kind", "subject", "period")
    return list(rows.values("kind", "subject", "period", "unit", "opens_at", "due_at", "met_at", "void_at"))


def test_the_tick_finds_nothing_to_change(register, proposed, instructed, li):
    register()
    proposed(due_at=at("23:00"))
    actions.conclude(instructed(due_at=at("21:00")), "x", by=li)
    actions.void(register(), "x", by=li)
    before = facts()
    obligations.replan()
    assert facts() == before


def test_a_plan_from_nothing_is_the_same(register, proposed, instructed):
    register()
    proposed()
    instructed(due_at=at("21:00"))
    open_before = [row for row in facts() if row["met_at"] is None and row["void_at"] is None]
    Obligation.objects.all().delete()
    obligations.replan()
    assert facts() == open_before


def test_each_leads_to_its_paper_by_its_title(proposed, instructed):
    paper = proposed(title="甲")
    rows = list(Obligation.objects.filter(subject=paper.about).order_by("kind"))
    assert {queries.link(row) for row in rows} == {f"/incoming/{paper.pk}/"}
    assert set(queries.titles(rows).values()) == {"Instruct: 甲", "Propose: 甲"}
    paper = instructed(title="乙", due_at=at("21:00"))
    row = Obligation.objects.get(subject=paper.about, kind="incoming.conclude")
    assert queries.titles([row])[row.pk] == "Conclude: 乙"


def test_who_can_meet_it(register, bao, li, officer):
    register()
    assert [len(queries.mine(person)[0]) for person in (li, bao, officer)] == [1, 0, 0]
