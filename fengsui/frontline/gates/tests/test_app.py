"""The phone's page as it is served: small, without anything inline, with its own files under an address of their content."""

import gzip
import re

import pytest
from django.test import Client

from fengsui.frontline.gates.views import app

HOME = "/gates/phone/"
OWN = sorted(app.FOLDER.glob("*.js"))


@pytest.fixture
def newer(monkeypatch):
    """Once called, the server has a newer version of the phone's page."""
    changed = {**app.files(), "base.js": app.files()["base.js"] + b"\n// newer\n"}

    def install():
        monkeypatch.setattr(app, "files", lambda: changed)
        app.version.cache_clear()

    yield install
    monkeypatch.undo()
    app.version.cache_clear()


def test_nothing_is_inline_and_the_policy_is_strict():
    answer = Client().get(HOME)
    html = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|\bstyle=|\bon\w+=|<style", html)
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-cache"


def test_it_weighs_at_most_60_kb():
    packed = [gzip.compress(content) for name, content in app.files().items() if not name.startswith("vendor/")]
    page = Client().get(HOME, headers={"Accept-Encoding": "gzip"})
    assert sum(map(len, packed)) + len(page.content) < 60_000


def test_a_file_is_kept_for_ever_and_is_of_one_version(newer):
    old = f"{HOME}app/{app.version()}/base.js"
    answer = Client().get(old, headers={"Accept-Encoding": "gzip"})
    assert "immutable" in answer["Cache-Control"]
    assert gzip.decompress(answer.content) == app.files()["base.js"]
    assert answer["Content-Type"].startswith("text/javascript")
    newer()
    assert Client().get(old).status_code == 404
    assert Client().get(f"{HOME}app/{app.version()}/none.js").status_code == 404


def test_the_worker_names_every_file_of_its_version(newer):
    told = Client().get(f"{HOME}sw.js").content.decode()
    listed = re.findall(r'"(/gates/phone/app/[^"]+)"', told)
    assert {url.split("/", 5)[5] for url in listed} == set(app.files())
    assert {Client().get(url).status_code for url in listed} == {200}
    newer()
    assert Client().get(f"{HOME}sw.js").content.decode() != told


def test_it_can_be_put_on_a_home_screen():
    told = Client().get(f"{HOME}app.webmanifest").json()
    assert (told["start_url"], told["scope"], told["display"]) == (HOME, HOME, "standalone")


def test_every_word_has_its_chinese():
    words = (app.FOLDER / "zh.js").read_text(encoding="utf-8")
    known = set(re.findall(r'"((?:[^"\\]|\\.)*)":', words))
    said = {
        found for path in OWN if path.name not in {"zh.js", "sw.js"}
        for found in re.findall(r'\bt\("((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert said - known == set()


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_scripts_are_short_and_write_no_html(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 250
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text)
