"""The databases of a home's server: made, copied, renamed, dropped; and which of them Django talks to.

A live database cannot be dropped here: whoever asks, the clock's row in the database itself is read first.
"""

from __future__ import annotations

import fcntl
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from fengsui.house import Refused
from fengsui.site import home
from fengsui.site.postgres import EXTENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

LIVE, DRILL, EMPTY = "live", "drill", "empty"


def connect(name: str) -> Connection[Any]:
    """Connect to a database of the server in use, each statement its own transaction."""
    try:
        return psycopg.connect(home.server(name), autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        if 'database "' in str(error) and "does not exist" in str(error):
            raise LookupError(name) from error
        raise home.NotReady(unreachable(str(error))) from error


def unreachable(why: str) -> str:
    """Say why a connection failed, in a sentence that says what to do."""
    last = why.strip().splitlines()[-1].strip()
    if 'database "' in why and "does not exist" in why:
        return f"there is no database “{home.database_name()}” yet; start bin/run, or restore a backup."
    if "password authentication" in why or "no password supplied" in why:
        return "the database server refuses the user or password in DATABASE_URL; correct it."
    if home.is_external():
        return f"the database server of DATABASE_URL cannot be reached ({last}); start it or correct the address."
    return f"the database in {home.HOME / 'pg'} cannot be reached ({last}); start bin/run."


@contextmanager
def maintenance() -> Iterator[Connection[Any]]:
    """Connect to a database that is not the house's, from which others can be made and dropped."""
    for name in ("postgres", "template1"):
        try:
            connection = connect(name)
        except LookupError:
            continue
        with connection:
            yield connection
        return
    raise home.NotReady("the database server has neither a database “postgres” nor “template1” to work from; make one.")


def _do(connection: Connection[Any], text: str, **names: str) -> None:
    quoted = {key: sql.Identifier(name) for key, name in names.items()}
    try:
        connection.execute(sql.SQL(text).format(**quoted))
    except psycopg.errors.InsufficientPrivilege as error:
        why = f"the database user may not do this ({error.diag.message_primary}); give it CREATEDB and try again."
        raise home.NotReady(why) from error
    except psycopg.errors.DiskFull as error:
        raise home.NotReady("the database's disk is full; free some space and try again.") from error


def exists(name: str) -> bool:
    with maintenance() as connection:
        return connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None


def create(name: str, *, template: str = "") -> None:
    """Make a database, empty or as a copy of another one that nobody is connected to."""
    how = "template {template} strategy file_copy" if template else "encoding 'UTF8' template template0"
    with maintenance() as connection:
        _do(connection, "create database {name} " + how, name=name, template=template)
    if not template:
        extend(name)


def extend(name: str) -> None:
    """Give a database the extensions that the house needs."""
    with connect(name) as connection:
        for extension in EXTENSIONS:
            _do(connection, "create extension if not exists {extension}", extension=extension)


def kind(name: str) -> str:
    """Say what a database is: LIVE, DRILL, or EMPTY if it has no clock yet."""
    with connect(name) as connection:
        try:
            row = connection.execute("select kind from clock_clock").fetchone()
        except psycopg.errors.UndefinedTable:
            return EMPTY
    return str(row[0]) if row else EMPTY


def drop(name: str) -> None:
    """Drop a database if it exists, cutting off whoever is connected. A live one is never dropped.

    What is called `…_new` was cut off before it ever was in use.
    """
    if not exists(name):
        return
    unfinished = name.endswith("_new") and name != home.database_name()
    if not unfinished and kind(name) == LIVE:
        raise Refused("site.live", f"{name} is a live database; it is never dropped.")
    with maintenance() as connection:
        _do(connection, "drop database {name} with (force)", name=name)


def rename(old: str, new: str) -> None:
    """Rename a database and its keys, cutting off whoever is connected."""
    with maintenance() as connection:
        connection.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [old])
        _do(connection, "alter database {old} rename to {new}", old=old, new=new)
    shutil.rmtree(home.keys_dir(new), ignore_errors=True)
    if home.keys_dir(old).exists():
        home.keys_dir(old).rename(home.keys_dir(new))


def note(name: str, text: str = "") -> str:
    """Write a note on a database, if there is one to write, and return what stands there."""
    with maintenance() as connection:
        if text:
            comment = sql.SQL("comment on database {} is {}").format(sql.Identifier(name), sql.Literal(text))
            connection.execute(comment)
        read = "select shobj_description(oid, 'pg_database') from pg_database where datname = %s"
        row = connection.execute(read, [name]).fetchone()
    return str(row[0] or "") if row else ""


def copy(name: str, new: str) -> None:
    """Copy a database and the keys that open it."""
    create(new, template=name)
    shutil.rmtree(home.keys_dir(new), ignore_errors=True)
    if home.keys_dir(name).exists():
        shutil.copytree(home.keys_dir(name), home.keys_dir(new))


@contextmanager
def alone() -> Iterator[None]:
    """Let nobody else of this home make, replace or restore databases meanwhile. The system frees it however this ends."""
    with (home.HOME / "databases.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            why = "Somebody else is loading or restoring a database of this home; wait until that is done."
            raise Refused("site.busy", why) from None
        yield


@contextmanager
def using(name: str) -> Iterator[None]:
    """Let Django talk to another database of the server, with that one's keys, inside the block."""
    from django.conf import settings
    from django.db import connection

    from fengsui.ground.clock import queries as clock

    before = connection.settings_dict["NAME"], settings.KEYS_DIR
    try:
        connection.close()
        connection.settings_dict["NAME"], settings.KEYS_DIR = name, home.keys_dir(name)
        clock.forget()
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], settings.KEYS_DIR = before
        clock.forget()
