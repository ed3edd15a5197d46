"""bin/run: from nothing to a working page, and everything kept alive until Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from typing import Any

from fengsui.site import databases, home, machine, postgres, say
from fengsui.site.home import NotReady
from fengsui.site.launch import children, prepare

_stopping = threading.Event()
_LOOK_S = 0.5


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, _ask_to_stop)
    try:
        _run()
    except NotReady as trouble:
        say.line()
        say.trouble(str(trouble).removeprefix("fengsui: "))
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - one sentence; explain() keeps the details
        say.line()
        say.trouble(machine.explain(error))
        sys.exit(1)


def _ask_to_stop(_number: int, _frame: Any) -> None:
    _stopping.set()


def _run() -> None:
    begun = time.monotonic() - float(os.environ.pop("FENGSUI_BEGUN_S_AGO", "0"))
    machine.check_python()
    machine.check_home()
    with ExitStack() as stack:
        stack.enter_context(machine.only_one())
        if children.end_leftovers():
            say.line("  (ended what a killed start had left behind)")
        machine.check_disk()
        machine.check_fonts()
        machine.check_port()
        _start_database(stack)
        _prepare()
        running = [children.web(), children.worker()]
        stack.callback(_stop, running)
        _start_children(running)
        if not _stopping.is_set():
            _welcome(time.monotonic() - begun)
        _keep_alive(running)
        say.line("\nStopping …")
    say.line("Stopped.")


def _start_database(stack: ExitStack) -> None:
    with say.step("Database"):
        if not home.is_external():
            stack.enter_context(postgres.held(home.HOME))
        with databases.maintenance():
            pass


def _prepare() -> None:
    """Prepare in a process of its own; Ctrl-C ends it too."""
    if _stopping.is_set():
        return
    command = [sys.executable, "-P", "-m", "fengsui.site.launch.prepare"]
    environment = os.environ | {"PYTHONPATH": str(home.ROOT)}
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True) as process:
        children.remember([process.pid])
        while process.poll() is None:
            if _stopping.wait(0.02):
                process.terminate()
                process.wait()
                return
        if process.returncode:
            raise SystemExit(process.returncode)


def _start_children(running: list[children.Child]) -> None:
    if _stopping.is_set():
        return
    web, worker = running
    with say.step("Web server"):
        web.start()
        _remember(running)
        children.wait_until_ready(web, _stopping)
    if _stopping.is_set():
        return
    worker.start()  # people first: on a small machine it would slow the web server's start
    _remember(running)


def _remember(running: list[children.Child]) -> None:
    children.remember(child.process.pid for child in running if child.process)


def _stop(running: list[children.Child]) -> None:
    """End in order: nobody comes in, what was begun is finished, then the database."""
    for child in running:
        child.stop()
    _remember([])


def _welcome(seconds: float) -> None:
    ready = json.loads(prepare.RESULT.read_text(encoding="utf-8"))
    say.line(f"\nFengsui 烽燧 is ready after {seconds:.1f} s: http://127.0.0.1:{home.port()}/")
    if ready["kind"] == "drill":
        say.line(f"Drill: {ready['title']}; its clock shows {ready['at']} and is running.")
    if ready["accounts"]:
        width = max(len(name) for name, _password, _who in ready["accounts"])
        say.line("Log-ins of the drill:")
        for name, password, who in ready["accounts"]:
            say.line(f"  {name.ljust(width)}  {password}  {who}")
    say.line("Stop with Ctrl-C.")


def _keep_alive(running: list[children.Child]) -> None:
    told = ""
    while not _stopping.wait(_LOOK_S):
        if not home.is_external() and not postgres.running(home.HOME):
            told = _revive_database(told)
        for child in running:
            if not child.is_alive() and child.due():
                _revive(child)
                _remember(running)


def _revive_database(told: str) -> str:
    """Start the database again. Return the trouble if it does not come up, so that it is told once and not for ever."""
    if not told:
        say.trouble("the database died; starting it again.")
    try:
        postgres.start(home.HOME)
    except NotReady as trouble:
        if str(trouble) != told:
            say.trouble(str(trouble).removeprefix("fengsui: "))
        _stopping.wait(5)
        return str(trouble)
    say.line("The database runs again.")
    return ""


def _revive(child: children.Child) -> None:
    child.deaths += 1
    say.trouble(f"the {child.name} ended ({child.why()}); starting it again.")
    child.stop()
    child.start()


if __name__ == "__main__":
    main()
