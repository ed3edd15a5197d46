import pytest

from fengsui.cast import at
from fengsui.command.incoming import actions, queries
from fengsui.command.incoming.actions import Entry

TITLE = "在疫情防控工作会议上的讲话"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


@pytest.fixture
def register(units, li):
    """Register a paper as the duty chief: register(), register("prison", by=officer, number="…")."""

    def make(unit="department", *, by=li, files=(), key=None, **typed):
        entry = Entry(**({"sender": "测试部", "title": TITLE, "received_at": at("17:00")} | typed))
        return actions.register(units[unit], entry, by=by, files=files, key=key)

    return make


@pytest.fixture
def proposed(register, li):
    """A paper with a proposal."""

    def make(**typed):
        paper = register(**typed)
        actions.propose(paper, "拟请监狱管理局阅办。", by=li)
        return paper

    return make


@pytest.fixture
def instructed(register, bao, units):
    """A paper that the commander gave to the prison: instructed(), instructed(helpers=["centre"], due_at=at("21:00"))."""

    def make(to="prison", *, helpers=(), due_at=None, **typed):
        paper = register(**typed)
        actions.instruct(
            paper, "抓好落实。", to=units[to], helpers=[units[code] for code in helpers], due_at=due_at, by=bao
        )
        return paper

    return make


@pytest.fixture
def task(units, li):
    """Give a task from a paper to the prison: task(paper)."""

    def make(paper, **more):
        typed = {"to": units["prison"], "due_at": at("21:00"), "by": li} | more
        return actions.undertake(paper, "核查值守安排", **typed)

    return make


@pytest.fixture
def browse(account, client):
    """browse(bao) returns how that person opens (or posts to) pages, in English."""
    given = {}

    def sign_in(person):
        if person.pk not in given:
            given[person.pk] = account(person, f"user-{person.pk}")
        client.force_login(given[person.pk])

        def ask(path, post=None, *, follow=True):
            answer = client.get if post is None else client.post
            return answer(path, post or {}, HTTP_ACCEPT_LANGUAGE="en", follow=follow)

        return ask

    return sign_in


@pytest.fixture
def letters(units, monkeypatch):
    """The department's code letters, without which nothing is numbered; what is printed is the documents' business."""
    from fengsui.ground.documents import actions as documents
    from fengsui.ground.documents import render
    from fengsui.ground.org.scope import SYSTEM

    monkeypatch.setattr(render, "pdf", lambda *_args, **_kwargs: b"%PDF-1.7 test")
    documents.arrange_series(units["department"], "documents", title="发文", letters="测司发", by=SYSTEM)


def stage(paper):
    return queries.now(paper).stage


def owed(kind):
    from fengsui.ground.obligations.models import Obligation

    return Obligation.objects.filter(kind=kind, met_at__isnull=True, void_at__isnull=True)
