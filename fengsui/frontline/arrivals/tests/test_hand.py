import pytest

from fengsui.cast import DAY, at, at_once
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.models import Handover
from fengsui.frontline.arrivals.queries.listing import visible
from fengsui.ground.messages.models import Message
from fengsui.house import Refused


@pytest.fixture
def worker(partner, appoint):
    return appoint("community", "officer", "社区干部")


@pytest.fixture
def handed(lodger, partner, worker, clerk):
    """A lodger report that the office hands to the community."""
    return arrivals.hand(lodger(), partner, because="lives there", by=clerk)


def test_both_see_it_and_the_sender_answers_until_it_is_accepted(handed, clerk, worker, step, owed, office):
    filing = handed.filing
    assert [filing in visible(who) for who in (clerk, worker)] == [True, True]
    assert (step(filing).unit, owed("accept"), owed("check")) == (
        office,
        [("community", "1")],
        [("office", DAY.isoformat())],
    )
    with pytest.raises(Refused, match="check and observe"):
        arrivals.check(filing, by=worker)


def test_who_accepts_answers_from_then_on(handed, clerk, worker, step, owed, partner):
    arrivals.answer(handed, accept=True, by=worker)
    assert (step(handed.filing).unit, step(handed.filing).stage) == (partner, "filed")
    assert (owed("accept"), owed("check")) == ([], [("community", DAY.isoformat())])
    arrivals.check(handed.filing, by=worker)
    assert handed.filing in visible(clerk)


def test_who_is_told(handed, clerk, worker):
    arrivals.answer(handed, accept=True, by=worker)
    told = [(row.kind, row.recipient_id) for row in Message.objects.order_by("pk")]
    assert told == [("arrivals.handed", worker.pk), ("arrivals.answered", clerk.pk)]


def test_declining_says_why_and_leaves_it(handed, worker, step, office, owed):
    with pytest.raises(Refused, match="Say why"):
        arrivals.answer(handed, accept=False, by=worker)
    arrivals.answer(handed, accept=False, by=worker, because="lives elsewhere")
    assert (step(handed.filing).unit, owed("accept"), Handover.objects.get().answer) == (office, [], "declined")


def test_it_is_taken_back_before_it_is_accepted(handed, clerk, worker):
    arrivals.recall(handed, by=clerk)
    arrivals.recall(handed, by=clerk)
    with pytest.raises(Refused, match="Somebody was first: it is recalled"):
        arrivals.answer(handed, accept=True, by=worker)


def test_accepting_twice_is_harmless(handed, worker, step):
    arrivals.answer(handed, accept=True, by=worker)
    before = step(handed.filing)
    arrivals.answer(handed, accept=True, by=worker)
    assert step(handed.filing) == before


@pytest.mark.django_db(transaction=True)
def test_accepting_and_taking_back_at_once_one_is_first(handed, worker, clerk):
    at_once(lambda: arrivals.answer(handed, accept=True, by=worker), lambda: arrivals.recall(handed, by=clerk))
    assert Handover.objects.get().answer in {"accepted", "recalled"}


def test_an_observed_person_takes_the_temperatures_along(watched, partner, worker, clerk, owed, drill):
    row = watched()
    arrivals.answer(arrivals.hand(row.filing, partner, because="lives there", by=clerk), accept=True, by=worker)
    drill(at("09:00", DAY.replace(day=4)))
    from fengsui.ground.obligations.actions import replan

    replan()
    assert owed("morning") == [("community", "2020-02-04")]


def test_what_cannot_be_is_refused(lodger, handed, units, clerk, partner, office):
    filing = lodger(name="李某某")
    for to, sentence in ((office, "Choose another"), (units["prison"], "Choose another")):
        with pytest.raises(Refused, match=sentence):
            arrivals.hand(filing, to, because="x", by=clerk)
    with pytest.raises(Refused, match="Say why"):
        arrivals.hand(filing, partner, because=" ", by=clerk)
    assert arrivals.hand(handed.filing, partner, because="x", by=clerk) == handed
    with pytest.raises(Refused, match="handed over already"):
        arrivals.hand(handed.filing, units["county"], because="x", by=clerk)
    arrivals.withdraw(filing, because="x", by=clerk)
    with pytest.raises(Refused, match="closed"):
        arrivals.hand(filing, partner, because="x", by=clerk)


def test_what_is_closed_meanwhile_need_not_be_taken_over(handed, clerk, worker, owed):
    arrivals.withdraw(handed.filing, because="not true", by=clerk)
    assert (Handover.objects.get().answer, owed("accept")) == ("recalled", [])
