"""What goes wrong is said in a sentence, in the reader's language, with a way out."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client, RequestFactory
from psycopg import errors as pg

from fengsui.site import errors, views


@pytest.fixture
def quiet(client, account, bao):
    client.force_login(account(bao))
    client.raise_request_exception = False
    return client


def fail(monkeypatch, error):
    """Let the settings page raise an error."""

    def raising(*args):
        raise error

    monkeypatch.setattr(views.menu, "settings_entries", raising)


def database_error(cause):
    error = OperationalError("x")
    error.__cause__ = cause
    return error


def test_an_unknown_address(quiet):
    answer = quiet.get("/nonsense")
    assert answer.status_code == 404
    assert "这里没有内容" in answer.content.decode()
    assert 'class="places"' in answer.content.decode()  # signed in: the menu is the way out


def test_an_unknown_address_for_nobody(client, drill):
    assert 'class="places"' not in client.get("/nonsense").content.decode()


def test_english_is_spoken_to_english(quiet):
    quiet.cookies["django_language"] = "en"
    assert "There is nothing here" in quiet.get("/nonsense").content.decode()


def test_no_right(quiet, monkeypatch):
    fail(monkeypatch, PermissionDenied("只有指挥长可以。"))
    answer = quiet.get("/settings/")
    assert answer.status_code == 403
    assert "只有指挥长可以。" in answer.content.decode()


def test_a_mistake_of_ours_has_a_number_to_tell(quiet, monkeypatch, caplog):
    fail(monkeypatch, ValueError("secret"))
    answer = quiet.get("/settings/")
    said = answer.content.decode()
    assert answer.status_code == 500
    assert "secret" not in said
    assert any(
        record.args and record.args[0] in said for record in caplog.records if record.msg.startswith("reference")
    )


@pytest.mark.parametrize(
    ("cause", "said"),
    [(None, "数据库没有响应"), (pg.AdminShutdown(), "数据库没有响应"), (pg.DiskFull(), "服务器磁盘或内存已满"), (pg.QueryCanceled(), "操作超时"), (pg.DeadlockDetected(), "操作超时")],
)  # fmt: skip
def test_the_database_is_gone_full_or_held_up(quiet, monkeypatch, cause, said):
    fail(monkeypatch, database_error(cause))
    answer = quiet.get("/settings/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert said in answer.content.decode()


def test_the_database_gone_before_any_page(quiet, monkeypatch, django_assert_num_queries):
    def gone(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", gone)
    with django_assert_num_queries(0):
        answer = quiet.get("/settings/")
    assert answer.status_code == 503
    assert "数据库没有响应" in answer.content.decode()


def test_an_old_form_loses_nothing(account, bao):
    client = Client(enforce_csrf_checks=True)
    client.force_login(account(bao))
    answer = client.post("/switch/theme/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "您填写的内容也没有丢失" in answer.content.decode()


@pytest.mark.parametrize("megabytes", [6, 20])
def test_too_much_at_once(quiet, megabytes):
    answer = quiet.post(
        "/switch/theme/", b"x" * megabytes * 1024 * 1024, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert "超过5 MB" in answer.content.decode()


def test_a_file_of_20_mb(quiet):
    file = io.BytesIO(b"x" * 20 * 1024 * 1024)
    file.name = "big.xlsx"
    answer = quiet.post("/switch/theme/", {"theme": "dark", "file": file})
    assert answer.status_code == 413


def test_a_program_gets_a_problem_in_json(quiet):
    answer = quiet.get("/nonsense", headers={"accept": "application/json"})
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404


@pytest.mark.parametrize(("referer", "back"), [("http://testserver/style/", "http://testserver/style/"), ("http://evil.example/", "/"), ("", "/")])  # fmt: skip
def test_back_leads_to_our_own_pages_only(referer, back):
    request = RequestFactory().get("/nonsense", headers={"referer": referer})
    assert f'href="{back}"' in errors.bad_request(request).content.decode()


def test_what_no_table_takes_is_a_clear_answer(rf):
    from django.db import DataError

    from fengsui.site.middleware import DatabaseGone

    answer = DatabaseGone(lambda request: None).process_exception(rf.get("/"), DataError("NUL"))
    assert answer.status_code == 400
