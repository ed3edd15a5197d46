"""The sheets of several days in one file: filled in the background, all of them or none."""

import io
import zipfile
from datetime import timedelta

import pytest

from fengsui.cast import DAY
from fengsui.command.forms import actions
from fengsui.command.forms.models import Filled
from fengsui.command.forms.runners import DAYS
from fengsui.ground.runs import actions as runs
from fengsui.ground.runs import queries
from fengsui.ground.runs.models import Run
from fengsui.house import Refused

BEFORE = DAY - timedelta(days=2)


class Task:
    """What a runner gets, and what it said."""

    def __init__(self, run):
        self.by, self.unit, self.params = run.by, run.unit, run.params
        self.said, self.kept = [], None

    def progress(self, done, total=None, note=""):
        self.said.append((done, total, note))

    def keep(self, *file):
        self.kept = file


def test_it_is_one_sheet_a_day_in_one_file(mapped, superior):
    run = actions.fill_days(mapped, BEFORE, DAY, by=superior)
    runs.perform(run.pk)
    run = Run.objects.get(pk=run.pk)
    names = zipfile.ZipFile(io.BytesIO(queries.opened(run))).namelist()
    assert names == [f"{mapped.name} 2020-02-0{n}.xlsx" for n in (1, 2, 3)]
    assert (run.state, run.file_name) == ("done", f"{mapped.name} 2020-02-01–2020-02-03.zip")
    assert queries.said(run).startswith("3 sheets, ")
    assert queries.link(run) == f"/forms/{mapped.pk}/"
    assert Filled.objects.count() == 3


def test_it_says_how_far_it_is(mapped, superior):
    task = Task(actions.fill_days(mapped, BEFORE, DAY, by=superior))
    DAYS.work(task)
    assert task.said == [(0, 3, "2020-02-01"), (1, 3, "2020-02-02"), (2, 3, "2020-02-03"), (3, 3, "")]


def test_it_says_the_same_as_each_day_alone(mapped, superior):
    task = Task(actions.fill_days(mapped, DAY, DAY, by=superior))
    DAYS.work(task)
    archive = zipfile.ZipFile(io.BytesIO(task.kept[2]))
    _filled, alone = actions.fill(mapped, DAY, by=superior)
    assert archive.read(f"{mapped.name} 2020-02-03.xlsx") == alone


def test_one_day_refused_and_nothing_is_kept(form, superior):
    run = actions.fill_days(form, BEFORE, DAY, by=superior)
    runs.perform(run.pk)
    run = Run.objects.get(pk=run.pk)
    assert (run.state, run.has_file, Filled.objects.count()) == ("refused", False, 0)
    assert "No cell is mapped yet" in queries.said(run)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [(1, 0, "From the first day"), (-92, 0, "at most 92 days"), (0, 1, "has not begun")],
)
def test_days_that_cannot_be(mapped, superior, first, last, why):
    with pytest.raises(Refused, match=why):
        actions.fill_days(mapped, DAY + timedelta(days=first), DAY + timedelta(days=last), by=superior)


def test_nobody_else_asks_for_them(mapped, bao, officer):
    for person in (bao, officer):
        with pytest.raises(Refused, match="You cannot"):
            actions.fill_days(mapped, DAY, DAY, by=person)
