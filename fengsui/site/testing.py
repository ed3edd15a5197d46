"""The settings of the tests: a home of their own, thrown away afterwards. conftest.py runs the database in it."""

# ruff: noqa: E402, F403 - the environment must be set before the settings are read
import os
import tempfile
from pathlib import Path

_home = os.environ.setdefault("FENGSUI_TEST_HOME", "") or tempfile.mkdtemp(prefix=f"fengsui-test-{os.getpid()}-")
os.environ.update(FENGSUI_TEST_HOME=_home, FENGSUI_HOME=_home, FENGSUI_TESTING="1", FENGSUI_ROOMS="examples.greenline")
os.environ.pop("DATABASE_URL", None)

from fengsui.site.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # argon2 is slow on purpose
KEYS_DIR = Path(_home) / "keys" / os.environ.get("PYTEST_XDIST_WORKER", "main")  # one worker rotates its own ring
(Path(_home) / "static").mkdir(exist_ok=True)  # the server of static files warns about a folder that is not there
