"""A phone is bound from the desk: for whoever is on the roster, or for a partner's worker by a label."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fengsui.cast import DAY, EVENING, at
from fengsui.frontline.gates.actions import binding, gates, inviting
from fengsui.frontline.gates.queries import gates as queries
from fengsui.ground.org.models import Shift
from fengsui.house import Refused


@pytest.fixture
def shift(gate, uyunna):
    period = DateTimeTZRange(at("14:00"), at("22:00"))
    return Shift.objects.create(person=uyunna, station=gate.station, period=period)


def invite(gate, by, **more):
    return inviting.invite(gate, **{"keeper": None, "label": "兴安 2", "until": at("21:00"), "by": by, **more})


def test_for_a_partner_by_its_label(gate, runner):
    device, _key = binding.bind(invite(gate, runner, label=" 兴安 2 "), "typed on the phone")
    assert (device.label, device.keeper, device.until) == ("兴安 2", None, at("21:00"))


def test_for_a_keeper_until_an_hour_after_the_shift(gate, runner, shift, uyunna):
    assert inviting.offered(gate) == {uyunna.pk: at("23:00")}
    device, _key = binding.bind(invite(gate, runner, keeper=uyunna, label=""), "红米")
    assert (device.keeper, device.label) == (uyunna, "红米")
    assert [one.person for one in queries.on_shift([gate.station_id])[gate.station_id]] == [uyunna]


def test_who_stands_there_today_and_tomorrow_is_offered_once_for_today(gate, runner, shift, uyunna):
    tomorrow = DAY + timedelta(days=1)
    period = DateTimeTZRange(at("08:00", tomorrow), at("12:00", tomorrow))
    Shift.objects.create(person=uyunna, station=gate.station, period=period)
    assert queries.keepers(gate) == [shift]
    assert inviting.offered(gate) == {uyunna.pk: at("23:00")}


@pytest.mark.parametrize(
    ("more", "field"),
    [({"until": EVENING}, "until"), ({"until": EVENING + timedelta(hours=37)}, "until"), ({"label": " "}, "label"), ({"label": "长" * 41}, "label")],
)  # fmt: skip
def test_refused(gate, runner, more, field):
    with pytest.raises(Refused) as refused:
        invite(gate, runner, **more)
    assert refused.value.field == field


def test_refused_for_who_does_not_stand_there(gate, runner, uyunna, bureau):
    with pytest.raises(Refused) as refused:
        invite(gate, runner, keeper=uyunna)
    assert refused.value.field == "keeper"
    with pytest.raises(Refused) as refused:
        invite(gate, bureau)
    assert refused.value.code == "org.no_right"


def test_not_at_a_closed_gate(gate, runner, drill):
    closed = gates.close(gate, by=runner)
    drill(at("08:00", DAY + timedelta(days=1)))
    with pytest.raises(Refused) as refused:
        invite(closed, runner, until=at("12:00", DAY + timedelta(days=1)))
    assert refused.value.code == "gates.closed"
