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
        cursor.execute("select pg_advisory_lock(%s, hashtext(%s))", [queries.LOCK, str(run.pk)])
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


@pytest.fixture
def cut(bao, does):
    """A run that was begun and that nobody does: its worker is gone."""
    does(lambda task: {"n": 1})
    run = begin(bao)
    Run.objects.filter(pk=run.pk).update(began_at=clock.now())
    run.refresh_from_db()
    return run


def test_what_nobody_does_any_more_is_cut_off(cut):
    assert queries.cut_off([cut]) == {cut.pk}
    other = connections["default"].copy()
    with other.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s, hashtext(%s))", [queries.LOCK, str(cut.pk)])
    assert queries.cut_off([cut]) == set()
    other.close()


def test_what_ended_a_moment_ago_is_not_cut_off(cut):
    Run.objects.filter(pk=cut.pk).update(ended_at=clock.now())
    assert queries.cut_off([cut]) == set()


def test_what_was_cut_off_is_started_once_more(cut, bao):
    fresh = actions.again(cut, by=bao)
    assert (cut.state, ended(fresh).state) == ("broken", "done")
    actions.perform(cut.pk)  # its own job comes late
    cut.refresh_from_db()
    assert cut.state == "broken"


def test_what_a_worker_has_just_taken_up_goes_on(cut, bao, monkeypatch):
    monkeypatch.setattr(actions, "_claimed", lambda _run: False)
    with pytest.raises(Refused, match="still running"):
        actions.again(cut, by=bao)


def test_what_was_cut_off_is_cancelled_at_once(cut, bao):
    actions.cancel(cut, by=bao)
    cut.refresh_from_db()
    assert cut.state == "cancelled"


def test_what_no_worker_will_take_up_again_is_given_up(cut, bao):
    waiting = actions.start("test.work", by=bao)
    Run.objects.filter(pk=waiting.pk).update(began_at=clock.now())
    assert actions.give_up_lost() == 1
    states = dict(Run.objects.values_list("pk", "broken"))
    assert states == {cut.pk: True, waiting.pk: False}


def test_the_pages_say_that_it_was_cut_off(cut, client, account, bao):
    client.force_login(account(bao))
    client.cookies["django_language"] = "en"
    assert "nothing of it stays" in client.get(f"/runs/{cut.pk}/").content.decode()
    assert "cut off" in client.get("/runs/").content.decode()
