"""What every test stands on: a private PostgreSQL, and the fixed cast.

One cluster per run, shared by the workers of xdist: only the process that started the run starts and stops it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import psutil
import pytest
from coverage import Coverage
from xdist.scheduler import LoadScopeScheduling

# What must be right is tested on every branch in its room's own folder; the doors are walked. Tracing doubles the time.
WALKED = ("journeys/", "fengsui/site/")
KEPT = {"django_content_type", "auth_permission"}  # as the migrations left them


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    from fengsui.site import postgres, translate

    _sweep()
    translate.compile()
    postgres.start(Path(os.environ["FENGSUI_TEST_HOME"]), durable=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and (home := os.environ.get("FENGSUI_TEST_HOME")):
        _throw_away(Path(home))


def _throw_away(home: Path) -> None:
    from fengsui.site import postgres

    postgres.stop(home, "immediate")
    shutil.rmtree(home, ignore_errors=True)


def _sweep() -> None:
    """Throw away what a killed run left: the name of a test home says whose it was."""
    for home in Path(tempfile.gettempdir()).glob("fengsui-test-*-*"):
        owner = home.name.split("-")[2]
        if owner.isdigit() and not psutil.pid_exists(int(owner)) and os.access(home, os.W_OK):
            _throw_away(home)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whoever asks for Chromium walks in a browser: a mark set by hand was forgotten once, and the order with it."""
    if "chromium" in getattr(item, "fixturenames", ()):
        item.add_marker("browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """First what is traced: a module or a cache that a walk loads untraced would count as untested ever after.

    The browser comes last: once its loop runs in a process, a job of the queue cannot be tried there any more.
    """
    items.sort(key=lambda item: (item.get_closest_marker("browser") is not None, item.nodeid.startswith(WALKED)))


class Scheduling(LoadScopeScheduling):
    """One test at a time to whoever is free; the scenario's to one process, which loads it once.

    `--dist loadgroup` would say so, but its groups are lost with pytest 9.2 (pytest-xdist #1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0] if "/test_scenario.py" in nodeid else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item):
    """Walk untraced, the fixtures too: pytest-cov's own mark leaves those out."""
    tracing = Coverage.current() if item.nodeid.startswith(WALKED) else None
    if not tracing:
        return (yield)
    tracing.stop()
    try:
        return (yield)
    finally:
        tracing.start()


@pytest.fixture(scope="session")
def migrated(django_db_blocker):
    """An empty database with all tables, migrated once per run: a copy of it is made in a tenth of the time."""
    from fengsui.site import databases, scenario

    lock = Path(os.environ["FENGSUI_TEST_HOME"]) / "migrated.lock"
    with django_db_blocker.unblock(), lock.open("a") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        if not databases.exists("migrated"):
            databases.create("migrating")
            with databases.using("migrating"):
                scenario.migrate()
            databases.rename("migrating", "migrated")
    return "migrated"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, migrated: str) -> None:
    """Every worker's database begins as that copy."""
    from django.db import connection

    connection.settings_dict["TEST"]["TEMPLATE"] = migrated


@pytest.fixture(autouse=True, scope="session")
def _emptied_quickly():
    """After a test that commits, only what it wrote is emptied: Django empties all tables and makes its permissions anew."""
    from django.db import connection
    from django.test import TransactionTestCase

    @cache
    def written() -> str:
        tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
        return " union all ".join(f"select '{table}' where exists (select from {table})" for table in sorted(tables))

    def empty(_test: TransactionTestCase) -> None:
        with connection.cursor() as cursor:
            cursor.execute(written())
            found = [row[0] for row in cursor.fetchall()]
            cursor.execute("set session_replication_role = replica")  # no trigger keeps a row, no key looks for another
            for table in found:
                cursor.execute(f"delete from {table}")
            cursor.execute("reset session_replication_role")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


@pytest.fixture(autouse=True)
def _fresh_clock():
    """No test inherits another one's time."""
    from fengsui.ground.clock import queries as clock

    clock.forget()
    yield
    clock.forget()


# ── The fixed cast ───────────────────────────────────────────────────────────────────────────────────────────────
# One small administration and the people in it. A drill at 18:30 on 3 February 2020, standing still.

pytest_plugins = ["fengsui.cast"]


@pytest.fixture(autouse=True)
def _in_english():
    """What actions say to tests is English, the language of the msgids; pages choose their own by cookie."""
    from django.utils import translation

    with translation.override("en"):
        yield
