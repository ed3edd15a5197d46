"""What is put in force: the account's own orders, and what a drill needs besides, each with its basis. See facts.toml."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.org.scope import SYSTEM

FACTS = tomllib.loads((Path(__file__).parent / "facts.toml").read_text(encoding="utf-8"))
QUOTES = {fact["id"]: fact["quote"] for fact in FACTS["facts"]}
SOURCE = "《全区司法行政系统抗疫实录(一)》"


def dated(since: date) -> list[tuple[datetime, dict[str, Any], str]]:
    """The orders whose hour the account (or a setting of the drill) states, from a day on: (from when, measure, the sentence)."""
    return [each for each in _dated() if each[0].date() >= since]


def _dated() -> list[tuple[datetime, dict[str, Any], str]]:
    ordered = [
        (fact["at"], each, SOURCE + fact["quote"])
        for fact in FACTS["facts"]
        for each in fact.get("measures", ())
        if isinstance(fact.get("at"), datetime)
    ]
    return ordered + [(each["at"], each, each["basis"]) for each in FACTS["settings"] if "at" in each]


def _undated() -> list[tuple[dict[str, Any], str]]:
    """The rest holds from the beginning: (measure, basis)."""
    said = [
        (each, f"{SOURCE}{fact['quote']}（原文未载起始日，演练自起始日执行）")
        for fact in FACTS["facts"]
        for each in fact.get("measures", ())
        if not isinstance(fact.get("at"), datetime)
    ]
    return said + [(each, each["basis"]) for each in FACTS["settings"] if "at" not in each]


def begin(day: date) -> None:
    """Put in force what holds on the first day: what has no date, and what was ordered before."""
    for each, basis in _undated():
        put(each, basis, clock.midnight(day))
    for at, each, basis in _dated():
        if at.date() < day:
            put(each, basis, at)


def put(each: dict[str, Any], basis: str, at: datetime) -> None:
    parameter = parameters()[each["parameter"]]
    measures.put(parameter, parameter.loaded(each["value"]), basis=basis, by=SYSTEM, at=at, system=each["system"])
