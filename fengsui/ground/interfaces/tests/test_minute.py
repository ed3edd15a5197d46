"""The job of the minute, as a worker does it."""

import json

from procrastinate.contrib.django import app

from fengsui.ground.interfaces import jobs, queue
from fengsui.ground.interfaces.models import Delivery


def queued(connection):
    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name = %s and status = 'todo'", [queue.TASK])
        return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]


def test_the_minute_packs_and_queues_once(webhook, happen):
    from django.db import connection

    happen()
    jobs.interfaces(0)
    jobs.interfaces(0)
    assert queued(connection) == [{"webhook": str(webhook.pk)}]


def test_the_queued_job_delivers(receiver, webhook, happen):
    happen()
    jobs.interfaces(0)
    jobs.deliver(str(webhook.pk))
    assert Delivery.objects.get().done_at
    assert len(receiver.got) == 1


def test_the_task_is_known_by_its_name():
    assert queue.TASK in app.tasks
