"""What every test stands on: a private PostgreSQL, and the fixed cast.

One cluster per run, shared by the workers of xdist: only the process that started the run starts and stops it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import psutil
import pytest


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
