"""What did not arrive: sent again under a new key, or handled by hand; two at once do it once."""

import pytest

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.actions import handle, providers, resend
from fengsui.ground.messages.actions.planning import plan
from fengsui.ground.messages.models import Outgoing, Provider
from fengsui.ground.messages.queries import outbox
from fengsui.ground.messages.tests.conftest import fever, only
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


@pytest.fixture
def dead(sms, reached, bao):
    fever([bao])
    plan()
    Outgoing.objects.update(dead_at=clock.now(), attempts=8, said="no")
    return only()


def test_it_is_sent_again_under_a_new_key(dead, later, gateway, bao):
    assert resend([dead.pk], by=bao) == 1
    assert later(0) == 1
    assert (only().turn, only().state, only().key == dead.key) == (2, "sent", False)


def test_the_second_one_is_told_that_somebody_was_faster(dead, bao, li):
    handle([dead.pk], by=bao)
    assert (only().state, only().ended_by) == ("handled", bao)
    for deed in (resend, handle):
        with pytest.raises(Refused, match="faster"):
            deed([dead.pk], by=li)


def test_it_goes_by_whoever_carries_it_now(dead, gateway, units, bao):
    from fengsui.ground.messages.tests.conftest import aliyun

    providers.stop(Provider.objects.get(), by=SYSTEM)
    with pytest.raises(Refused, match="no provider"):
        resend([dead.pk], by=bao)
    new = providers.set_up(units["department"], aliyun(gateway), by=SYSTEM)
    resend([dead.pk], by=SYSTEM)
    assert only().provider == new


def test_not_by_somebody_else(dead, leader):
    with pytest.raises(Refused) as refused:
        handle([dead.pk], by=leader)
    assert refused.value.code == "org.no_right"


def test_one_of_nobodys_unit_is_handled_by_the_system_alone(dead, bao):
    Outgoing.objects.update(unit=None)
    handle([dead.pk], by=SYSTEM)
    assert only().ended_by is None


def test_the_list_is_filtered(dead, bao, leader):
    assert outbox.outbox(bao, {"state": "dead", "channel": "sms"}).count() == 1
    assert outbox.outbox(bao, {"state": "sent"}).count() == 0
    assert outbox.outbox(bao, {"state": "nonsense"}).count() == 0
    assert outbox.outbox(leader, {}).count() == 0
    assert outbox.shown(bao, outbox.outbox(bao, {}))[0].tone == "bad"


def test_costs_are_summed_by_month_unit_and_channel(dead, later, bao):
    resend([dead.pk], by=bao)
    later(0)
    [row] = outbox.costs(bao)
    assert (f"{row.month:%Y-%m}", row.unit.code, row.texts, str(row.cost)) == ("2020-02", "department", 1, "0.0450")


def test_providers_are_listed_with_what_waits(dead, bao, admin):
    [row] = outbox.providers(admin)
    assert (row.waiting, row.dead) == (0, 1)
