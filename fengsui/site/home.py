"""Where an installation lives: `FENGSUI_HOME` with its database, keys and media, and the settings read from the environment.

Django's settings and the launcher both read this; it imports neither.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import quote

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("FENGSUI_HOME") or ROOT / "var").resolve()
KEYS = HOME / "keys"


class NotReady(SystemExit):
    """A setting or a thing of the machine is missing: one sentence, no traceback."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"fengsui: {sentence}")


def port() -> int:
    """Return the port of the web server (`FENGSUI_PORT`, 8000)."""
    text = os.environ.get("FENGSUI_PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise NotReady(f"FENGSUI_PORT is “{text}”; set it to a number from 1 to 65535.")
    return int(text)


def installation() -> dict[str, Any]:
    """Return what `installation.json` says: `database`, the one of this home in use. Empty until `golive` wrote it."""
    path = HOME / "installation.json"
    if not path.exists():
        return {}
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise NotReady(f"{path} is not readable ({error}); restore it from a backup or remove it.") from error


def socket_dir(home: Path = HOME) -> Path:
    """Return where the embedded server's socket is: beside its data, or, if that path is too long for one, in /tmp."""
    beside = home / "pg"
    if len(os.fsencode(beside / ".s.PGSQL.5432")) < 100:
        return beside
    return Path("/tmp") / f"fengsui-{hashlib.sha256(os.fsencode(home)).hexdigest()[:12]}"  # noqa: S108 - its owner is checked


def embedded_url(name: str, home: Path = HOME) -> str:
    """Return the address of a database of the embedded server."""
    return f"postgresql:///{quote(name)}?host={quote(str(socket_dir(home)))}&user=postgres"


def database_name() -> str:
    """Return the name of the database in use: the one that `golive` chose, else that of DATABASE_URL, else `fengsui`."""
    return str(installation().get("database") or _address().get("dbname") or "fengsui")


def choose_database(name: str) -> None:
    """Write down which database of this home is in use, in one step."""
    HOME.mkdir(parents=True, exist_ok=True)
    fresh = HOME / "installation.json.new"
    fresh.write_text(json.dumps(installation() | {"database": name}), encoding="utf-8")
    fresh.replace(HOME / "installation.json")


def keys_dir(name: str = "") -> Path:
    """Return where a database's own keys are: each has its ring, so that a purge of one never blinds another."""
    return KEYS / (name or database_name())


def is_external() -> bool:
    """Whether the database is a server of the user's (DATABASE_URL) and not the embedded one."""
    return bool(os.environ.get("DATABASE_URL"))


def _address() -> dict[str, Any]:
    try:
        return dict(conninfo_to_dict(os.environ.get("DATABASE_URL", "")))
    except ProgrammingError as error:
        sentence = "DATABASE_URL is not a PostgreSQL address; write postgresql://user:password@host:5432/name."
        raise NotReady(sentence) from error


def server(name: str = "") -> str:
    """Return how to connect to a database (the one in use) of the server in use."""
    parts = _address() or {"host": str(socket_dir()), "user": "postgres"}
    return make_conninfo(**{**parts, "dbname": name or database_name()})


def database() -> dict[str, Any]:
    """Return Django's DATABASES["default"]: the embedded server's, or what DATABASE_URL says."""
    parts = conninfo_to_dict(server())
    options = {key: value for key, value in parts.items() if key not in {"dbname", "user", "password", "host", "port"}}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts["dbname"],
        "USER": parts.get("user") or "",
        "PASSWORD": parts.get("password") or "",
        "HOST": parts.get("host") or "",
        "PORT": parts.get("port") or "",
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def secret_key() -> str:
    """Return the installation's secret, made on first use and kept readable by its owner only."""
    if key := os.environ.get("FENGSUI_SECRET_KEY"):
        return key
    path = KEYS / "secret"
    if not path.exists():
        KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}
