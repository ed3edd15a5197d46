import pytest


@pytest.mark.parametrize(("language", "title"), [("en", "Sign in · Fengsui"), ("zh-hans", "登录 · 烽燧")])
def test_the_language_changes_and_stays(client, drill, language, title):
    answer = client.post("/switch/language/", {"language": language, "next": "/accounts/login/"})
    assert answer["Location"] == "/accounts/login/"
    assert title in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_there_before_the_first_paint(client, drill, theme):
    client.post("/switch/theme/", {"theme": theme})
    assert f'data-bs-theme="{theme}"' in client.get("/accounts/login/").content.decode()


def test_automatic_follows_the_device(client, drill):
    assert "data-bs-theme" not in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(("to", "value"), [("language", "tlh"), ("theme", "pink")])
def test_what_does_not_exist_is_not_switched_to(client, drill, to, value):
    assert not client.post(f"/switch/{to}/", {to: value}).cookies


@pytest.mark.parametrize("to", ["http://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_a_switch_leads_nowhere_else(client, drill, to):
    assert client.post("/switch/theme/", {"theme": "dark", "next": to})["Location"] == "/"


def test_a_switch_is_no_link(client, drill):
    assert client.get("/switch/theme/").status_code == 405
