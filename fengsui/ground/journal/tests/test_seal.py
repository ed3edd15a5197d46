import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import ProgrammingError

from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.models import Entry, Leaf, Seal
from fengsui.ground.journal.queries import counts, verify


@pytest.fixture
def entries(units):
    for number in range(3):
        journal.write("org.arranged", by=None, unit=None, about="test", units=number)
    journal.seal()
    connection.check_constraints()
    return list(Entry.objects.order_by("pk"))


def tamper(sql, *params):
    """Change a table as its owner could: with the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("set session_replication_role = origin")


def test_a_sealed_journal_verifies(entries):
    assert list(verify()) == []
    assert Leaf.objects.count() == len(entries)


def test_seals_chain(entries):
    journal.write("org.arranged", by=None, unit=None, about="test", units=9)
    assert journal.seal() == 1
    assert journal.seal() == 0
    assert Seal.objects.count() == 2
    assert list(verify()) == []


@pytest.mark.parametrize("sql", ["update journal_entry set about = 'x'", "delete from journal_entry"])
def test_the_journal_is_append_only(entries, sql):
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_flipped_byte_is_named(entries):
    tamper("update journal_entry set data = '{\"units\": 7}' where id = %s", entries[1].pk)
    assert list(verify()) == [f"entry {entries[1].pk}, sealed in seal 1, was changed"]


def test_a_removed_entry_is_named(entries):
    tamper("delete from journal_entry where id = %s", entries[1].pk)
    assert list(verify()) == [f"entry {entries[1].pk}, sealed in seal 1, was removed"]


def test_an_entry_changed_together_with_its_leaf_breaks_the_seal(entries):
    tamper("update journal_leaf set digest = '\\x00' where entry_id = %s", entries[1].pk)
    assert any("seal 1 does not fit" in sentence for sentence in verify())


def test_a_removed_seal_is_named(entries):
    journal.write("org.arranged", by=None, unit=None, about="test", units=9)
    journal.seal()
    connection.check_constraints()
    tamper("delete from journal_leaf where seal_id = 1")
    tamper("delete from journal_seal where id = 1")
    assert "seal 1 is missing" in list(verify())


@pytest.mark.django_db(transaction=True)
def test_only_one_sealer_works_at_a_time(units):
    from threading import Thread

    counts = []

    def other():
        counts.append(journal.seal())
        connection.close()

    with transaction.atomic():
        assert journal.seal() > 0
        thread = Thread(target=other)
        thread.start()
        thread.join()
    assert counts == [0]


def test_entries_seals_and_what_is_sealed_are_counted(entries):
    journal.write("org.arranged", by=None, unit=None, about="test", units=9)
    assert counts() == {"entries": len(entries) + 1, "seals": 1, "sealed": len(entries)}
