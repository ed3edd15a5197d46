"""Backup and restore: the rows in a dated file each time, the keys that open them in one file that is replaced.

A person destroyed is destroyed in old backups too, because no older key file is kept (docs/decisions/0002-persons.md).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from fengsui.house import Refused
from fengsui.site import databases, home, postgres

if TYPE_CHECKING:
    from collections.abc import Callable

_KEY_TABLES = ("vault_key", "vault_lookup", "vault_trace")
_LEFT_OUT = (*_KEY_TABLES, "django_session")


def save(folder: Path) -> tuple[Path, Path]:
    """Write a backup of the database in use into a folder. Return the file of the rows and the file of the keys."""
    from fengsui.ground.clock import queries as clock

    name = home.database_name()
    folder.mkdir(parents=True, exist_ok=True)
    rows, keys = folder / f"{name}-{clock.wall():%Y%m%d-%H%M%S}.dump", folder / f"{name}.keys"
    # the rows first: a person who comes in between has a key without rows, which harms nobody
    _write_whole(rows, lambda to: _dump(name, to, *(f"--exclude-table-data={table}" for table in _LEFT_OUT)))
    _write_whole(keys, lambda to: _dump_keys(name, to))
    return rows, keys


def _write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place, for its owner only, and move it there when it is complete and on the disk."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.touch(mode=0o600)
    fresh.chmod(0o600)
    try:
        write(fresh)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(path)


def _dump(name: str, to: Path, *options: str) -> None:
    with to.open("wb") as file:
        _run(
            "pg_dump",
            name,
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--no-comments",
            *options,
            out=file.fileno(),
        )


def _dump_keys(name: str, to: Path) -> None:
    with tempfile.TemporaryDirectory(dir=to.parent) as folder:
        table_file = Path(folder) / "vault.dump"
        _dump(name, table_file, "--data-only", *(f"--table={table}" for table in _KEY_TABLES))
        with tarfile.open(to, "w:gz") as archive:
            archive.add(table_file, "vault.dump")
            ring = home.keys_dir(name) / "epochs.json"
            if ring.exists():
                archive.add(ring, "epochs.json")


def restore(rows: Path, *, replace: bool = False) -> tuple[str, list[str]]:
    """Restore a backup as the database in use. Return its name and what the journal's check found.

    A database of that name stays, under another name; nothing is dropped.
    """
    name, keys = rows.name.rsplit("-", 2)[0], rows.with_name(f"{rows.name.rsplit('-', 2)[0]}.keys")
    for path in (rows, keys):
        if not path.is_file():
            raise Refused("restore.file", f"{path} is missing; a backup is a dated file and the .keys file beside it.")
    present = databases.exists(name) and databases.kind(name) != databases.EMPTY
    if present and not replace:
        raise Refused(
            "restore.exists", f"“{name}” exists; add --replace to put the backup in its place (the old one is kept)."
        )
    with databases.alone():
        findings = _put(name, rows, keys)
    home.choose_database(name)
    return name, findings


def _put(name: str, rows: Path, keys: Path) -> list[str]:
    """Build the database beside its place, check it, and only then put it there."""
    fresh = f"{name}_new"
    databases.drop(fresh)
    databases.create(fresh)
    _fill(fresh, rows, keys)
    findings = _check(fresh)
    if databases.exists(name):
        databases.rename(name, _before(name))
    databases.rename(fresh, name)
    return findings


def _fill(name: str, rows: Path, keys: Path) -> None:
    """Rows, then keys, then constraints, so that nothing refers to what is not there yet."""
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(keys) as archive:
            archive.extractall(folder, filter="data")
        _read(name, rows, "--section=pre-data", "--section=data")
        _read(name, Path(folder) / "vault.dump", "--data-only")
        _read(name, rows, "--section=post-data")
        ring = Path(folder) / "epochs.json"
        if ring.exists():
            home.keys_dir(name).mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(ring, home.keys_dir(name) / "epochs.json")
            (home.keys_dir(name) / "epochs.json").chmod(0o600)


def _check(name: str) -> list[str]:
    from fengsui.ground.journal import queries
    from fengsui.site.scenario import migrate

    with databases.using(name):
        migrate()
        return list(queries.verify())


def _before(name: str) -> str:
    from fengsui.ground.clock import queries as clock

    return f"{name}_before_{clock.wall():%Y%m%d_%H%M%S}"


def _read(name: str, file: Path, *options: str) -> None:
    with file.open("rb") as source:
        _run("pg_restore", name, "--no-owner", "--no-privileges", "--exit-on-error", *options, into=source.fileno())


def _run(program: str, name: str, *options: str, out: int = subprocess.DEVNULL, into: int = subprocess.DEVNULL) -> None:
    """Run one of PostgreSQL's programs on a database; the password goes by the environment, not by the command line."""
    address = conninfo_to_dict(home.server(name))
    secret = {"PGPASSWORD": str(address.pop("password"))} if address.get("password") else {}
    command = [_program(program), f"--dbname={make_conninfo('', **address)}", *options]
    done = subprocess.run(
        command, stdin=into, stdout=out, stderr=subprocess.PIPE, text=True, check=False, env=os.environ | secret
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise Refused("backup.failed", f"{program} failed: {lines[-1] if lines else done.returncode}.")


def _program(name: str) -> str:
    """The user's own program for a server of the user's, if it is new enough (the embedded one knows no TLS)."""
    embedded = str(postgres.tool(name))
    if not home.is_external():
        return embedded
    with databases.maintenance() as connection:
        needed = connection.info.server_version // 10000
    for program in (shutil.which(name), embedded):
        if program and _major(program) >= needed:
            return program
    raise Refused("backup.program", f"{name} {needed} or later is needed for this server; install it.")


def _major(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)\.\d+", said)
    return int(found[1]) if found else 0
