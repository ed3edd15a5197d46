from datetime import timedelta

import pytest
from django.db import connections

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures.models import Measure
from fengsui.ground.runs import actions, queries
from fengsui.ground.runs.models import Run
from fengsui.house import Refused


def begin(person, **params):
    return actions.start("test.work", by=person, now=True, **params)


def ended(run):
    actions.perform(run.pk)
    run.refresh_from_db()
    return run


def test_the_work_is_done_and_says_what_came_of_it(bao, does):
    does(lambda task: {"n": task.params["n"]}, link=lambda data, _params: f"/x/{data['n']}/")
    run = ended(begin(bao, n=3))
    assert (run.state, queries.said(run), queries.link(run)) == ("done", "3 done.", "/x/3/")


def test_what_has_ended_is_not_done_twice(bao, does):
    done = []
    does(lambda task: done.append(1) or {"n": 1})
    run = begin(bao)
    ended(run), ended(run)
    assert done == [1]


def test_a_refusal_is_its_sentence_and_nothing_is_kept(bao, does):
    def work(task):
        task.keep("a.csv", "text/csv", b"x")
        raise Refused("test.no", "That cannot be done.")

    does(work)
    run = ended(begin(bao))
    assert (run.state, queries.said(run), run.has_file, queries.link(run)) == (
        "refused",
        "That cannot be done.",
        False,
        "",
    )


def test_work_that_breaks_says_so_and_rolls_back(bao, does, caplog):
    def work(task):
        Measure.objects.create(parameter="x", value=1, at=clock.now(), known_at=clock.now(), basis="x")
        raise RuntimeError("broken")

    does(work)
    assert ended(begin(bao)).state == "broken"
    assert not Measure.objects.filter(parameter="x").exists()
    assert "broke" in caplog.text


def test_work_that_no_room_declares_is_a_mistake_of_the_house(bao):
    with pytest.raises(LookupError, match="not declared"):
        actions.start("test.nonsense", by=bao)


def test_a_run_of_a_room_that_is_gone_is_still_shown(bao, does, monkeypatch):
    does(lambda task: {"n": 1})
    run = ended(begin(bao))
    monkeypatch.setattr(queries, "runners", dict)
    assert (queries.said(run), queries.link(run)) == ("", "")


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_work_is_not_committed(bao, does, monkeypatch):
    monkeypatch.setattr(actions, "_SAY_EVERY_S", 0)
    seen = []

    def work(task):
        task.progress(2, 10, "reading")
        other = connections["default"].copy()
        with other.cursor() as cursor:
            cursor.execute("select done, total, note, ended_at from runs_run")
            seen.append(cursor.fetchone())
        other.close()
        return {"n": 10}

    does(work)
    run = ended(begin(bao))
    assert seen == [(2, 10, "reading", None)]
    assert (run.done, run.total) == (10, 10)


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_run_stops_at_its_next_word(bao, does):
    def work(task):
        other = connections["default"].copy()
        with other.cursor() as cursor:
            cursor.execute("update runs_run set cancelled_at = now()")
        other.close()
        task.progress(5, 5)
        raise AssertionError("not reached")

    does(work)
    run = ended(begin(bao))
    assert (run.state, run.done) == ("cancelled", 5)


def test_progress_is_not_written_more_often_than_anybody_looks(bao, does):
    def work(task):
        for n in range(100):
            task.progress(n, 1000)
        return {"n": 1}

    does(work)
    assert ended(begin(bao)).state == "done"


def test_a_second_worker_leaves_a_run_that_is_being_done(bao, does, monkeypatch):
    does(lambda task: {"n": 1})
    run = begin(bao)
    other = connections["default"].copy()
    with other.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s, hashtext(%s))", [actions._LOCK, str(run.pk)])
    assert ended(run).state == "waiting"
    other.close()


def test_a_file_is_destroyed_when_its_time_is_over(bao, does, drill):
    def work(task):
        task.keep("a.csv", "text/csv", b"x")
        return {"n": 1}

    does(work)
    run = ended(begin(bao))
    assert queries.opened(run) == b"x"
    assert actions.expire(run.expires_at - timedelta(seconds=1)) == 0
    assert actions.expire(run.expires_at) == 1
    run.refresh_from_db()
    assert (queries.opened(run), run.has_file) == (b"", False)


def test_the_worker_and_the_tick_find_it(bao, does, drill):
    from fengsui.ground.runs import jobs, retention, settling

    does(lambda task: task.keep("a", "b", b"x") or {"n": 1})
    run = begin(bao)
    jobs.perform(str(run.pk))
    assert retention._due(clock.now() + timedelta(days=8)) == {run.pk}
    settling.settle(clock.now(), clock.now() + timedelta(days=8))
    assert Run.objects.get().file_size == 0
