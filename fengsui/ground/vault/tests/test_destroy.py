"""One person destroyed: in rows, history and backup, while the journal's chain still verifies."""

import pytest
from django.conf import settings
from django.db import connection

from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.queries import verify
from fengsui.ground.org.models import Person
from fengsui.ground.org.queries import names
from fengsui.ground.vault import actions, ring
from fengsui.ground.vault import queries as vault
from fengsui.ground.vault.models import Key, Lookup, Trace

TABLES = ["vault_key", "vault_lookup", "vault_trace", "org_person"]


@pytest.fixture(autouse=True)
def keys(tmp_path):
    settings.KEYS_DIR, before = tmp_path, settings.KEYS_DIR
    yield
    settings.KEYS_DIR = before


def back_up():
    """What a backup of the database holds, wrapped keys and all."""
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in TABLES}


def _rows(cursor, table):
    cursor.execute(f"select * from {table}")
    return [dict(zip([c.name for c in cursor.description], row, strict=True)) for row in cursor.fetchall()]


def restore(backup):
    """Put the backup's rows back, as somebody would who wants the destroyed person again."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for row in backup[table]:
                places = ", ".join(["%s"] * len(row))
                cursor.execute(f"insert into {table} values ({places}) on conflict do nothing", list(row.values()))


@pytest.fixture
def two(transactional_db):
    """Two persons, each findable by an identifier."""
    pens = [actions.new(), actions.new()]
    for pen, name in zip(pens, ["王小明", "乌兰图雅"], strict=True):
        Person.objects.create(pk=pen.subject, name_sealed=pen.seal("name", name))
        actions.index(pen.subject, number=name)
    return [pen.subject for pen in pens]


def test_what_is_sealed_opens_with_the_persons_key_only(two):
    first, second = two
    assert names(two) == {first: "王小明", second: "乌兰图雅"}
    sealed = bytes(Person.objects.get(pk=first).name_sealed)
    assert "王小明".encode() not in sealed
    with pytest.raises(ValueError, match="does not open"):
        vault.open_value(vault.keys([second])[second], first, "name", sealed)


def test_a_destroyed_person_is_gone_from_the_rows(two):
    actions.destroy([two[0]])
    actions.rotate()
    assert names(two) == {two[0]: "", two[1]: "乌兰图雅"}
    assert vault.find("number", "王小明") == []
    assert vault.find("number", "乌兰图雅") == [two[1]]


def test_a_backup_does_not_bring_a_destroyed_person_back(two):
    backup = back_up()
    actions.destroy([two[0]])
    actions.rotate()
    restore(backup)
    assert Key.objects.filter(pk=two[0]).exists()
    assert names(two) == {two[0]: "", two[1]: "乌兰图雅"}
    assert vault.find("number", "王小明") == []


def test_the_old_epochs_key_is_gone_from_the_disk(two):
    before = ring.current().number
    actions.destroy([two[0]])
    actions.rotate()
    assert ring.epoch(before) is None
    assert str(before) not in ring._read()


def test_the_journals_chain_still_verifies(two):
    journal.write("org.registered", by=two[0], unit=None, about=f"org.person:{two[0]}", persons=1)
    journal.seal()
    actions.destroy([two[0]])
    actions.rotate()
    assert list(verify()) == []


def test_a_crash_between_rewrapping_and_retiring_is_finished_by_the_next_rotation(two, monkeypatch):
    monkeypatch.setattr(ring, "retire", lambda before: None)
    actions.rotate()
    monkeypatch.undo()
    assert names(two)[two[1]] == "乌兰图雅"
    actions.rotate()
    assert len([n for n in ring._read() if n.isdigit()]) == 1
    assert names(two)[two[1]] == "乌兰图雅"


def test_rotation_refuses_to_run_inside_a_transaction(db):
    with pytest.raises(RuntimeError):
        actions.rotate()


def test_a_destroyed_person_cannot_be_written_again(two):
    actions.destroy([two[0]])
    with pytest.raises(LookupError):
        actions.pen(two[0])


def test_an_identifier_can_be_taken_back(two):
    actions.index(two[0], number="")
    assert not Lookup.objects.filter(subject_id=two[0]).exists()


@pytest.mark.parametrize(("name", "masked"), [("王小明", "王**"), ("乌兰图雅", "乌***"), ("", "")])
def test_names_are_masked_but_for_the_first_character(name, masked):
    assert vault.mask_name(name) == masked


@pytest.mark.parametrize(("number", "masked"), [("15010219900307", "************07"), ("123", "***")])
def test_numbers_are_masked_but_for_the_last_two(number, masked):
    assert vault.mask_number(number) == masked


def test_nothing_is_sealed_as_nothing(two):
    pen = actions.pen(two[1])
    assert pen.seal("phone", "") == b""
    assert vault.open_value(vault.keys([two[1]])[two[1]], two[1], "phone", pen.seal("phone", "130")) == "130"


def test_a_row_whose_epoch_is_gone_is_left_alone(two):
    backup = back_up()
    actions.destroy([two[0]])
    actions.rotate()
    restore(backup)
    assert actions.rotate() == 1
    assert names(two)[two[1]] == "乌兰图雅"


def found(part):
    return list(vault.traced_any([[part]]).values_list("pk", flat=True))


def test_parts_of_names_go_along_with_a_rotation(two):
    actions.trace({two[0]: ["c王小", "wxm"], two[1]: ["c乌兰", "wlty"]})
    actions.rotate()
    assert (found("c王小"), found("c乌兰"), found("c")) == ([two[0]], [two[1]], [])
    assert set(Trace.objects.values_list("epoch", flat=True)) == {ring.current().number}


def test_an_old_backup_is_not_matched_by_parts_of_names(two):
    actions.trace({two[0]: ["c王小"]})
    backup = back_up()
    actions.destroy([two[0]])
    actions.rotate()
    assert not Trace.objects.filter(pk=two[0]).exists()
    restore(backup)
    assert Trace.objects.filter(pk=two[0]).exists()
    assert found("c王小") == []
    actions.rotate()  # what cannot be read is left as it is
    assert found("c王小") == []


def test_parts_stand_in_no_column_as_they_are(two):
    actions.trace({two[0]: ["c王小"]})
    row = Trace.objects.get(pk=two[0])
    assert all("王小".encode() not in part.bytes for part in row.parts)
