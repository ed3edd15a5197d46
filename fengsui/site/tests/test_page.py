"""What surrounds every page: few queries, little weight, no inline code."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders


@pytest.fixture
def page(client, account, bao):
    client.force_login(account(bao))
    return lambda path="/style/": client.get(path)


def test_a_page_costs_a_constant_handful_of_queries(page, django_assert_max_num_queries):
    page()
    with django_assert_max_num_queries(8):
        page()


def test_it_weighs_at_most_150_kb(page):
    answer = page()
    files = set(re.findall(r'(?:src|href)="/static/([^"]+\.(?:js|css|svg))"', answer.content.decode()))
    contents = [Path(finders.find(name)).read_bytes() for name in files]
    assert sum(len(gzip.compress(content)) for content in [answer.content, *contents]) <= 150 * 1024
    assert len(files) >= 6


def test_nothing_is_inline(page):
    html = page().content.decode()
    assert not re.findall(r'\sstyle="|\son\w+="|<style', html)
    assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", html))


def test_the_policy_is_strict(page):
    policy = page()["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_clock_is_the_drills(page):
    html = page("/settings/").content.decode()
    assert "2020年2月3日" in html
    assert 'data-rate="0"' in html
    assert "已暂停" in html


def test_messages_of_a_part_become_toasts(client, account, bao):
    client.force_login(account(bao))
    answer = client.get("/style/?toasts", headers={"hx-request": "true"})
    assert '"undo": "/style/"' in answer["HX-Trigger"]


def test_the_style_guide_takes_a_form(client, account, bao):
    client.force_login(account(bao))
    html = client.post("/style/", {"s-counted": "999", "s-reason": "<script>"}).content.decode()
    assert "该监区核定412人" in html
    assert "&lt;script&gt;" in html


def test_a_live_installation_has_no_style_guide(client, account, bao, monkeypatch):
    client.force_login(account(bao))
    monkeypatch.setattr("fengsui.ground.clock.queries.is_drill", lambda: False)
    assert client.get("/style/").status_code == 404
