"""What happens to a notification when the person's data are destroyed."""

from datetime import timedelta

from fengsui.cast import DAY, EVENING, at
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.notifications import actions as notifications
from fengsui.ground.notifications import queries
from fengsui.ground.notifications.models import Service
from fengsui.ground.notifications.retention import PERSONS, SERVICES
from fengsui.ground.notifications.tests.conftest import refused
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention.actions import destroy
from fengsui.ground.retention.queries import all_due, due


def purge(batch):
    over = due(PERSONS, over=all_due()), due(SERVICES, over=all_due())
    for keep, persons in zip((PERSONS, SERVICES), over, strict=True):
        if persons:
            destroy(keep, persons, reason="期满", by=SYSTEM)
    return [len(one) for one in over]


def test_they_are_kept_as_long_as_the_measure_says(batch, drill):
    drill(EVENING + timedelta(days=90))
    assert purge(batch) == [0, 0]
    drill(EVENING + timedelta(days=90, minutes=1))
    assert purge(batch) == [3, 0]
    assert purge(batch) == [0, 0]


def test_a_receipt_keeps_its_person_longer(batch, drill, li):
    drill(EVENING + timedelta(days=30))
    notifications.serve(batch, [2], "refused", witness="见证人甲", at=at("18:00", DAY + timedelta(days=30)), by=li)
    drill(EVENING + timedelta(days=91))
    assert purge(batch) == [2, 0]
    drill(EVENING + timedelta(days=121))
    assert purge(batch) == [1, 1]


def test_number_outcome_and_moment_stay_and_name_nobody(batch, drill, li, bao):
    notifications.serve(batch, [1], "refused", witness="见证人甲", place="1号楼", at=at("16:00"), by=li)
    drill(EVENING + timedelta(days=91))
    purge(batch)
    row = queries.shown(batch.notifications.filter(number=1).select_related("batch"), full=True)[0]
    assert (row.name, row.fields, row.details) == ("", "", {})
    assert (row.notification.number_label, row.service.outcome, row.service.at) == (
        "测司告〔2020〕1号",
        "refused",
        at("16:00"),
    )
    assert bytes(Service.objects.get().details_sealed) == b""


def test_nothing_is_printed_or_entered_for_them(batch, drill, li):
    drill(EVENING + timedelta(days=91))
    purge(batch)
    with refused("notifications.nobody_left"):
        notifications.printed(batch, by=li)
    with refused("notifications.destroyed"):
        notifications.serve(batch, [1], "signed", by=li)


def test_kept_for_no_day_they_are_all_due(batch, drill, bao, li):
    notifications.serve(batch, [1], "served", by=li)
    measures.put(parameters()["notifications.kept_days"], 0, basis="响应终止", by=bao)
    drill(EVENING + timedelta(minutes=1))
    assert purge(batch) == [3, 0]
