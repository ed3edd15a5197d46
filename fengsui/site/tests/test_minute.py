"""The worker's minute, and jobs whose worker was killed."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from fengsui.ground.clock import actions as clock
from fengsui.ground.clock import queries
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.models import Leaf
from fengsui.site import jobs, pulse

_SENT = "insert into procrastinate_jobs (queue_name, task_name, queueing_lock) values ('default', 'fengsui.minute', 'minute')"


@pytest.mark.django_db
def test_a_minute_seals_even_when_a_room_fails(monkeypatch):
    clock.found_drill(queries.on(queries.date(2020, 2, 3), queries.clock_time(18)), "small")
    journal.write("org.clock_moved", by=None, unit=None, about="clock")

    def broken():
        raise RuntimeError("a room")

    monkeypatch.setattr(clock, "tick", broken)
    with pytest.raises(RuntimeError, match="a room"):
        jobs.minute(0)
    assert Leaf.objects.count() == 1


@pytest.fixture
def queue(transactional_db):
    """The job queue's own tables, empty: Django's flush does not know them, so other tests leave jobs there."""
    empty = "truncate procrastinate_jobs, procrastinate_workers cascade"
    with connection.cursor() as cursor:
        cursor.execute(empty)
        yield cursor
        cursor.execute(empty)


@pytest.mark.parametrize(("queued_anew", "status"), [(False, "todo"), (True, "failed")])
def test_a_job_whose_worker_was_killed_is_taken_up_again(queue, queued_anew, status):
    queue.execute(
        "insert into procrastinate_workers (last_heartbeat) values (now() - interval '5 minutes') returning id"
    )
    (worker,) = queue.fetchone()
    queue.execute(_SENT)
    queue.execute("update procrastinate_jobs set status = 'doing', worker_id = %s returning id", [worker])
    (job,) = queue.fetchone()
    if queued_anew:
        queue.execute(_SENT)
    async_to_sync(jobs.resume.func)(0)
    assert ProcrastinateJob.objects.get(pk=job).status == status


@pytest.mark.django_db
def test_a_worker_without_a_heartbeat_is_not_alive():
    assert not pulse.worker_is_alive()
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (now())")
    assert pulse.worker_is_alive()
    assert pulse.last_minute() is None
    assert pulse.failed_jobs() == 0
