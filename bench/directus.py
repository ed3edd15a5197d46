"""The same calls against Directus, what an office would set up in a hurry: `POST /items/passages`, one server process, its own rights.

It does not come with us: npm fetches close to a gigabyte, and it wants Node 22. FENGSUI_BENCH_DIRECTUS names a folder in which
`npm install node@22 directus@12.4.0` was run (docs/performance.md); without it this bench says so and measures nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from bench import start
from bench.harness import Figure, house
from bench.sync import EACH, Peer, Phones, administration, in_turns, record, served, singly, wait

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = os.environ.get("FENGSUI_BENCH_DIRECTUS", "")
BATCHES = 4  # of the peer a run: it takes most of a second for each
TOKEN = "bench-token-of-nobody"
_FIELDS = {
    "id": "uuid", "at": "timestamp", "way": "string", "kind": "string", "heat": "integer", "site": "string", "who": "uuid",
    "building": "string", "room": "string", "name": "string", "phone": "string",
}  # fmt: skip


def figures() -> Iterator[Figure]:
    if not FOLDER:
        sys.exit("Directus is not here: name a folder that has it in FENGSUI_BENCH_DIRECTUS. Nothing was measured.")
    with house() as home:
        devices = administration()
        with served(home) as port, _directus(home) as other:
            phones, peer = Phones(port, devices), Items(other, BATCHES, Authorization=f"Bearer {TOKEN}")
            peer.collect()
            many = in_turns(home, phones, peer)
            yield Figure.against("sync_ratio_directus", *many, "Directus, processor time")
            yield Figure.against("sync_wall_ratio_directus", *many, "Directus, by the wall", wall=True)
            one = singly(home, phones, peer)
            yield Figure.against("sync_single_ratio_directus", *one, "Directus, a record a call, processor time")
            yield Figure.against("sync_single_wall_ratio_directus", *one, "the same, by the wall", wall=True)


class Items(Peer):
    """Its sender: items of a collection, asked to answer with their ids only."""

    name, table, path, created = "Directus", "passages", "/items/passages?fields=id", 200

    def bodies(self, phones: Phones, batches: int, each: int = EACH) -> list[bytes]:
        some = [[_plain(record(phones.now, phones.people[0])) for _n in range(each)] for _b in range(batches)]
        return [msgspec.json.encode(rows if each > 1 else rows[0]) for rows in some]

    def collect(self) -> None:
        """Make the collection by its own means: a unique id, types, nothing else."""
        fields = [{"field": name, "type": kind, "schema": {"is_primary_key": True} if name == "id" else {}} for name, kind in _FIELDS.items()]  # fmt: skip
        made = Peer(self.port, Authorization=self.head["Authorization"])
        made.path, made.created = "/collections", 200
        made.send([msgspec.json.encode({"collection": self.table, "schema": {}, "meta": {}, "fields": fields})])

    def emptied(self) -> None:
        _its_own("truncate passages")
        _its_own("checkpoint")

    def stored(self, wanted: int) -> None:
        if (there := _its_own("select count(*) from passages")) != wanted:
            raise RuntimeError(f"{there} rows instead of {wanted}")


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name in _FIELDS}


def _its_own(text: str) -> Any:
    from fengsui.site import databases

    with databases.connect("directus") as connection:
        cursor = connection.execute(text)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


@contextmanager
def _directus(home: Path) -> Iterator[int]:
    """Its server, with a database of its own in the same PostgreSQL."""
    from fengsui.site import databases
    from fengsui.site.home import socket_dir

    databases.create("directus")
    port, folder = start._free_port(), Path(FOLDER)  # noqa: SLF001
    node = next(folder.glob("node_modules/node/**/bin/node"), "node")
    told = os.environ | {
        "DB_CLIENT": "pg", "DB_HOST": str(socket_dir(home)), "DB_PORT": "5432", "DB_DATABASE": "directus", "DB_USER": "postgres",
        "DB_PASSWORD": "", "SECRET": TOKEN, "ADMIN_EMAIL": "bench@example.com", "ADMIN_PASSWORD": TOKEN, "ADMIN_TOKEN": TOKEN,
        "HOST": "127.0.0.1", "PORT": str(port), "TELEMETRY": "false", "CACHE_ENABLED": "false", "LOG_LEVEL": "error",
        "RATE_LIMITER_ENABLED": "false", "NODE_ENV": "production",
    }  # fmt: skip
    command = [str(node), str(folder / "node_modules/directus/cli.js")]
    subprocess.run([*command, "bootstrap"], cwd=home, env=told, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([*command, "start"], cwd=home, env=told, stdout=subprocess.DEVNULL)
    try:
        wait(port, "/server/ping")
        yield port
    finally:
        server.terminate()
        server.wait(20)
