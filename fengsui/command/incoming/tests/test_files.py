"""Files of a paper: what they are is read from their bytes."""

import pytest

from fengsui.command.incoming import actions
from fengsui.command.incoming.models import Scan
from fengsui.command.incoming.tests.conftest import PDF
from fengsui.ground.documents import files
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def test_attached_under_a_harmless_name(register, li):
    scan = actions.attach(register(), PDF, "..\\x/扫描<1>.exe.docx", by=li)
    assert (scan.kind, scan.name, scan.size) == ("pdf", "扫描1.exe.pdf", len(PDF))
    assert actions.attach(scan.paper, PDF + b" ", "/", by=li).name == "file.pdf"
    assert Entry.objects.filter(kind="incoming.attached").count() == 2


def test_programs_are_refused(register, li):
    with pytest.raises(Refused, match="program"):
        actions.attach(register(), b"MZ", "a.pdf", by=li)


def test_once_and_not_too_many(register, li, monkeypatch):
    paper = register(files=[("a.pdf", PDF)])
    with pytest.raises(Refused, match="attached already"):
        actions.attach(paper, PDF, "b.pdf", by=li)
    monkeypatch.setattr(files, "PAPERS", files.Limit(1, 50))
    with pytest.raises(Refused, match="At most 1 files"):
        actions.attach(paper, PDF + b" ", "b.pdf", by=li)


def test_taken_off_while_it_is_open(register, li, officer):
    paper = register(files=[("a.pdf", PDF)])
    with pytest.raises(Refused, match="You cannot"):
        actions.detach(Scan.objects.get(), by=officer)
    actions.detach(Scan.objects.get(), by=li)
    assert not paper.scans.exists()
    assert Entry.objects.get(kind="incoming.detached").data["file"] == "pdf"


def test_a_void_entry_gets_none(register, li):
    paper = register()
    actions.void(paper, "重复登记", by=li)
    with pytest.raises(Refused, match="void"):
        actions.attach(paper, PDF, "a.pdf", by=li)
