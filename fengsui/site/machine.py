"""The machine and the home: what must be right before anything starts, what runs, and any trouble in one sentence."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import socket
import sys
import traceback
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING

import psycopg

from fengsui.site import databases, home
from fengsui.site.home import NotReady

if TYPE_CHECKING:
    from collections.abc import Iterator

PYTHON = (3, 12)
_FIRST_MB = 700  # cluster, log and drill of a first start
_LATER_MB = 200


def check_python() -> None:
    if sys.version_info < PYTHON:
        raise NotReady(f"Python {sys.version.split()[0]} is too old; install Python {PYTHON[0]}.{PYTHON[1]} or later.")


def check_home() -> None:
    """Refuse a home that cannot be written."""
    try:
        home.HOME.mkdir(parents=True, exist_ok=True)
        (home.HOME / "log").mkdir(exist_ok=True)
    except OSError as error:
        raise NotReady(sentence(error) or f"{home.HOME} cannot be used ({error.strerror}).") from error
    if not os.access(home.HOME, os.W_OK | os.X_OK):
        raise NotReady(
            f"{home.HOME} is not writable for this user; change its owner or set FENGSUI_HOME to another folder."
        )


def check_disk() -> None:
    first = not home.is_external() and not (home.HOME / "pg").exists()
    needed, free = _FIRST_MB if first else _LATER_MB, shutil.disk_usage(home.HOME).free // 2**20
    if free < needed:
        raise NotReady(
            f"the disk of {home.HOME} has {free} MB free, {needed} MB are needed; free some space and start again."
        )


def check_port() -> None:
    port = home.port()
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise NotReady(
                f"this user may not open port {port}; choose one above 1023: FENGSUI_PORT=8000 bin/run."
            ) from error
        except OSError as error:
            other = port + 1 if port < 65535 else port - 1
            raise NotReady(
                f"port {port} is used by another program; stop it or choose another port: FENGSUI_PORT={other} bin/run."
            ) from error


def fonts() -> list[str]:
    """Return the fonts that documents can use: those of the house and those of the site's own folder."""
    folders = [*home.ROOT.glob("fengsui/**/fonts"), home.HOME / "fonts"]
    return sorted(
        p.name for folder in folders for p in folder.rglob("*") if p.suffix.lower() in {".otf", ".ttf", ".ttc"}
    )


def check_fonts() -> None:
    if not fonts():
        raise NotReady("the fonts for printing are missing; get a complete copy of Fengsui (git checkout -- fengsui).")


@contextmanager
def only_one() -> Iterator[None]:
    """Hold this home's lock while running; the system frees it however the process ends."""
    with (home.HOME / "run.lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise NotReady(_already(file.read())) from None
        file.truncate(0)
        json.dump({"pid": os.getpid(), "port": home.port()}, file)
        file.flush()
        yield


def _already(text: str) -> str:
    try:
        running = json.loads(text)
    except ValueError:
        return f"another bin/run is already using {home.HOME}."
    return (
        f"Fengsui is already running from {home.HOME} (process {running['pid']}): http://127.0.0.1:{running['port']}/"
    )


def is_running() -> bool:
    """Whether a bin/run holds this home."""
    try:
        with (home.HOME / "run.lock").open("a", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def is_ready() -> bool:
    """Whether a user can work: /health/ready answers 200."""
    connection = HTTPConnection("127.0.0.1", home.port(), timeout=5)
    try:
        host = os.environ.get("FENGSUI_HOSTS", "127.0.0.1").split(",")[0]
        connection.request("GET", "/health/ready", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def sentence(error: BaseException) -> str:
    """Say a known trouble in one sentence; nothing for an unknown one."""
    if isinstance(error, psycopg.errors.DiskFull) or (isinstance(error, OSError) and error.errno == errno.ENOSPC):
        return f"the disk of {home.HOME} is full; free some space and try again."
    if isinstance(error, PermissionError):
        return f"this user may not write {error.filename}; change its owner or set FENGSUI_HOME to another folder."
    if isinstance(error, psycopg.OperationalError):
        return databases.unreachable(str(error))
    return ""


def explain(error: BaseException) -> str:
    """Say any trouble in one sentence; what nobody foresaw is written to a log with all its details."""
    cause = error.__cause__ if not sentence(error) and error.__cause__ else error
    if known := sentence(cause):
        return known
    log = home.HOME / "log" / "trouble.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return f"{type(error).__name__}: {error}"
    return f"{type(error).__name__}: {str(error).strip() or 'no reason given'} (details: {log})."
