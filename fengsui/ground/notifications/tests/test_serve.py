import pytest

from fengsui.cast import at
from fengsui.ground.journal.models import Entry
from fengsui.ground.notifications import actions as notifications
from fengsui.ground.notifications import queries
from fengsui.ground.notifications.models import Notification, Service
from fengsui.ground.notifications.tests.conftest import refused
from fengsui.ground.org.scope import SYSTEM


def row(batch, number, **more):
    return queries.shown([batch.notifications.select_related("batch").get(number=number)], full=True, **more)[0]


def test_signed_for_when_it_happened_not_when_it_was_entered(batch, li):
    notifications.serve(batch, [1], "signed", at=at("16:00"), place="1号楼", by=li)
    service = row(batch, 1).service
    assert (service.at, service.known_at) == (at("16:00"), at("18:30"))
    assert (row(batch, 1).details, row(batch, 1).by, row(batch, 1).is_proved) == ({"place": "1号楼"}, "李某", True)


def test_many_at_once_and_the_rest_waits(batch, li, bao):
    notifications.serve(batch, [1, 2], "signed", by=li)
    assert [one.number for one in queries.waiting(bao)] == [3]
    assert queries.tally(batch) == {"": 1, "signed": 2}
    assert Entry.objects.get(kind="notifications.served").data["numbers"] == "1—2"


def test_runs_of_numbers_are_told_as_runs(batch, li):
    notifications.serve(batch, [1, 3], "returned", by=li)
    assert Entry.objects.get(kind="notifications.served").data["numbers"] == "1、3"
    assert (row(batch, 1).tone, row(batch, 2).tone, row(batch, 2).state) == ("bad", "due", "Not handed over yet")


def test_who_refuses_is_served_before_a_witness(batch, li):
    with refused("notifications.witness"):
        notifications.serve(batch, [1], "refused", by=li)
    notifications.serve(batch, [1], "refused", witness="见证人甲", by=li)
    assert row(batch, 1).details == {"witness": "见证人甲"}
    assert "见证人".encode() not in bytes(Service.objects.get().details_sealed)


def test_handed_over_then_signed_is_no_correction(batch, li):
    notifications.serve(batch, [1], "served", at=at("10:00"), by=li)
    assert Notification.objects.waiting().count() == 3
    notifications.serve(batch, [1], "signed", at=at("12:00"), by=SYSTEM)
    assert (Service.objects.count(), row(batch, 1).by) == (2, "the system")


def test_a_receipt_is_replaced_with_a_reason_and_the_past_keeps_it(batch, li, drill):
    notifications.serve(batch, [1], "signed", by=li)
    drill(at("19:00"))
    with refused("notifications.because"):
        notifications.serve(batch, [1], "returned", by=li)
    notifications.serve(batch, [1], "returned", because="签错人", by=li)
    assert row(batch, 1).service.outcome == "returned"
    assert row(batch, 1, known=at("18:45")).service.outcome == "signed"
    assert Service.objects.get(outcome="signed").replaced_because == "签错人"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"outcome": "lost"}, "outcome"), ({"at": at("18:31")}, "future"), ({"at": at("12:00").replace(day=2)}, "early"),
        ({"numbers": []}, "choose"), ({"numbers": [1, 9]}, "choose"), ({"place": "甲" * 101}, "long_details"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(batch, li, given, code):
    with refused(f"notifications.{code}"):
        notifications.serve(batch, **{"numbers": [1], "outcome": "signed", "by": li, **given})
    assert not Service.objects.exists()


def test_something_earlier_does_not_replace_something_later(batch, li):
    notifications.serve(batch, [1], "returned", at=at("16:00"), by=li)
    with refused("notifications.order"):
        notifications.serve(batch, [1], "served", at=at("15:00"), by=li)


def test_nothing_is_entered_for_what_is_void(batch, bao, li):
    notifications.void(batch, reason="写错", by=bao)
    with refused("notifications.void"):
        notifications.serve(batch, [1], "signed", by=li)
    assert (row(batch, 1).state, row(batch, 1).tone, queries.waiting(bao).count()) == ("Void", "still", 0)


def test_a_state_is_a_list(batch, li):
    notifications.serve(batch, [1], "signed", by=li)
    numbers = {
        state: list(queries.of_batch(batch, {"state": state}).values_list("number", flat=True))
        for state in ("", "waiting", "signed", "refused", "x")
    }
    assert numbers == {"": [1, 2, 3], "waiting": [2, 3], "signed": [1], "refused": [], "x": [1, 2, 3]}
