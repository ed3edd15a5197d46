"""The worker is killed in the middle of taking: nothing of the file is in, the run says so, and taking again is whole."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from fengsui.cast import FOUNDED
from fengsui.ground.exchange import actions as exchange
from fengsui.ground.exchange.models import Part, Stage, Step
from fengsui.ground.journal.models import Entry
from fengsui.ground.org.models import Appointment, Capacity, Person, Seat, Station, Tie, Unit
from fengsui.ground.runs import actions as runs
from fengsui.ground.runs import queries

pytestmark = pytest.mark.django_db(transaction=True)

# A worker of its own. It stops before the last sheet, with units, persons and appointments written, and waits to be killed.
WORKER = """
import os, sys, time
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from fengsui.ground.exchange.actions import writing
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.runs import jobs

def stop(scribe, lines):
    print("in the middle", Unit.objects.filter(code__startswith="p2-").count(), Person.objects.count(), flush=True)
    time.sleep(120)

writing.Scribe.station = stop
jobs.perform(sys.argv[2])
"""


def house():
    """What is there: every table that an import writes, with what tells its rows apart."""
    return {
        "units": sorted(Unit.objects.values_list("code", "name", "kind")),
        "ties": sorted(Tie.objects.values_list("unit__code", "line", "superior__code", "valid_from")),
        "persons": Person.objects.count(),
        "capacities": sorted(Capacity.objects.values_list("unit__code", "kind")),
        "appointments": sorted(Appointment.objects.values_list("unit__code", "office", "valid_from")),
        "seats": sorted(Seat.objects.values_list("unit__code", "kind")),
        "stations": sorted(Station.objects.values_list("unit__code", "name", "capacity")),
    }


def told(since):
    """What the journal says since an entry, but for whom: kinds and how many."""
    return sorted(Entry.objects.filter(pk__gt=since).exclude(kind__startswith="runs.").values_list("kind", flat=True))


@pytest.fixture
def boss(units):
    """An administrator of everything: who brings a file in needs the right to each of its sheets."""
    from fengsui.cast import _person
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    person = _person(units, "管理员", "department", "administrator")
    for office in ("leader", "system_administrator", "security_administrator"):
        org.appoint(person, units["department"], office, by=SYSTEM, since=FOUNDED)
    return person


@pytest.fixture
def batch(boss, units, second_province):
    brought = exchange.bring(second_province, "x.xlsx", unit=units["department"], by=boss, day=FOUNDED)
    return exchange.match(brought, by=boss)


@pytest.fixture
def undisturbed(batch, boss):
    """What is there and what the journal says if nobody kills anything; taken back again."""
    last = Entry.objects.latest("pk").pk
    with transaction.atomic():
        exchange.take(batch, by=boss, leave_out=True)
        found = house(), told(last)
        transaction.set_rollback(True)
    return found


@pytest.fixture
def killed(batch, boss):
    """The run whose worker was killed by the machine (SIGKILL) when it had written half of the file."""
    run = exchange.begin("exchange.take", batch, by=boss, leave_out=True)
    connections.close_all()
    worker = subprocess.Popen(
        [sys.executable, "-P", "-c", WORKER, connection.settings_dict["NAME"], str(run.pk)], stdout=subprocess.PIPE,
        text=True, env=os.environ | {"DJANGO_SETTINGS_MODULE": "fengsui.site.testing", "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    said = worker.stdout.readline()
    assert said.startswith("in the middle"), said
    assert queries.cut_off([_again(run)]) == set()  # it is being done
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()
    run.written = [int(n) for n in said.split()[3:]]
    return run


def _again(run):
    run.refresh_from_db()
    return run


def _wait_for_rollback(run):
    """PostgreSQL notices within moments that nobody is there any more."""
    from time import monotonic, sleep

    until = monotonic() + 20
    while not queries.cut_off([_again(run)]) and monotonic() < until:
        sleep(0.05)


def test_nothing_of_it_is_in_and_taking_again_is_whole(batch, boss, units, killed, account):
    before = house()
    assert killed.written[0] > 30  # it had written a good deal
    assert killed.written[1] > before["persons"]
    _wait_for_rollback(killed)
    assert house() == before
    assert not Unit.objects.filter(code__startswith="p2-").exists()
    assert not Step.objects.filter(batch=batch, stage=Stage.TAKEN).exists()
    assert Part.objects.filter(batch=batch).exists()  # the preview is still there
    here = Client()
    here.force_login(account(boss))
    here.cookies["django_language"] = "en"
    page = here.get(f"/runs/{killed.pk}/").content.decode()
    assert "The worker was stopped in the middle of it; nothing of it stays." in page
    assert "cut off" in here.get("/runs/").content.decode()


def _once_more(run, boss):
    return runs.again(run, by=boss)


def _taken_up_again(run, _boss):
    """What `site/jobs.resume` leads to: the same run, by another worker."""
    return run


@pytest.mark.parametrize("how", [_once_more, _taken_up_again])
def test_taken_again_it_gives_the_same_as_if_nothing_had_happened(undisturbed, batch, boss, killed, how):
    _wait_for_rollback(killed)
    last = Entry.objects.latest("pk").pk
    run = how(_again(killed), boss)
    runs.perform(run.pk)
    assert (_again(run).state, queries.said(run)) == ("done", "The import is taken.")
    assert (house(), told(last)) == undisturbed
    assert not Part.objects.filter(batch=batch).exists()
    assert _again(killed).state == ("done" if run.pk == killed.pk else "broken")
