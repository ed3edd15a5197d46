import pytest

from fengsui.ground.runs import actions, queries
from fengsui.ground.runs.declare import Runner


@pytest.fixture
def table():
    return queries.tables()["reports.standings"]


@pytest.fixture
def does(monkeypatch):
    """`does(work)`: what a run of kind test.work does, in the place of any room's work."""

    def give(work, link=None):
        runner = Runner("test.work", "Test", work, "{n} done.", link=link)
        for module in (actions, queries):
            monkeypatch.setattr(module, "runners", lambda: {"test.work": runner})

    return give
