"""Issued: who gets it, once, by which way; what is owed; told to whom; numbered."""

import pytest

from fengsui.cast import at
from fengsui.command.directives import actions, papers
from fengsui.command.directives.models import Delivery, Directive, Stage
from fengsui.ground.documents import actions as documents
from fengsui.ground.messages.models import Message
from fengsui.ground.messages.queries import text
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

EVERYBODY = ["centre", "centres", "county", "league", "office", "prison", "prison-2", "prisons"]


def test_it_reaches_everybody_below_once(issued, got, at_unit, units):
    row = issued()
    assert got(row) == EVERYBODY
    assert (papers.number(row), row.document.pdf) == ("测司发〔2020〕1号", b"%PDF-1.7 test")
    centre = at_unit(row, "centre")  # two superiors: by the line that commands it
    assert (centre.line, centre.origin.code, centre.level) == ("rehabilitation", "centres", 2)


@pytest.mark.parametrize(
    ("codes", "more", "expected"),
    [
        (["league"], {}, ["centre", "county", "league", "office"]),
        (["league"], {"depth": 1}, ["league"]),
        (["county", "prison"], {}, ["county", "office", "prison"]),
        ([], {"lines": ["prison"]}, ["prison", "prison-2", "prisons"]),
        ([], {"depth": 1}, ["centres", "league", "prisons"]),
        ([], {"depth": 2}, ["centre", "centres", "county", "league", "prison", "prison-2", "prisons"]),
        (["county"], {"lines": ["rehabilitation"], "depth": 1}, ["centres", "county"]),
    ],
)
def test_lines_units_and_depth(issued, got, codes, more, expected):
    assert got(issued(*codes, **more)) == expected


def test_everybody_owes_an_acknowledgement_and_the_doing(issued, units):
    row = issued(do_by="22:00", asks_result=True)
    owed = Obligation.objects.filter(period=str(row.pk), void_at__isnull=True)
    assert owed.filter(kind="directives.acknowledge", due_at=at("20:00")).count() == len(EVERYBODY)
    assert owed.filter(kind="directives.do", due_at=at("22:00")).count() == len(EVERYBODY)
    assert not owed.filter(kind="directives.pass_on").exists()


def test_what_was_due_before_is_not_owed_after(issued):
    from fengsui.command.directives.queries.owed import ACKNOWLEDGE, owed

    issued("prison")
    assert [row.due for row in owed(ACKNOWLEDGE, at("19:00"), at("23:00"))] == [at("20:00")]
    assert list(owed(ACKNOWLEDGE, at("20:01"), at("23:00"))) == []


def test_who_can_acknowledge_is_told(issued, clerk, officer, zhao):
    row = issued()
    note = Message.objects.get(recipient=clerk, kind="directives.issued")
    assert (note.url, row.title in text(note)) == (f"/directives/{row.pk}/mine/", True)
    assert not Message.objects.filter(recipient=zhao).exists()


def test_issued_twice_is_issued_once(approved, bao):
    row = approved()
    actions.issue(row, by=bao)
    with pytest.raises(Refused, match="Issued"):
        actions.issue(row, by=bao)
    assert Delivery.objects.filter(directive=row).count() == len(EVERYBODY)


def test_numbered_on_the_documents_page_it_is_only_issued(approved, bao):
    row = approved()
    documents.issue(documents.number(row.document, by=bao), by=bao)
    assert actions.issue(row, by=bao).document.number == 1


def test_nobody_issues_what_is_over_before_it_begins(approved, bao, drill):
    row = approved()
    drill(at("20:01"))
    with pytest.raises(Refused, match="over already"):
        actions.issue(row, by=bao)
    assert Directive.objects.with_stage().get().stage == Stage.APPROVED


def test_whom_it_would_reach_may_be_gone_by_then(approved, bao, units):
    row = approved("office")
    org.close(units["office"], day=at("18:30").date(), by=SYSTEM)
    with pytest.raises(Refused, match="Nobody is there any more"):
        actions.issue(row, by=bao)


def test_a_bureau_issues_in_its_own_name(issued, got, bureau):
    assert got(issued("county", by=bureau, unit="league")) == ["county", "office"]


def test_recipients_are_named_or_taken_together(approved, monkeypatch):
    assert papers.recipients(approved(depth=1)) == ["测试监狱管理局", "测试戒毒管理局", "测试市司法局"]
    monkeypatch.setattr(papers, "NAMED", 1)
    assert "各监狱" in papers.recipients(approved("prison", "prison-2"))
