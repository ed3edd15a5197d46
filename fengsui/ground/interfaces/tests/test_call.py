from datetime import timedelta

import pytest
from django.test import Client

from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces import actions
from fengsui.ground.interfaces.models import Secret, Token, Use
from fengsui.ground.interfaces.queries import lately
from fengsui.ground.interfaces.testing import Program
from fengsui.ground.journal.models import Entry
from fengsui.ground.org.models import Appointment


def said(answer):
    return answer.status_code, answer.json()["code"]


def test_a_token_says_who_it_is(program):
    told = program("units.read").get("/token").json()
    assert (told["name"], told["unit"], told["scopes"]) == ("test register", "prison", ["units.read"])


def test_without_a_token_nobody_is_let_in(prison):
    answer = Program("").get("/token")
    assert said(answer) == (401, "interfaces.no_token")
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"


def test_a_session_is_no_token(officer, account):
    client = Client()
    client.force_login(account(officer))
    assert client.get("/api/v1/units").status_code == 401


@pytest.mark.parametrize("secret", ["fs_nothing", "fs_" + "a" * 43, "x y", "包某", "\x00"])
def test_an_unknown_token_is_not_let_in(prison, secret):
    head = f"Bearer {secret}".encode().decode("latin-1")
    answer = Client().get("/api/v1/token", headers={"Authorization": head, "Accept-Language": "en"})
    assert answer.status_code == 401


def test_it_does_what_its_scopes_say_and_nothing_else(program):
    one = program("units.read")
    assert one.get("/units").status_code == 200
    answer = one.get("/reports", day="2020-02-03")
    assert said(answer) == (403, "interfaces.scope")
    assert "reports.read" in answer.json()["detail"]


def test_it_reaches_as_far_as_the_person_at_its_unit(program):
    codes = [unit["code"] for unit in program("units.read").get("/units").json()["items"]]
    assert codes == ["prison", "ward-1", "ward-2"]


def test_offices_elsewhere_do_not_count(program, officer, units):
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    org.appoint(officer, units["prison-2"], "officer", by=SYSTEM, since=clock.today())
    codes = {unit["code"] for unit in program("units.read").get("/units").json()["items"]}
    assert "prison-2" not in codes


def test_when_the_appointment_ends_the_token_ends(program, officer):
    one = program("units.read")
    Appointment.objects.filter(person=officer).update(valid_to="2020-02-03")
    assert said(one.get("/units")) == (403, "interfaces.ended")


def test_when_only_the_right_ends_it_is_said(program, officer):
    one = program("reports.read")
    Appointment.objects.filter(person=officer).update(office="audit_administrator")
    assert said(one.get("/reports", day="2020-02-03")) == (403, "interfaces.no_right")


def test_an_expired_token_says_so(program):
    one, moment = program("units.read"), clock.wall()
    Token.objects.update(proposed_at=moment - timedelta(days=99), expires_at=moment)
    assert said(one.get("/units")) == (401, "interfaces.expired")


def test_a_replaced_secret_says_so(program, officer):
    one = program("units.read")
    actions.draw(one.token, by=officer, keep_hours=1)
    assert one.get("/units").status_code == 200
    Secret.objects.filter(valid_until__isnull=False).update(valid_until=clock.wall())
    assert said(one.get("/units")) == (401, "interfaces.replaced")


def test_a_token_stays_in_its_networks(program):
    assert program("units.read", networks=["127.0.0.0/8"]).get("/units").status_code == 200
    assert said(program("units.read", networks=["10.8.0.0/16"]).get("/units")) == (403, "interfaces.network")


def test_the_proxy_on_this_machine_is_believed_and_nobody_else(program):
    one = program("units.read", networks=["10.8.0.0/16"])
    head = one.head | {"X-Forwarded-For": "1.2.3.4, 10.8.1.1"}
    assert one.client.get("/api/v1/units", headers=head).status_code == 200
    assert one.client.get("/api/v1/units", headers=head, REMOTE_ADDR="9.9.9.9").status_code == 403
    assert one.client.get("/api/v1/units", headers=head, REMOTE_ADDR="unix:").status_code == 403


def test_too_many_calls_wait(program, settings):
    settings.FENGSUI_API_RATE = 2
    one = program("units.read")
    assert [one.get("/token").status_code for _n in range(3)] == [200, 200, 429]
    answer = one.get("/token")
    assert said(answer) == (429, "interfaces.rate")
    assert 1 <= int(answer["Retry-After"]) <= 60


def test_calls_are_counted_and_the_last_use_is_known(program):
    one = program("units.read")
    for _n in range(3):
        one.get("/token")
    one.get("/reports", day="2020-02-03")
    token = Token.objects.get()
    assert token.used_at
    assert (lately(token).calls, lately(token).refused) == (4, 1)


def test_a_refused_call_is_in_the_journal_once_a_minute(program):
    one = program("units.read")
    for _n in range(3):
        one.get("/reports", day="2020-02-03")
    entries = Entry.objects.filter(kind="interfaces.denied")
    assert [entry.data["code"] for entry in entries] == ["interfaces.scope"] * entries.count()
    assert 1 <= entries.count() <= 2  # the minute may have turned


def test_the_calls_of_a_day_become_one_fact(program):
    one = program("units.read")
    one.get("/token")
    Use.objects.update(minute=clock.wall() - timedelta(days=1))
    assert actions.sum_up(clock.local(clock.wall()).date()) == 1
    assert Entry.objects.get(kind="interfaces.used").data["calls"] == 1
    assert not Use.objects.exists()


def test_refusals_speak_the_language_of_who_asks(program):
    assert "令牌" in program("units.read", language="zh-CN").get("/reports", day="2020-02-03").json()["detail"]
