from datetime import time, timedelta

import pytest
from django.utils import translation

from fengsui.cast import EVENING
from fengsui.command.reports.measures import CUTOFF, OPENS
from fengsui.ground.journal import queries as journal
from fengsui.ground.journal.models import Entry
from fengsui.ground.measures import actions as measures
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.site.history import lines


@pytest.fixture
def seated(bao, units):
    """The entries about the commander's seat."""
    return journal.history(Entry.objects.filter(kind="org.seated").latest("pk").about)


def test_an_entry_reads_as_a_sentence(seated):
    with translation.override("en"):
        line = lines(seated)[0]
    assert "Test department" in line.sentence
    assert "3 February 2020, 06:30" in line.sentence
    assert line.actor == "the system"


def test_a_person_is_named(bao, units):
    org.move_clock(by=bao, at=EVENING + timedelta(hours=1))
    assert lines(journal.history("clock"))[-1].actor == "包某"


def test_what_was_entered_later_says_so(seated):
    seated[0].known_at = seated[0].at + timedelta(hours=1)
    assert lines(seated)[0].known_later


@pytest.mark.parametrize("data", [{}, {"since": "not-a-date-but-long", "seat": ["a", "b"]}])
def test_an_old_or_odd_entry_still_reads(seated, data):
    seated[0].data = data
    assert lines(seated)[0].sentence


def test_a_kind_that_no_room_declares_any_more_keeps_its_line(seated):
    seated[0].kind = "gone.away"
    assert lines(seated)[0].sentence == "gone.away"


def test_length_costs_nothing(seated, django_assert_num_queries):
    with django_assert_num_queries(1):
        lines(seated * 50)


def test_codes_read_as_words(bao, li, units):
    org.appoint(li, units["department"], "analyst", by=SYSTEM)
    measures.put(CUTOFF, time(18, 0), basis="x", system="prison", by=bao)
    measures.put(OPENS, 60, basis="x", by=bao)
    kinds = ["org.appointed", "org.seated", "measures.set"]
    said = " ".join(line.sentence for line in in_chinese(Entry.objects.filter(kind__in=kinds)))
    for word in (
        "测试司法厅研判员",
        "测试司法厅值班长岗位",
        "“晚报告截止时间”调整为18:00（监狱系统）",
        "调整为60分钟（各系统）",
    ):
        assert word in said


def in_chinese(entries):
    with translation.override("zh-hans"):
        return lines(entries)
