"""Log-ins by who may register; a first password is changed before anything else."""

import pytest
from django.test import Client
from django.urls import reverse

from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Account
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

FIRST, OWN = "first-word-2020", "own-word-2020"


@pytest.fixture
def opened(officer, leader):
    return org.open_account(officer, "min.jing", FIRST, by=leader)


def test_a_leader_gives_an_account_to_somebody_of_the_own_unit(opened):
    assert (opened.must_change, opened.is_active) == (True, True)


def test_nobody_gives_one_elsewhere(uyunna, leader, zhao):
    for person in (uyunna, zhao):
        with pytest.raises(Refused, match="You cannot"):
            org.open_account(person, "yunna", FIRST, by=leader)


def test_somebody_without_a_unit_is_given_one_by_who_may_at_all(uyunna, security, leader):
    org.end_capacity(uyunna.capacities.get(), by=SYSTEM)
    assert org.open_account(uyunna, "yunna", FIRST, by=security).username == "yunna"


@pytest.mark.parametrize("name", ["", "a", "有 空格", "a/b", "x" * 41])
def test_a_log_in_name_is_plain(officer, leader, name):
    with pytest.raises(Refused, match="log-in name"):
        org.open_account(officer, name, FIRST, by=leader)


def test_one_person_one_account(opened, officer, leader):
    with pytest.raises(Refused, match="account already"):
        org.open_account(officer, "zwei", FIRST, by=leader)


def test_capitals_make_no_other_name(opened, leader):
    with pytest.raises(Refused, match="taken"):
        org.open_account(leader, "MIN.jing", FIRST, by=SYSTEM)


def test_the_first_password_must_be_changed_before_anything_else(opened):
    client = Client()
    assert client.login(username="min.jing", password=FIRST)
    to = reverse("account_change_password")
    assert client.get("/")["Location"] == to
    assert client.get("/", headers={"HX-Request": "true"})["HX-Redirect"] == to
    data = {"oldpassword": FIRST, "password1": OWN, "password2": OWN}
    assert (
        "given"
        in client.post(to, data | {"password1": FIRST, "password2": FIRST}, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    )
    client.post(to, data)
    assert client.get("/").status_code == 200
    assert Entry.objects.filter(kind="org.password_changed", actor=opened.person_id).count() == 1


def test_a_closed_account_is_signed_out_and_comes_back(opened, leader):
    client = Client(headers={"Accept-Language": "en"})
    client.login(username="min.jing", password=FIRST)
    org.close_account(opened, by=leader)
    assert client.get("/")["Location"].startswith(reverse("account_login"))
    with pytest.raises(Refused, match="closed already"):
        org.close_account(opened, by=leader)
    assert org.reopen_account(opened, by=leader).is_active
    with pytest.raises(Refused, match="is open"):
        org.reopen_account(opened, by=leader)


def test_a_new_first_password_signs_everybody_out(opened, leader):
    org.change_password(opened, OWN)
    org.reset_password(opened, "other-word-2020", by=leader)
    assert Account.objects.get().must_change
    assert not Client().login(username="min.jing", password=OWN)


def test_a_weak_first_password_is_none(opened, leader):
    with pytest.raises(Refused, match="short"):
        org.reset_password(opened, "abc", by=leader)


def test_first_passwords_differ_and_are_readable():
    made = {org.first_password() for _n in range(20)}
    assert len(made) == 20
    assert all(len(one) == 14 and not set(one) & set("01lio") for one in made)
