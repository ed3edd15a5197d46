"""Today of a commander over 2,000 units, of one prison's officer, and a list of 50 rows, through the whole stack of Django."""

from __future__ import annotations

import time
from datetime import timedelta
from statistics import quantiles
from typing import TYPE_CHECKING

from bench import large
from bench.harness import Figure, house, paced, settle_down

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUESTS = 40


def figures() -> Iterator[Figure]:
    with house():
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS.append("testserver")
        call_command("collectstatic", interactive=False, verbosity=0)
        large.fill(2)
        commander, officer = _people()
        _reports()
        settle_down()
        yield Figure.of("today_queries", "n", [float(_queries(commander, "/"))], limit=20)
        yield Figure.of("today_p95_ms", "ms", paced(lambda: _p95(commander, "/")), limit=100)
        yield Figure.of("today_officer_queries", "n", [float(_queries(officer, "/"))], limit=20)
        yield Figure.of("today_officer_p95_ms", "ms", paced(lambda: _p95(officer, "/")), limit=100)
        yield Figure.of("list_cpu_ms", "ms", paced(lambda: _cpu(commander, "/timeline/")), limit=12)


def _people() -> tuple[object, object]:
    """Sign in the commander of the whole and an officer of one prison."""
    from django.test import Client

    from fengsui.ground.clock import queries as clock
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.models import Account, Unit
    from fengsui.ground.org.scope import SYSTEM

    clients, persons = [], []
    for name, code, office in (("bao", "top", "commander"), ("officer", "prison-0", "officer")):
        unit = Unit.objects.get(code=code)
        person = org.register([name], unit=unit, capacity="officer", by=SYSTEM)[0]
        org.appoint(person, unit, office, by=SYSTEM, since=large.FOUNDED)
        client = Client()
        client.force_login(Account.objects.create_user(name, "fengsui2020", person=person))
        clients.append(client)
        persons.append(person)
    now = clock.now()
    top = Unit.objects.get(code="top")
    org.hold_seat(persons[0], top, "commander", since=now - timedelta(days=1), until=now + timedelta(days=1), by=SYSTEM)
    return clients[0], clients[1]


def _reports() -> None:
    """The steps of the packs that are signed, what is owed, and a journal long enough for a page of 50."""
    from fengsui.command.assessment import actions as assessment
    from fengsui.command.reports.models import Report, Step
    from fengsui.ground.clock import queries as clock
    from fengsui.ground.indicators.models import Pack
    from fengsui.ground.journal import actions as journal
    from fengsui.ground.obligations import actions as obligations

    signed = Pack.objects.filter(confirmed_at__isnull=False)
    reports = Report.objects.bulk_create(Report(unit_id=pack.unit_id, day=pack.day) for pack in signed)
    Step.objects.bulk_create(Step(report=report, stage="signed", at=clock.now()) for report in reports)
    obligations.replan()
    assessment.look(large.LAST)
    for _ in range(60):
        journal.write("org.arranged", by=None, unit=None, about="bench", units=1)


def _queries(client: object, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def _p95(client: object, path: str) -> float:
    spent = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        assert client.get(path).status_code == 200
        spent.append((time.perf_counter() - begun) * 1000)
    return quantiles(spent, n=20)[-1]


def _cpu(client: object, path: str) -> float:
    """Milliseconds of this process's processor per page; the database's share is not in it."""
    client.get(path)
    begun = time.process_time()
    for _ in range(REQUESTS):
        assert client.get(path).status_code == 200
    return (time.process_time() - begun) / REQUESTS * 1000
