import pytest
from django.urls import reverse

LOGIN = "/accounts/login/"


@pytest.fixture
def signed_in(client, account, bao):
    client.force_login(account(bao))
    return client


def test_every_page_asks_for_a_log_in_and_comes_back(client, drill):
    answer = client.get("/settings/?a=1")
    assert (answer.status_code, answer["Location"]) == (302, f"{LOGIN}?next=%2Fsettings%2F%3Fa%3D1")


def test_a_lost_session_comes_back_to_the_page_of_the_form(client, drill):
    answer = client.post("/settings/", {"x": 1}, headers={"referer": "http://testserver/style/?x"})
    assert answer["Location"] == f"{LOGIN}?next=%2Fstyle%2F%3Fx"


def test_a_foreign_referer_is_not_followed(client, drill):
    answer = client.post("/settings/", headers={"referer": "http://evil.example/style/"})
    assert answer["Location"] == f"{LOGIN}?next=%2F"


def test_a_part_fetched_by_htmx_sends_the_whole_page_to_the_log_in(client, drill):
    answer = client.get("/settings/part", headers={"hx-request": "true", "hx-current-url": "http://testserver/style/"})
    answer = client.get("/settings/", headers={"hx-request": "true", "hx-current-url": "http://testserver/style/"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, f"{LOGIN}?next=%2Fstyle%2F")


def test_a_program_gets_a_problem_in_json(client, drill):
    answer = client.get("/settings/", headers={"accept": "application/json"})
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def test_signing_in_and_out(client, account, bao):
    account(bao)
    answer = client.post(f"{LOGIN}?next=/settings/", {"login": "user", "password": "fengsui2020", "next": "/settings/"})
    assert answer["Location"] == "/settings/"
    assert "包某" in client.get("/settings/").content.decode()
    client.post("/accounts/logout/")
    assert client.get("/settings/").status_code == 302


def test_a_wrong_password_says_what_to_do(client, account, bao):
    account(bao)
    page = client.post(LOGIN, {"login": "user", "password": "x"}).content.decode()
    assert "登录名或密码不正确" in page
    assert 'value="user"' in page


def test_nobody_signs_up(client, drill):
    assert client.get(reverse("account_signup")).status_code == 404
    assert client.post(reverse("account_signup"), {"username": "x", "password1": "y"}).status_code == 404


def test_a_forgotten_password_goes_to_the_administrator(client, drill):
    assert "安全管理员" in client.get(reverse("account_reset_password")).content.decode()


def test_no_cache_keeps_what_a_signed_in_person_sees(signed_in):
    assert "no-store" in signed_in.get("/settings/")["Cache-Control"]


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "account_change_password", "account_logout"])
def test_the_account_pages_are_ours(signed_in, name):
    page = signed_in.get(reverse(name), follow=True).content.decode()
    assert "fengsui.css" in page
    assert "style=" not in page


def test_a_drills_log_ins_stand_on_the_page(client, drill, small_scenario):
    from fengsui.ground.clock import queries as clock
    from fengsui.ground.clock.models import Clock

    Clock.objects.update(scenario=small_scenario)
    clock.forget()
    page = client.get(LOGIN).content.decode()
    assert "data-fill=" in page
    assert "长" in page


def test_a_live_installation_shows_no_log_ins(client, db):
    from fengsui.ground.clock import actions

    actions.found_live()
    page = client.get(LOGIN).content.decode()
    assert "data-fill" not in page
    assert "演练" not in page
