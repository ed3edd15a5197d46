import shutil

import pytest

from fengsui.ground.org import queries as org
from fengsui.ground.org.models import Person
from fengsui.ground.vault import actions as vault
from fengsui.house import Refused
from fengsui.site import backup, databases, golive, home
from fengsui.site.tests.conftest import UNITS


@pytest.fixture
def live(installation, ready_made, tmp_path):
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    golive.found(tmp_path / "units.csv", "李某", "包某")
    ready_made.undo()  # a restore brings its own tables
    return home.database_name()


def _names(database):
    with databases.using(database):
        return set(org.names(Person.objects.values_list("pk", flat=True)).values())


def test_a_backup_is_restored_with_names_and_a_whole_journal(live, tmp_path):
    rows, keys = backup.save(tmp_path / "backups")
    assert keys.stat().st_mode & 0o777 == rows.stat().st_mode & 0o777 == 0o600
    shutil.rmtree(home.keys_dir(live))
    name, findings = backup.restore(rows, replace=True)
    assert (name, findings, _names(name)) == (live, [], {"李某", "包某"})


def test_an_old_backup_does_not_bring_a_destroyed_person_back(live, tmp_path):
    rows, _keys = backup.save(tmp_path)
    with databases.using(live):
        vault.destroy(Person.objects.values_list("pk", flat=True))
        vault.rotate()
    backup.save(tmp_path)
    backup.restore(rows, replace=True)
    assert not {name for name in _names(live) if name}


def test_restore_keeps_what_it_replaces(live, tmp_path):
    rows, _keys = backup.save(tmp_path)
    with pytest.raises(Refused, match="--replace"):
        backup.restore(rows)
    backup.restore(rows, replace=True)
    with databases.maintenance() as connection:
        found = connection.execute(
            "select datname from pg_database where datname like %s", [f"{live}_before_%"]
        ).fetchall()
    assert len(found) == 1
    assert _names(found[0][0]) == {"李某", "包某"}


def test_rows_without_keys_are_refused(live, tmp_path):
    rows, keys = backup.save(tmp_path)
    keys.unlink()
    with pytest.raises(Refused, match="keys is missing"):
        backup.restore(rows, replace=True)
