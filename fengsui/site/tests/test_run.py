"""What bin/run looks at before it starts anything, and how it keeps its children."""

import errno
import shutil
import signal
import socket
import subprocess
import time
from types import SimpleNamespace

import pytest

from fengsui.site import home, machine
from fengsui.site.launch import children, prepare


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setattr(home, "HOME", tmp_path)
    monkeypatch.setattr(children, "_REGISTER", tmp_path / "run.json")
    (tmp_path / "log").mkdir()
    return tmp_path


def test_a_busy_port_is_named_with_a_way_out(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("FENGSUI_PORT", str(other.getsockname()[1]))
        with pytest.raises(home.NotReady, match=r"used by another program.*FENGSUI_PORT="):
            machine.check_port()


def test_a_port_that_is_no_number_is_named(monkeypatch):
    monkeypatch.setenv("FENGSUI_PORT", "80a")
    with pytest.raises(home.NotReady, match="80a"):
        machine.check_port()


def test_a_disk_nearly_full_stops_the_start(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=20 * 2**20))
    with pytest.raises(home.NotReady, match="20 MB free"):
        machine.check_disk()


def test_missing_fonts_stop_the_start(monkeypatch, own_home):
    monkeypatch.setattr(home, "ROOT", own_home)
    with pytest.raises(home.NotReady, match="fonts"):
        machine.check_fonts()


def test_a_second_start_in_one_home_names_the_first(own_home):
    with machine.only_one():
        assert machine.is_running()
        with pytest.raises(home.NotReady, match=r"already running.*http://127\.0\.0\.1"):
            machine.only_one().__enter__()
    assert not machine.is_running()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "full"),
        (PermissionError(errno.EACCES, "denied", "/srv/x"), "may not write /srv/x"),
        (ValueError("odd"), "ValueError: odd"),
    ],
)
def test_any_trouble_is_one_sentence(error, sentence):
    said = machine.explain(error)
    assert sentence in said
    assert "\n" not in said


def _sleeper():
    return children.Child("sleeper", ["-c", "import time; print('here', flush=True); time.sleep(60)"])


def test_what_a_killed_launcher_left_is_ended():
    child = _sleeper()
    child.start()
    children.remember([child.process.pid])
    assert children.end_leftovers() == 1
    assert child.process.wait(5) == -signal.SIGTERM
    assert children.end_leftovers() == 0


def test_a_process_that_only_has_the_same_number_is_left_alone(own_home):
    with subprocess.Popen(["sleep", "30"]) as other:
        (own_home / "run.json").write_text(f'[{{"pid": {other.pid}, "created": 1.0}}]', encoding="utf-8")
        assert children.end_leftovers() == 0
        assert other.poll() is None
        other.kill()


def test_a_child_says_why_it_ended():
    child = children.Child("talker", ["-c", "raise SystemExit('no port')"])
    child.start()
    child.process.wait(5)
    assert child.why() == "no port"
    child = children.Child("worker", ["-c", "print('FATAL: not yet'); raise SystemExit('DETAIL: no consistent state')"])
    child.start()
    child.process.wait(5)
    assert child.why() == "FATAL: not yet"
    killed = _sleeper()
    killed.start()
    killed.stop()
    assert killed.why() == "killed by SIGTERM"


def test_a_child_that_dies_at_once_is_started_again_with_patience():
    child = children.Child("dier", [], begun=time.monotonic())
    assert child.due()
    child.deaths = 3
    assert not child.due()


def test_static_files_are_collected_only_when_one_changed(tmp_path):
    file = tmp_path / "a.css"
    file.write_text("a", encoding="utf-8")
    before = prepare._mark([file])
    assert prepare._mark([file]) == before
    file.write_text("ab", encoding="utf-8")
    assert prepare._mark([file]) != before
