"""Everything between a running database and a running web server. Run as `python -m fengsui.site.launch.prepare`."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from fengsui.house import Refused
from fengsui.site import databases, home, machine, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

RESULT = home.HOME / "ready.json"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengsui.site.settings")
    try:
        RESULT.unlink(missing_ok=True)
        _prepare()
    except (Refused, home.NotReady) as error:
        say.trouble(str(error).removeprefix("fengsui: "))
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - nobody should meet a traceback at the start; explain() keeps it
        say.trouble(machine.explain(error))
        sys.exit(1)


def _prepare() -> None:
    import django

    texts()  # before Django reads them: it remembers, and a first drill from a clone would be written in English
    with say.step("Rooms"):
        django.setup()
    static_files()
    result = drill() if _is_drill() else live()
    RESULT.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


def _is_drill() -> bool:
    """Everything but a live database is a drill, or becomes one."""
    name = home.database_name()
    if databases.exists(name):
        return databases.kind(name) != databases.LIVE
    if home.installation().get("database") == name and not databases.exists(f"{name}_pristine"):
        raise home.NotReady(
            f"the database “{name}” of {home.HOME} is missing; restore it from a backup (docs/operations.md)."
        )
    return True


def tables() -> None:
    from fengsui.site.scenario import migrate

    with say.step("Tables"):
        migrate()


def live() -> dict[str, Any]:
    tables()
    return {"kind": "live", "accounts": []}


def drill() -> dict[str, Any]:
    """Have a drill whose clock goes on where it stood; on the first start, load it."""
    from fengsui.ground.clock import actions as clock
    from fengsui.ground.clock import queries
    from fengsui.site import scenario

    name = home.database_name()
    if not databases.exists(name) or databases.kind(name) == databases.EMPTY:
        with say.step(f"Drill {scenario.FIRST}") as part:
            scenario.reset(part)
    else:
        tables()
        clock.resume()
        clock.move(rate=1)
    held = scenario.find(scenario.loaded())
    here = queries.local(queries.now())
    return {"kind": "drill", "title": held.title, "at": f"{here:%Y-%m-%d %H:%M}", "accounts": held.accounts}


def texts() -> None:
    from fengsui.site import translate

    with say.step("Screen texts"):
        translate.compile()


def static_files() -> None:
    """Collect the static files if any of them, or a library, changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    mark = _mark(_static_sources())
    stamp = home.HOME / "static" / ".mark"
    complete = (stamp.parent / "staticfiles.json").exists()
    if complete and stamp.exists() and stamp.read_text(encoding="utf-8") == mark:
        return
    with say.step("Static files"):
        stamp.unlink(missing_ok=True)  # killed half-way, it begins again
        call_command("collectstatic", verbosity=0, interactive=False, clear=settings.STATIC_ROOT.exists())
        stamp.write_text(mark, encoding="utf-8")


def _static_sources() -> Iterable[Path]:
    yield home.ROOT / "requirements" / "app.txt"
    for folder in sorted((home.ROOT / "fengsui").glob("**/static")):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _mark(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        status = path.stat()
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
