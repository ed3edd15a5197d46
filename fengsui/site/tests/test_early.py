"""The early door answers as the common way does, and lets everything else pass."""

import io
import json

import pytest
from django.db import connection

from fengsui.site import early

PATH = "/gates/phone/sync"


@pytest.fixture
def call(db, monkeypatch):
    """`call(path, method=…)` → status, heads, body, and whether it went the common way."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)  # the test's connection stays
    monkeypatch.setattr("django.db.close_old_connections", lambda **_said: None)

    def go(path=PATH, method="POST", host="testserver", **more):
        common, told = [], []
        site = early.application(lambda _environ, start: (common.append(1), start("200 OK", []), [b""])[2])
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "", "SERVER_NAME": host, "SERVER_PORT": "80",
            "HTTP_HOST": host, "wsgi.input": io.BytesIO(b"{}"), "wsgi.url_scheme": "http", "CONTENT_LENGTH": "2", **more,
        }  # fmt: skip
        body = b"".join(site(environ, lambda *said: told.append(said)))
        return told[0][0], dict(told[0][1]), body, bool(common)

    return go


def test_it_answers_in_the_language_of_the_phone(call):
    status, heads, body, common = call(HTTP_ACCEPT_LANGUAGE="zh-CN")
    assert (status, common) == ("401 Unauthorized", False)
    assert (heads["Cache-Control"], heads["Content-Language"]) == ("no-store", "zh-hans")
    assert heads["X-Content-Type-Options"] == "nosniff"
    assert json.loads(body)["code"] == "gates.unknown"
    assert json.loads(call(HTTP_ACCEPT_LANGUAGE="en")[2])["detail"].startswith("This phone")


@pytest.mark.parametrize(
    "said", [{"method": "GET"}, {"path": "/gates/phone/bind"}, {"path": "/"}, {"host": "elsewhere.example"}]
)
def test_whatever_else_goes_the_common_way(call, said):
    assert call(**said)[3]


def test_where_tls_is_wanted_the_common_way_asks_for_it(call, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert call()[3]


def test_a_room_that_is_not_installed_has_no_door(monkeypatch):
    monkeypatch.setattr(early, "NAMES", ("nowhere:nothing",))
    assert dict(early._doors()) == {}


def test_what_nobody_expected_is_the_sites_500(call, monkeypatch):
    monkeypatch.setattr("fengsui.frontline.gates.actions.binding.called", lambda _head: 1 / 0)
    status, _heads, _body, common = call(HTTP_ACCEPT="application/json")
    assert (status, common) == ("500 Internal Server Error", False)
