import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import ProgrammingError

from fengsui.cast import at, at_once
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries
from fengsui.ground.documents.tests.conftest import BODY
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def approved(unit, by, code="daily-brief"):
    return documents.approve(documents.draft(unit, code, "研判", BODY, by=by), by=by)


def test_numbers_follow_without_a_gap(department, bao):
    made = [documents.number(approved(department, bao), by=bao) for _ in range(3)]
    assert [document.number_label for document in made] == ["〔2020〕第1期", "〔2020〕第2期", "〔2020〕第3期"]
    assert queries.next_number(department, "daily-brief") == 4


def test_each_unit_and_series_counts_for_itself(department, units, bao):
    documents.number(approved(department, bao), by=bao)
    assert documents.number(approved(department, bao, "minutes"), by=bao).number == 1
    assert documents.number(approved(units["prisons"], SYSTEM), by=SYSTEM).number == 1


def test_a_new_year_begins_anew(department, bao):
    documents.number(approved(department, bao), by=bao)
    later = documents.number(approved(department, bao), by=bao, at=at("08:00").replace(year=2021))
    assert later.number_label == "〔2021〕第1期"


def test_a_number_that_was_not_kept_is_given_again(department, bao):
    with transaction.atomic():
        documents.number(approved(department, bao), by=bao)
        transaction.set_rollback(True)
    assert documents.number(approved(department, bao), by=bao).number == 1


def test_a_draft_gets_no_number(drafted, bao):
    with pytest.raises(Refused) as refused:
        documents.number(drafted, by=bao)
    assert refused.value.code == "documents.order"


@pytest.mark.parametrize("sql", ["update documents_document set number = 7", "delete from documents_document"])
def test_the_database_keeps_what_was_numbered(department, bao, sql):
    documents.number(approved(department, bao), by=bao)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_get_ten_numbers(department, bao):
    waiting = [approved(department, bao) for _ in range(10)]
    taken = at_once(*[lambda one=one: documents.number(one, by=SYSTEM).number for one in waiting])
    assert sorted(taken) == list(range(1, 11))
