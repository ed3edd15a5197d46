"""Signs of life: whether the worker runs, and how long ago the minute was last settled and sealed. For doctor and /health."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection

from fengsui.ground.clock import queries as clock

_HEARTBEAT = timedelta(seconds=60)  # a worker beats every ten seconds
_LATE = timedelta(minutes=3)


def worker_is_alive() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select max(last_heartbeat) from procrastinate_workers")
        last = cursor.fetchone()[0]
    return last is not None and clock.wall() - last < _HEARTBEAT


def last_minute() -> datetime | None:
    """Return the wall time of the last minute that was queued."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select max(defer_timestamp) from procrastinate_periodic_defers where task_name = 'fengsui.minute'"
        )
        stamp = cursor.fetchone()[0]
    return datetime.fromtimestamp(stamp, UTC) if stamp else None


def failed_jobs() -> int:
    """Return how many jobs failed in the last day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(distinct job.id) from procrastinate_jobs job join procrastinate_events event on event.job_id = job.id"
            " where job.status = 'failed' and event.at > now() - interval '1 day'"
        )
        return int(cursor.fetchone()[0])


def unsettled() -> timedelta:
    """Return how far, in domain time, the last settled tick lies behind the clock."""
    return max(clock.now() - clock.state().settled_until, timedelta())


def is_late() -> bool:
    """Whether the tick is late: more than a few minutes of wall time, whatever the drill's rate."""
    return unsettled() > _LATE * max(clock.state().rate, 1)
