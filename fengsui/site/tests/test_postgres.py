import os
import signal
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from fengsui.site import databases, home, postgres


@pytest.mark.django_db
def test_databases_have_the_extensions_and_chinese_letters():
    with connection.cursor() as cursor:
        cursor.execute("select subpath('a.b.c'::ltree, 1)::text, show_trgm('矫正对象')")
        path, trigrams = cursor.fetchone()
    assert path == "b.c"
    assert len(trigrams) == 5


def test_a_database_is_made_with_its_extensions_renamed_with_its_keys_and_dropped(worker_id, tmp_path, monkeypatch):
    monkeypatch.setattr(home, "KEYS", tmp_path)
    name = f"made_{worker_id}"
    databases.create(name)
    assert databases.kind(name) == databases.EMPTY
    home.keys_dir(name).mkdir()
    databases.rename(name, f"{name}_renamed")
    assert home.keys_dir(f"{name}_renamed").is_dir()
    databases.drop(f"{name}_renamed")
    assert not databases.exists(f"{name}_renamed")


@pytest.fixture
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("pg") / ("with a space " + "x" * 100)  # too long for a socket
    yield place
    postgres.stop(place, "immediate")


def test_a_killed_server_starts_again_and_the_last_to_leave_stops_it(place):
    with postgres.held(place) as url:
        os.kill(postgres.running(place), signal.SIGKILL)
        while postgres.running(place):
            time.sleep(0.01)
        with postgres.held(place), psycopg.connect(url) as again:
            assert again.execute("show data_checksums").fetchone() == ("on",)
        assert postgres.running(place)
    assert not postgres.running(place)


def test_a_pid_file_that_names_another_process_is_not_a_server(tmp_path):
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path / 'pg'}\n", encoding="ascii")
    assert postgres.running(tmp_path) is None


def test_a_long_home_has_a_short_socket_folder():
    assert home.socket_dir(Path("/srv/fengsui")) == Path("/srv/fengsui/pg")
    assert len(str(home.socket_dir(Path("/srv") / ("x" * 200)))) < 80


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        ("FATAL: could not write: No space left on device", "is full"),
        ("FATAL: database files are incompatible with server", "another version"),
        ("FATAL: could not map anonymous shared memory: Cannot allocate memory", "memory"),
        ("FATAL: something new", "something new"),
    ],
)
def test_why_it_did_not_start_is_one_sentence(log, sentence, tmp_path):
    assert sentence in postgres._reason(log, tmp_path)
