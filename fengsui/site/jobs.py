"""The minute: one periodic job lets the rooms settle what became due and seals the journal; another resumes killed jobs.

Jobs run on wall time. Both are shells around actions and safe to run twice or side by side.
"""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from fengsui.ground.clock import actions as clock
from fengsui.ground.journal import actions as journal

log = logging.getLogger(__name__)
_EVERY_MINUTE = "* * * * *"


@app.periodic(cron=_EVERY_MINUTE)  # type: ignore[untyped-decorator]
@app.task(queueing_lock="minute", name="fengsui.minute")  # type: ignore[untyped-decorator]
def minute(timestamp: int) -> None:  # noqa: ARG001 - procrastinate's signature
    """Let the rooms settle, then seal. The journal is sealed even if a room fails, and the failure is seen after."""
    try:
        clock.tick()
    finally:
        journal.seal()


@app.periodic(cron=_EVERY_MINUTE)  # type: ignore[untyped-decorator]
@app.task(queueing_lock="resume", name="fengsui.resume")  # type: ignore[untyped-decorator]
async def resume(timestamp: int) -> None:  # noqa: ARG001 - procrastinate's signature
    """Queue again every job whose worker was killed. One that has been queued anew meanwhile is closed as failed.

    It takes no lock: a killed job that held one would keep out the very job that frees it.
    """
    for job in await app.job_manager.get_stalled_jobs():
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        log.warning("job %s (%s) was cut off and is queued again", job.id, job.task_name)
