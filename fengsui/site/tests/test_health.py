from django.db import OperationalError

from fengsui.site import health


def test_alive(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/health/live").json() == {"live": True}


def test_alive_says_so_to_a_signed_in_browser_too(client, account, bao, django_assert_num_queries):
    client.force_login(account(bao))
    with django_assert_num_queries(0):
        assert client.get("/health/live").status_code == 200


def test_ready(client, drill):
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["ready"] is True


def test_ready_without_a_worker_says_so(client, drill, monkeypatch):
    assert len(client.get("/health/ready").json()["says"]) == 2
    monkeypatch.setattr("fengsui.site.pulse.worker_is_alive", lambda: True)
    assert len(client.get("/health/ready").json()["says"]) == 1


def test_not_ready_without_a_clock(client, db):
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "golive" in answer.json()["says"][0]


def test_not_ready_without_a_database(client, drill, monkeypatch):
    def gone(*args):
        raise OperationalError("connection refused\nsecond line")

    monkeypatch.setattr(health, "MigrationExecutor", gone)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "connection refused" in answer.json()["says"][0]
    assert "second line" not in answer.json()["says"][0]


def test_not_ready_while_migrations_wait(client, drill, monkeypatch):
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *args: [1, 2])
    assert "2" in client.get("/health/ready").json()["says"][0]
