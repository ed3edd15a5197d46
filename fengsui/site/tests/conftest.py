"""Databases made, dropped and renamed for real, on the tests' own server, under names that no other worker uses."""

import pytest

from fengsui.site import databases, home

UNITS = """code,kind,name,territory
root,department,甲厅,-
prison,prison,甲监狱,root
"""


_create = databases.create


@pytest.fixture
def installation(monkeypatch, tmp_path, django_db_blocker, worker_id):
    """The name of a database in use that does not exist yet, in a home whose files are thrown away."""
    name = f"try_{worker_id}"
    monkeypatch.setattr(home, "HOME", tmp_path)
    monkeypatch.setattr(home, "KEYS", tmp_path / "keys")
    monkeypatch.setattr(home, "installation", dict)
    monkeypatch.setattr(home, "database_name", lambda: name)
    monkeypatch.setattr(
        home, "choose_database", lambda chosen: monkeypatch.setattr(home, "database_name", lambda: chosen)
    )
    with django_db_blocker.unblock():
        yield name
        _drop_all(name)


@pytest.fixture
def ready_made(monkeypatch, migrated):
    """Every new database comes with its tables."""
    with monkeypatch.context() as patch:
        patch.setattr(databases, "create", lambda new, template="": _create(new, template=template or migrated))
        yield patch


def _drop_all(prefix):
    with databases.maintenance() as connection:
        found = connection.execute(
            "select datname from pg_database where starts_with(datname, %s)", [prefix]
        ).fetchall()
        for (name,) in found:
            connection.execute(f'drop database "{name}" with (force)')


@pytest.fixture
def small_scenario(monkeypatch, tmp_path):
    """A scenario of two units, in a folder of its own."""
    from fengsui.site import scenario

    folder = tmp_path / "scenarios" / "small"
    folder.mkdir(parents=True)
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    (folder / "meta.toml").write_text(
        'opening = 2020-02-03T18:25:00+08:00\npassword = "p"\nname.zh = "小"\n[[accounts]]\nusername = "bao"\nrole.zh = "长"\n',
        encoding="utf-8",
    )
    (folder / "load.py").write_text(
        "from pathlib import Path\n"
        "from fengsui.ground.clock import queries as clock\n"
        "from fengsui.ground.org import actions as org\n"
        "from fengsui.ground.org.scope import SYSTEM\n"
        "from fengsui.site import units\n"
        "def load(progress):\n"
        "    progress('units')\n"
        "    org.arrange(units.read(Path(__file__).with_name('units.csv')), since=clock.today(), by=SYSTEM)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(scenario, "FOLDER", tmp_path / "scenarios")
    return "small"
