import pytest

from fengsui.cast import DAY, at
from fengsui.command.tasks import actions, queries
from fengsui.ground.checks.queries import Asked

TEXT = "核查一监区双岗"


@pytest.fixture
def give(units, li):
    """Give a task as the duty chief: give(), give("prison-2", due="21:00", by=bao, unit="department", …)."""

    def giving(to="prison", text=TEXT, *, due="20:00", by=li, unit="department", **more):
        return actions.give(units[unit], text, to=units[to], due_at=at(due), by=by, **more)

    return giving


@pytest.fixture
def silent(units, drill, give):
    """A task from a check that fails: the prison has not signed its report."""
    drill(at("18:46"))
    return give(
        text="补报晚报告", about="assessment.finding:x", check=Asked("reports.silent", units["prison"].pk, "", DAY)
    )


@pytest.fixture
def done(give, officer):
    """A task that the prison finished."""
    task = give()
    actions.finish(task, "双岗已到位。", by=officer)
    return task


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


def stage(task):
    return queries.now(task).stage
