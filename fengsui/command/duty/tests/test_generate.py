"""A roster worked out for a draft: asked for once, searched, written unless somebody saved meanwhile."""

import pytest

from fengsui.command.duty import actions
from fengsui.command.duty.actions.generating import take_roster, work_out
from fengsui.command.duty.models import Cell, Draft
from fengsui.command.duty.queries.generated import worked_out
from fengsui.command.duty.tests.conftest import TOMORROW
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.runs import actions as runs
from fengsui.ground.runs.models import Run
from fengsui.ground.runs.queries import link, said
from fengsui.house import Refused


def cells(draft):
    return {(row.slot_id, row.day): row.person_id for row in Cell.objects.filter(draft=draft)}


def test_every_turn_is_filled(draft, leader):
    told = []
    came = work_out(draft.pk, only_empty=True, by=leader, progress=lambda *args: told.append(args))
    assert (came["filled"], came["empty"], came["gaps"], came["proven"]) == (4, 0, [], True)
    assert len(set(cells(draft).values())) == 4  # everybody once: the hours are shared
    assert Draft.objects.get(pk=draft.pk).revision == draft.revision + 1


def test_who_stands_in_the_draft_stays(draft, leader, guards, turn):
    first = turn(8, TOMORROW)
    draft = actions.save_draft(draft, {first.key: [guards[3].pk]}, revision=0, by=leader)
    work_out(draft.pk, only_empty=True, by=leader)
    assert cells(draft)[first.key] == guards[3].pk
    assert Cell.objects.filter(draft=draft).count() == 4


def test_or_everything_is_new(draft, leader, guards, turn):
    both = {turn(8, TOMORROW).key: [guards[0].pk], turn(20, TOMORROW).key: [guards[0].pk]}
    draft = actions.save_draft(draft, both, revision=0, by=leader)
    work_out(draft.pk, only_empty=False, by=leader)
    assert len(set(cells(draft).values())) == 4


def test_a_gap_is_explained(draft, leader, guards, gate):
    actions.set_pool(gate, [guards[0].pk], by=leader)
    came = work_out(draft.pk, only_empty=True, by=leader)
    assert came["empty"] == 2
    assert [gap["why"] for gap in came["gaps"]] == [{"rest": 1}, {"rest": 1}]
    assert came["reliefs"] == [{"rule": "rest", "empty": 0, "fewest": True}]


def test_the_hours_of_a_week_are_a_measure(draft, leader, guards, gate):
    measures.put(parameters()["duty.week_hours"], 12, basis="test", by=SYSTEM)
    actions.set_pool(gate, [guards[0].pk], by=leader)
    assert work_out(draft.pk, only_empty=True, by=leader)["filled"] == 1


def test_what_was_saved_meanwhile_is_not_overwritten(draft, leader, guards, turn):
    actions.save_draft(draft, {turn(8, TOMORROW).key: [guards[3].pk]}, revision=0, by=leader)
    with pytest.raises(Refused, match="changed while"):
        take_roster(draft, {}, revision=0, by=leader)


def test_it_is_asked_for_once(draft, leader):
    first = actions.generate(draft, revision=0, by=leader)
    assert actions.generate(draft, revision=0, by=leader) == first
    assert Run.objects.count() == 1


def test_upon_an_older_draft_it_is_refused(draft, leader, guards, turn):
    actions.save_draft(draft, {turn(8, TOMORROW).key: [guards[3].pk]}, revision=0, by=leader)
    with pytest.raises(Refused, match="saved this draft"):
        actions.generate(draft, revision=0, by=leader)


def test_only_who_writes_rosters_asks(draft, officer):
    with pytest.raises(Refused, match="You cannot"):
        actions.generate(draft, revision=0, by=officer)


def test_a_draft_that_is_over_is_refused(draft, leader):
    actions.drop_draft(draft, by=leader)
    with pytest.raises(Refused, match="dropped"):
        actions.generate(draft, revision=0, by=leader)


def perform(draft, leader):
    run = actions.generate(draft, revision=draft.revision, by=leader)
    runs.perform(run.pk)
    run.refresh_from_db()
    return run


@pytest.mark.django_db(transaction=True)
def test_the_background_says_what_came_of_it(draft, leader, gate):
    assert worked_out(draft) is None
    run = perform(draft, leader)
    assert said(run) == "4 places are filled, 0 stay empty."
    assert link(run) == "/duty/at/prison/draft/"
    assert worked_out(draft).sentence.endswith("It cannot be shared more evenly: it is proven.")


@pytest.mark.django_db(transaction=True)
def test_gaps_are_said_in_words(draft, leader, guards, gate):
    actions.set_pool(gate, [guards[0].pk], by=leader)
    perform(draft, leader)
    found = worked_out(draft)
    assert found.sentence == "2 places were filled, 2 stayed empty. Fewer cannot be: it is proven."
    assert found.gaps[0].why == "too little rest: 1"
    assert found.reliefs == ["If nobody had to rest between two shifts, every place would be filled."]


@pytest.mark.django_db(transaction=True)
def test_a_pool_that_is_too_small_is_said(draft, leader, gate):
    actions.set_pool(gate, [], by=leader)
    perform(draft, leader)
    assert worked_out(draft).gaps[0].why == "nobody is in the pool"


@pytest.mark.django_db(transaction=True)
def test_two_are_needed_and_one_is_there(draft, leader, guards, gate):
    actions.set_pool(gate, [guards[0].pk], by=leader)
    gate.slots.update(need=2)
    perform(draft, leader)
    assert worked_out(draft).gaps[0].why == "the pool of 1 is too small"


@pytest.mark.django_db(transaction=True)
def test_asked_for_and_read_on_the_page_of_the_draft(draft, leader, guards, gate, browse):
    actions.set_pool(gate, [guards[0].pk], by=leader)
    ask = browse(leader)
    page = ask("/duty/at/prison/draft/generate/", {"revision": "0", "only_empty": "1"}).content.decode()
    assert "Working out a roster" in page
    runs.perform(Run.objects.get().pk)
    page = ask("/duty/at/prison/draft/").content.decode()
    assert "2 places were filled, 2 stayed empty. Fewer cannot be: it is proven." in page
    assert "too little rest: 1" in page


def test_what_is_not_proven_is_said_to_be_at_most(draft, leader, gate):
    run = actions.generate(draft, revision=draft.revision, by=leader)
    came = {
        "filled": 0,
        "empty": 9,
        "fewest": False,
        "proven": False,
        "gaps": [],
        "reliefs": [{"rule": "week", "empty": 4, "fewest": False}],
    }
    Run.objects.filter(pk=run.pk).update(outcome=came)
    found = worked_out(draft)
    assert found.sentence.endswith("Fewer may be possible; time ran out.")
    assert found.reliefs[0].endswith("4 places would stay empty. That is at most: time ran out.")
