"""The house: where its rooms are, what they declare, and how they say no. It imports no room."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from django.utils.functional import Promise

WINGS = ("ground", "frontline", "command", "chronicle")
ROOT = Path(__file__).parent


class Refused(Exception):
    """An action says no: `code` for programs, `sentence` for people (what is wrong and what to do).

    Doors turn it into a form error (`field` names the input, if one is to blame) or problem+json.
    """

    def __init__(self, code: str, sentence: str | Promise, *, field: str = "", **facts: Any) -> None:
        super().__init__(str(sentence))
        self.code = code
        self.sentence = sentence
        self.field = field
        self.facts = facts


def rooms() -> list[str]:
    """Dotted names of all rooms, ground first; a room is a folder of a wing with an __init__.py.

    `FENGSUI_ROOMS` adds rooms that an installation keeps outside this package (dotted names, separated by commas).
    """
    own = [
        f"fengsui.{wing}.{path.parent.name}" for wing in WINGS for path in sorted((ROOT / wing).glob("*/__init__.py"))
    ]
    return own + [name for name in os.environ.get("FENGSUI_ROOMS", "").split(",") if name]


def modules(file: str) -> Iterator[ModuleType]:
    """The modules of that fixed file name (`indicators`, `checks`, `menu` …) of every installed room."""
    from django.apps import apps  # noqa: PLC0415 - the settings read this file before Django is there

    known = {*rooms(), "fengsui.site"}
    for config in apps.get_app_configs():
        if config.name in known and find_spec(f"{config.name}.{file}"):
            yield import_module(f"{config.name}.{file}")


def replan() -> None:
    """Let every room that plans ahead plan again (`settling.replan`): measures or the organisation changed."""
    for module in modules("settling"):
        if hasattr(module, "replan"):
            module.replan()


def forget_units(units: list[int]) -> None:
    """Let rooms drop what they only planned for units that are taken back before anything happened there."""
    for module in modules("settling"):
        if hasattr(module, "forget_units"):
            module.forget_units(units)


@cache
def declared[T](file: str, kind: type[T]) -> tuple[T, ...]:
    """All declarations of one kind, in the order of the rooms and of the lines in their files.

    A declaration belongs to the room in whose file it is written; an imported one is not counted twice.
    """
    found: dict[int, T] = {}
    for module in modules(file):
        for value in vars(module).values():
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, kind):
                    found.setdefault(id(item), item)
    return tuple(found.values())
