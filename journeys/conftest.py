"""A real browser on the product: Chromium, offline but for this machine."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
# What passed stays in the browser: to hand it over takes longer than to find it.
RUN = """
axe.run({resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    .then(found => found.violations)
"""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="session")
def chromium():
    """One browser per run. Playwright's loop makes Django suspect a coroutine where there is none."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as play:
        path = os.environ.get("FENGSUI_CHROMIUM", "/usr/bin/chromium")
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Walker:
    """Somebody with a window: opens pages, notes what the browser complains of."""

    def __init__(self, page, base):
        self.page, self.base, self.complaints = page, base, []
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.set_default_timeout(10_000)

    def open(self, path):
        self.page.goto(self.base + path)
        self.page.wait_for_load_state("load")
        return self.page

    def painted(self):
        """Wait until the page was painted: Chromium drops a key that is pressed before its first frame."""
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def sign_in(self, account):
        """Be signed in, without walking through the log-in again in every test."""
        client = Client()
        client.force_login(account)
        name = settings.SESSION_COOKIE_NAME
        self.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.base}])
        return self

    def axe(self):
        """Run axe-core in an isolated world (the page's policy stays on) and return its findings in short."""
        self.page.wait_for_load_state("load")
        size = self.page.viewport_size
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({**size, "height": tall})  # nothing lies under a bar that sticks
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(RUN)
        self.page.set_viewport_size(size)
        return [f"{f['id']}: {node['target']} {node['failureSummary']}" for f in found for node in f["nodes"]]

    def overflow(self):
        """How many pixels the page is wider than its window; one is rounding."""
        wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return wider if wider > 1 else 0

    def wholesome(self):
        """Anybody can use the page, and it fits its window."""
        assert self.axe() == []
        assert self.overflow() == 0


@pytest.fixture
def walk(chromium, live_server):
    """`walk("phone", theme="dark", language="en")`: a new window."""
    contexts = []

    def new(size="desk", theme="light", language="zh-hans"):
        context = chromium.new_context(viewport=SIZES[size], has_touch=size == "phone", reduced_motion="reduce")
        context.add_cookies(
            [
                {"name": name, "value": value, "url": live_server.url}
                for name, value in (("theme", theme), ("django_language", language))
            ]
        )
        contexts.append(context)
        return Walker(context.new_page(), live_server.url)

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def window(walk, account, request):
    """A window of somebody; at the end of the test nothing may have been complained of in any, but what the module excuses."""
    opened, accounts = [], {}
    excused = getattr(request.module, "EXCUSED", r"status of 4(04|22)")

    def new(person, size="desk", **look):
        if person.pk not in accounts:
            accounts[person.pk] = account(person, f"user-{len(accounts)}")
        opened.append(walk(size, **look).sign_in(accounts[person.pk]))
        return opened[-1]

    yield new
    assert [said for one in opened for said in one.complaints if not re.search(excused, said)] == []
