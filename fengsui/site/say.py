"""What the person at the terminal sees."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WIDTH = 34
for _stream in (sys.stdout, sys.stderr):  # a GBK terminal lacks some signs; better a question mark than an error
    if isinstance(_stream, TextIOWrapper):
        _stream.reconfigure(errors="replace")


def line(text: str = "") -> None:
    print(text, flush=True)


def trouble(sentence: str) -> None:
    print(f"fengsui: {sentence}", file=sys.stderr, flush=True)


@contextmanager
def step(name: str) -> Iterator[Callable[[str], None]]:
    """Show a step and how long it took; the block may name its parts, which are shown under it."""
    begun = last = time.monotonic()
    parts: list[str] = []

    def part(text: str) -> None:
        nonlocal last
        if parts:
            _seconds(time.monotonic() - last)
        else:
            line()
        last = time.monotonic()
        parts.append(text)
        print(f"      {text} ".ljust(_WIDTH, "·"), end=" ", flush=True)

    print(f"  {name} ".ljust(_WIDTH, "·"), end=" ", flush=True)
    try:
        yield part
    except BaseException:
        line("✗")
        raise
    if parts:
        _seconds(time.monotonic() - last)
        print("    together ".ljust(_WIDTH, "·"), end=" ")
    _seconds(time.monotonic() - begun)


def _seconds(value: float) -> None:
    line(f"{value:5.1f} s")
