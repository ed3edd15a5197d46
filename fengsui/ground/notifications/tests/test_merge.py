from datetime import date

import pytest

from fengsui.cast import DAY, at_once
from fengsui.ground.journal.models import Entry
from fengsui.ground.notifications import actions as notifications
from fengsui.ground.notifications import queries
from fengsui.ground.notifications.models import Notification
from fengsui.ground.notifications.tests.conftest import refused
from fengsui.ground.org.scope import SYSTEM


def test_each_person_gets_the_next_number(batch, merge):
    assert batch.numbers == "测司告〔2020〕1—3号"
    assert merge("合成丁，4号楼").numbers == "测司告〔2020〕4号"
    assert [row.number_label for row in batch.notifications.order_by("number")][2] == "测司告〔2020〕3号"


def test_names_and_fields_are_sealed_and_the_journal_has_none(batch):
    row = batch.notifications.get(number=1)
    assert "合成甲".encode() not in bytes(row.name_sealed)
    assert [(one.name, one.fields) for one in queries.shown([row], full=True)] == [("合成甲", "1号楼")]
    assert [(one.name, one.fields) for one in queries.shown([row], full=False)] == [("合**", "")]
    told = str(list(Entry.objects.filter(kind__startswith="notifications").values_list("data", flat=True)))
    assert "合成" not in told


def test_a_head_line_gives_the_order_of_the_columns(merge):
    made = merge("楼号，姓名\n1号楼，合成甲\n\n2号楼，合成乙")
    assert [row.name for row in queries.shown(made.notifications.order_by("number"), full=True)] == ["合成甲", "合成乙"]


def test_a_sheet_may_have_empty_cells_at_its_end(merge):
    assert merge("合成甲\t1号楼\t\t").last == 1


@pytest.mark.parametrize(
    ("persons", "code"),
    [
        (" \n", "nobody"), ("姓名，楼号", "nobody"), ("合成甲", "cells"), ("合成甲，1号楼，多", "cells"), ("合成甲，", "empty"),
        ("甲" * 61 + "，1", "long"), ("合成甲，" + "1" * 101, "long"), ("姓名，楼号，身份证号\n甲，1，2", "column"),
        ("姓名\n甲", "column"), ("合成甲，1\n合成甲，1", "twice"), ("\n".join(f"甲{n}，1" for n in range(501)), "many"),
    ],
)  # fmt: skip
def test_a_list_that_does_not_fit_makes_nothing(merge, persons, code):
    with refused(f"notifications.{code}"):
        merge(persons)
    assert not Notification.objects.exists()


def test_what_all_share_is_filled_in(merge):
    for said in ({}, {"联系电话": "0" * 201}):
        with refused("notifications.shared"):
            merge(shared=said)


def test_the_paper_is_not_dated_ahead(merge):
    with refused("notifications.day"):
        merge(day=date(2020, 2, 4))
    assert merge(day=date(2019, 12, 31)).numbers == "测司告〔2019〕1—3号"
    assert merge().first == 1


def test_an_older_version_is_merged_no_more(merge, wording, department, bao):
    notifications.write(department, "新", "{姓名}", letters="测司告", template=wording.template, by=bao)
    with refused("notifications.conflict"):
        merge()


def test_the_system_may_make_them_too(merge):
    assert merge(by=SYSTEM, day=DAY).made_by is None


@pytest.mark.django_db(transaction=True)
def test_of_four_at_once_no_number_is_left_out_or_given_twice(merge):
    at_once(*[lambda n=n: merge(f"合成{n}，1\n成{n}，2") for n in range(4)])
    assert sorted(Notification.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_five_hundred_are_made_at_once(merge):
    assert merge("\n".join(f"合成{n}，{n}" for n in range(500))).last == 500
