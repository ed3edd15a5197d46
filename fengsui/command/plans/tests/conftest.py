import pytest

from fengsui.cast import at
from fengsui.command.plans import actions
from fengsui.command.plans.content import Content, Entry, Part
from fengsui.command.plans.models import Given, Version
from fengsui.command.plans.queries import effects
from fengsui.command.tasks import queries as tasks
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import render
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Appointment
from fengsui.ground.org.scope import SYSTEM

TITLE = "社区矫正人员疫情防控工作方案"
SERIES = "notice"
WORDS = ("逐日排查外出人员", "配备测温仪", "上报防护物资缺口")


@pytest.fixture(autouse=True)
def _no_typesetting(monkeypatch):
    """What is printed is the documents' business."""
    monkeypatch.setattr(render, "pdf", lambda *_args, **_kwargs: b"%PDF-1.7 test")


@pytest.fixture
def series(units, bao):
    """The department's series with its code letters."""
    return documents.arrange_series(units["department"], SERIES, title="测试发文", letters="测司发", by=bao)


@pytest.fixture
def content(units):
    """content(): two sections with three items, due 20:00 at the prison, 21:00 at the second; content(due="22:00", …)."""

    def make(*, due="20:00", words=WORDS, to=("prison", "prison-2", "prison"), keys=None, **more):
        keys = keys or [None] * len(words)
        made = [
            Entry(text, unit=units[code], due_at=at(due), **({"key": key} if key else {}), **more)
            for text, code, key in zip(words, to, keys, strict=False)
        ]
        return Content(
            (Part("排查", "每日进行。", tuple(made[:2])), Part("物资", "", tuple(made[2:]))), "为做好防控制定本方案。"
        )

    return make


@pytest.fixture
def draft(units, bao, content):
    """draft(): version 1 of a plan of the department with that content; draft(said)."""

    def make(said=None, *, by=bao, unit="department"):
        row = actions.begin(units[unit], TITLE, by=by)
        return actions.rewrite(row, said or content(), revision=row.revision, by=by)

    return make


@pytest.fixture
def issued(bao, series, draft):
    """issued(): approved and issued by the commander; issued(said), issued(version=draft)."""

    def make(said=None, *, version=None):
        row = version or draft(said)
        row = actions.approve(row, revision=row.revision, by=bao)
        return actions.issue(row, series_code=SERIES, by=bao)

    return make


@pytest.fixture
def carry(bao):
    """carry(version): what the dry run says, done."""
    return lambda row, **more: actions.carry_out(row, token=effects.dry_run(row).token, by=bao, **more)


@pytest.fixture
def carried(issued, carry):
    """A version whose three tasks were given."""
    row = issued()
    carry(row)
    return row


@pytest.fixture
def next_version(bao, issued):
    """next_version(version, said): another version, issued."""

    def make(row, said):
        made = actions.begin_version(row.plan, "形势变化", by=bao)
        return issued(version=actions.rewrite(made, said, revision=made.revision, by=bao))

    return make


@pytest.fixture
def browse(account, client):
    """browse(bao) returns how that person opens (or posts to) pages, in English."""
    given = {}

    def sign_in(person):
        if person.pk not in given:
            given[person.pk] = account(person, f"user-{person.pk}")
        client.force_login(given[person.pk])

        def ask(path, post=None, *, follow=True, **headers):
            answer = client.get if post is None else client.post
            return answer(path, post or {}, HTTP_ACCEPT_LANGUAGE="en", follow=follow, **headers)

        return ask

    return sign_in


def given(plan):
    """The tasks of a plan as they stand, the newest of each item, by their words."""
    newest = dict(Given.objects.filter(plan=plan).order_by("pk").values_list("key", "task"))
    steps = [tasks.now(row.task) for row in Given.objects.filter(task__in=newest.values()).select_related("task")]
    return {step.task.text: step for step in steps}


def latest(plan):
    return Version.objects.filter(plan=plan).order_by("-number").first()


def leave(person):
    """End the office of a person; what was held is returned, to be resumed."""
    return org.end_appointment(Appointment.objects.get(person=person), by=SYSTEM)
