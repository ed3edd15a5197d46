from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
NOT_BENCHES = {"__init__", "__main__", "harness", "large", "crowd", "drf", "books"}


def names() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NOT_BENCHES)


def main(arguments: list[str]) -> int:
    as_json = "--json" in arguments
    asked = [word for word in arguments if not word.startswith("-")]
    if len(asked) != 1 or asked[0] not in names():
        print(f"bin/bench NAME [--json]; there are: {', '.join(names())}.", file=sys.stderr)
        return 2
    for figure in import_module(f"bench.{asked[0]}").figures():
        print(figure.as_json() if as_json else figure.as_line(), flush=True)
    return 0


sys.exit(main(sys.argv[1:]))
