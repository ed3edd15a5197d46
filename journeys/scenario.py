"""The scenario's own modules, for its tests: its folder's name is no Python name, the launcher knows the way in."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fengsui.site import scenario

if TYPE_CHECKING:
    from types import ModuleType

NAME = "2020-neimenggu"
FOLDER = scenario.FOLDER / NAME
ACCOUNT = Path(__file__).resolve().parents[2] / "shared" / "data" / "article.txt"


def part(name: str) -> ModuleType:
    """A module of the scenario's folder."""
    package = scenario._module(NAME).__package__  # noqa: SLF001 - the launcher's own way in
    return import_module(f"{package}.{name}")


@cache
def units() -> list[dict[str, str]]:
    with (FOLDER / "units.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def table(file: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))
