import pytest
from django.db import connections

from fengsui.ground.runs import actions, queries
from fengsui.ground.runs.models import Run
from fengsui.house import Refused


@pytest.fixture
def waiting(bao, does):
    does(lambda task: {"n": 1})
    return actions.start("test.work", by=bao, now=True)


def test_what_waits_is_cancelled_at_once(waiting, bao):
    actions.cancel(waiting, by=bao)
    waiting.refresh_from_db()
    assert waiting.state == "cancelled"
    actions.perform(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == "cancelled"


def test_what_runs_is_told_to_stop(waiting, bao):
    Run.objects.update(began_at=waiting.asked_at)
    actions.cancel(waiting, by=bao)
    waiting.refresh_from_db()
    assert waiting.state == "stopping"


def test_what_has_ended_cannot_be_cancelled(waiting, bao):
    actions.perform(waiting.pk)
    with pytest.raises(Refused, match="ended already"):
        actions.cancel(waiting, by=bao)


def test_nobody_cancels_another_ones_work(waiting, li):
    with pytest.raises(Refused):
        actions.cancel(waiting, by=li)


def test_ended_work_is_done_once_more(waiting, bao):
    actions.perform(waiting.pk)
    waiting.refresh_from_db()
    fresh = actions.again(waiting, by=bao)
    assert (fresh.state, fresh.params) == ("waiting", waiting.params)


def test_running_work_is_not_begun_again(waiting, bao):
    Run.objects.update(began_at=waiting.asked_at)
    waiting.refresh_from_db()
    assert waiting.state == "running"
    worker = connections["default"].copy()
    with worker.cursor() as cursor:  # what whoever does it holds
        cursor.execute("select pg_advisory_lock(%s, hashtext(%s))", [queries.LOCK, str(waiting.pk)])
    with pytest.raises(Refused, match="still running"):
        actions.again(waiting, by=bao)
    worker.close()


def test_nobody_elses_work_is_begun_again(waiting, li):
    Run.objects.update(began_at=waiting.asked_at)
    with pytest.raises(Refused, match="still running"):
        actions.again(waiting, by=li)


def test_the_pages_say_what_happens(client, account, waiting, bao):
    client.force_login(account(bao))
    assert b"hx-trigger" in client.get(f"/runs/{waiting.pk}/").content
    assert client.post(f"/runs/{waiting.pk}/cancel/").status_code == 302
    assert client.post(f"/runs/{waiting.pk}/cancel/").status_code == 302
    assert b"hx-trigger" not in client.get(f"/runs/{waiting.pk}/", headers={"HX-Request": "true"}).content
    assert client.get("/runs/").status_code == 200
    assert client.get(f"/runs/{waiting.pk}/file/").status_code == 404
