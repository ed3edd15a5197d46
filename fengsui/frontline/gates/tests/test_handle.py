from types import SimpleNamespace

import pytest

from fengsui.cast import at, at_once
from fengsui.frontline.gates.actions import alarms
from fengsui.frontline.gates.models import Alert
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def fever(passing, desk):
    passing("12:00", heat=380, name="王某", phone="13800000000")
    return Alert.objects.get()


def owed():
    return Obligation.objects.filter(kind="gates.alert", met_at=None, void_at=None).exists()


def code_of(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def test_a_fever_goes_its_way_step_by_step(fever, desk):
    alarms.step(fever, "remeasured", heat=379, site="armpit", by=desk)
    alarms.step(fever, "isolated", by=desk)
    assert owed()
    alarms.step(fever, "clinic", note="救护车", by=desk)
    fever.refresh_from_db()
    assert fever.closed_at == at("18:30")
    assert not owed()
    assert [one.kind for one in fever.steps.all()] == ["remeasured", "isolated", "clinic"]


def test_a_step_is_said_once(fever, desk):
    sent = uuid7()
    first = alarms.step(fever, "isolated", by=desk, id=sent)
    assert alarms.step(fever, "isolated", by=desk, id=sent) == first
    assert fever.steps.count() == 1


def test_two_officers_isolate_once(fever, desk):
    alarms.step(fever, "isolated", by=desk)
    assert code_of(lambda: alarms.step(fever, "isolated", by=desk)) == "gates.step_twice"
    alarms.step(fever, "remeasured", heat=380, by=desk)
    alarms.step(fever, "isolated", by=desk)  # again, after somebody was with them
    assert [one.kind for one in fever.steps.all()] == ["isolated", "remeasured", "isolated"]


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        ("remeasured", {}, "gates.reading"),
        ("reported", {}, "gates.step"),
        ("nonsense", {}, "gates.step"),
        ("cleared", {}, "gates.hot"),
        ("isolated", {"at": at("18:31")}, "gates.future"),
        ("isolated", {"at": at("11:59")}, "gates.before"),
    ],
)
def test_what_cannot_be_is_refused(fever, desk, kind, more, code):
    assert code_of(lambda: alarms.step(fever, kind, by=desk, **more)) == code


def test_a_fever_is_cleared_by_the_thermometer_or_by_a_word(fever, desk):
    alarms.step(fever, "remeasured", site="unreadable", by=desk)
    assert code_of(lambda: alarms.step(fever, "cleared", by=desk)) == "gates.hot"
    alarms.step(fever, "remeasured", heat=368, by=desk)
    alarms.step(fever, "cleared", by=desk)
    alarms.reopen(fever, by=desk)
    alarms.step(fever, "remeasured", heat=378, by=desk)
    alarms.step(fever, "cleared", note="热水袋", by=desk)
    fever.refresh_from_db()
    assert fever.closed_at


def test_what_is_closed_is_opened_first(fever, desk, drill):
    alarms.step(fever, "sent_back", by=desk)
    assert code_of(lambda: alarms.step(fever, "isolated", by=desk)) == "gates.closed"
    drill(at("19:00"))
    alarms.reopen(fever, by=desk, note="弄错了")
    assert code_of(lambda: alarms.reopen(fever, by=desk)) == "gates.open"
    assert Obligation.objects.get(kind="gates.alert").due_at == at("19:15")
    assert owed()


def test_a_refusal_is_cleared_without_a_thermometer(passing, desk):
    passing("12:00", outcome=1, reason="contact")
    alarms.step(Alert.objects.get(), "cleared", by=desk)
    assert not owed()


def test_whoever_may_not_is_refused(fever, zhao, li, uyunna):
    for person in (zhao, li, uyunna):
        assert code_of(lambda person=person: alarms.step(fever, "isolated", by=person)) == "org.no_right"


def test_the_unit_above_handles_what_nobody_else_can(passing, bureau):
    passing("12:00", heat=380)
    alarms.step(Alert.objects.get(), "isolated", by=bureau)
    assert alarms.show(Alert.objects.get(), "急救", by=bureau).name == ""


@pytest.mark.django_db(transaction=True)
def test_two_who_close_it_at_once(fever, desk, chief):
    done = at_once(lambda: alarms.step(fever, "clinic", by=desk), lambda: alarms.step(fever, "sent_back", by=chief))
    assert sorted(isinstance(one, Refused) for one in done) == [False, True]


def handled(gate, of, step="isolated", **more):
    record = SimpleNamespace(id=uuid7(), of=of, step=step, heat=None, site="", note="", **more)
    device = uuid7()
    return record, lambda hour: alarms.handled(gate, record, device=device, at=at(hour))


def test_the_phone_says_what_was_done_any_number_of_times(fever, gate):
    _record, send = handled(gate, fever.passage, "clinic")
    assert send("12:10") is True
    assert send("12:10") is False
    fever.refresh_from_db()
    assert fever.closed_at == at("12:10")
    assert not owed()
    assert fever.steps.get().device


def test_the_phone_is_late_and_the_alert_stays_closed(fever, gate, desk):
    alarms.step(fever, "clinic", by=desk)
    _record, send = handled(gate, fever.passage)
    assert send("12:05")
    fever.refresh_from_db()
    assert fever.closed_at == at("18:30")


def test_without_an_alert_there_is_nothing_to_handle(fever, gate, other_gate):
    assert code_of(lambda: handled(gate, uuid7())[1]("12:10")) == "gates.no_alert"
    assert code_of(lambda: handled(other_gate, fever.passage)[1]("12:10")) == "gates.no_alert"


def test_what_was_withdrawn_is_no_alert_any_more(fever, desk):
    from fengsui.ground.org.scope import SYSTEM

    alarms.withdrawn([fever.passage], by=SYSTEM)
    alarms.withdrawn([fever.passage], by=desk)
    fever.refresh_from_db()
    assert fever.closed_at
    assert not owed()
    assert fever.steps.count() == 1


def test_the_name_is_shown_for_a_reason(fever, desk, li):
    assert code_of(lambda: alarms.show(fever, " ", by=desk)) == "gates.reason"
    assert code_of(lambda: alarms.show(fever, "x", by=li)) == "org.no_right"
    said = alarms.show(fever, "急救", by=desk)
    assert (said.name, said.phone) == ("王某", "13800000000")


def test_the_plan_of_what_is_owed_says_the_same(fever, desk, drill):
    from fengsui.ground.obligations import queries as obligations
    from fengsui.ground.obligations.actions import replan

    before = Obligation.objects.get(kind="gates.alert")
    replan()
    after = Obligation.objects.get(kind="gates.alert")
    assert (before.due_at, before.void_at) == (after.due_at, after.void_at)
    assert obligations.titles([after])[after.pk] == "Fever of 38.0 °C at 林西小区东门"
    assert obligations.link(after) == f"/gates/alerts/{fever.pk}/"
