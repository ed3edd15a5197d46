"""Scenarios: a folder `scenarios/<name>/` that fills an empty drill.

`meta.toml` says `opening` (the domain time at which the drill begins), `[name]` and `[about]` in zh and en, and
`[[accounts]]` with the one `password` of all; it is printed at the start and read by the sign-in page.
`load.py` offers `load(progress)`, which writes through the rooms' actions as SYSTEM and calls `progress(part)`.

A loaded drill is kept as a pristine copy, so that a reset is a copy of a database and not a second load.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

from fengsui.house import Refused
from fengsui.site import databases, home

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

FOLDER = home.ROOT / "scenarios"
FIRST = "2020-neimenggu"  # what a new installation opens with
_SEALED_AT_ONCE = 5000


@dataclass(frozen=True)
class Scenario:
    """`accounts` are (log-in name, password, who it is); `mark` is a digest of the files: another mark, another content."""

    name: str
    title: str
    opens: datetime
    accounts: tuple[tuple[str, str, str], ...]
    mark: str

    def fill(self, progress: Callable[[str], None]) -> None:
        """Fill the empty drill that Django talks to."""
        _module(self.name).load(progress)


def names() -> list[str]:
    return sorted(path.parent.name for path in FOLDER.glob("*/meta.toml"))


def find(name: str) -> Scenario:
    if name not in names():
        raise Refused("scenario.unknown", f"There is no scenario “{name}”; there are: {', '.join(names()) or 'none'}.")
    meta = tomllib.loads((FOLDER / name / "meta.toml").read_text(encoding="utf-8"))
    accounts = tuple((each["username"], meta["password"], each["role"]["zh"]) for each in meta.get("accounts", ()))
    return Scenario(name, meta["name"]["zh"], meta["opening"], accounts, _mark(FOLDER / name))


def _module(name: str) -> Any:
    """Import `load.py` as a part of a package, so that it can import the files beside it (`from . import units`)."""
    package = f"scenario_{name.replace('-', '_')}"
    if package not in sys.modules:
        parent = ModuleSpec(package, None, is_package=True)
        parent.submodule_search_locations = [str(FOLDER / name)]
        sys.modules[package] = module_from_spec(parent)
    spec = spec_from_file_location(f"{package}.load", FOLDER / name / "load.py")
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _mark(folder: Path) -> str:
    """A digest of a scenario's files."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in {".pyc", ".md"}):
        digest.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def loaded(name: str = "") -> str:
    """Return which scenario a drill's database holds, or nothing."""
    with databases.connect(name or home.database_name()) as connection:
        row = connection.execute("select scenario from clock_clock where kind = 'drill'").fetchone()
    return str(row[0]) if row else ""


def load(name: str, progress: Callable[[str], None] = lambda _line: None) -> Scenario:
    """Fill a new drill, keep it as the pristine copy, and put a copy of that in place of the present drill."""
    scenario = find(name)
    _refuse_live()
    with databases.alone():
        _load(scenario, progress)
    return scenario


def _load(scenario: Scenario, progress: Callable[[str], None]) -> None:
    target = home.database_name()
    fresh, pristine = f"{target}_new", f"{target}_pristine"
    databases.drop(fresh)
    databases.create(fresh)
    with databases.using(fresh):
        _fill(scenario, progress)
    databases.drop(pristine)
    databases.rename(fresh, pristine)
    databases.note(pristine, f"{scenario.name} {scenario.mark}")
    _replace(scenario)


def reset(progress: Callable[[str], None] = lambda _line: None) -> Scenario:
    """Put the drill back to its opening hour. Drops its whole database; refuses a live one."""
    _refuse_live()
    target = home.database_name()
    held = databases.note(f"{target}_pristine").split(" ")
    name = (
        held[0] or (loaded() if databases.exists(target) and databases.kind(target) == databases.DRILL else "") or FIRST
    )
    scenario = find(name)
    if held != [scenario.name, scenario.mark]:
        return load(name, progress)
    with databases.alone():
        _replace(scenario)
    return scenario


def _refuse_live() -> None:
    target = home.database_name()
    if databases.exists(target) and databases.kind(target) == databases.LIVE:
        raise Refused(
            "scenario.live",
            f"“{target}” is a live database and is not touched; for a drill set FENGSUI_HOME to another folder.",
        )


def _fill(scenario: Scenario, progress: Callable[[str], None]) -> None:
    from django.db import connection

    from fengsui.ground.clock import actions as clock
    from fengsui.ground.journal import actions as journal

    progress("tables")
    migrate()
    clock.found_drill(scenario.opens, scenario.name, rate=0)
    scenario.fill(progress)
    progress("seals")
    while journal.seal(_SEALED_AT_ONCE):
        pass
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def _replace(scenario: Scenario) -> None:
    """Put a copy of the pristine drill, its clock running from the opening hour, in place of the present one."""
    from fengsui.ground.clock import actions as clock

    target = home.database_name()
    fresh = f"{target}_new"
    databases.drop(fresh)
    databases.copy(f"{target}_pristine", fresh)
    with databases.using(fresh):
        migrate()
        clock.move(scenario.opens, rate=1)
    databases.drop(target)
    databases.rename(fresh, target)


def migrate() -> int:
    """Bring the database that Django talks to up to date. Return how many migrations were applied."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", verbosity=0, interactive=False)
    return len(plan)
