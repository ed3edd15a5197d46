import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import files, filetypes, queries
from fengsui.ground.documents.models import Attachment, Stage
from fengsui.ground.journal.queries import history
from fengsui.house import Refused

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"x" * 20 + b"\xff\xd9"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def wide(*names):
    return OLE + b"".join(name.encode("utf-16-le") for name in names)


def package(*parts, comment=b""):
    body = BytesIO()
    with ZipFile(body, "w") as made:
        for part in parts:
            made.writestr(part, "x")
        made.comment = comment
    return body.getvalue()


WORD = package("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(("body", "kind"), [
    (PDF, "pdf"), (PNG, "png"), (JPEG, "jpg"), (WORD, "docx"), (package("xl/workbook.xml"), "xlsx"), (package("OFD.xml"), "ofd"),
    (package("ppt/presentation.xml"), "pptx"), (wide("WordDocument"), "doc"), (wide("Workbook"), "xls"),
    ("名单\n甲".encode("gb18030"), "txt"), ("名单".encode(), "txt"),
])  # fmt: skip
def test_what_a_file_is_is_read_from_its_bytes(notice, li, body, kind):
    file = documents.attach(notice, body, "..\\dir/名单<1>.exe.docx", by=li)
    assert (file.kind, file.name, file.size) == (kind, f"名单1.exe.{kind}", len(body))


def bomb():
    body = BytesIO()
    with ZipFile(body, "w", 8) as made:
        made.writestr("word/document.xml", b"0" * 30_000_000)
    return body.getvalue()


HIDDEN = b"%PDF-1.7\n<</Type/ObjStm>>\nstream\n" + zlib.compress(b"<</S/JavaScript>>") + b"endstream\n%%EOF"


@pytest.mark.parametrize(("body", "name", "why"), [
    (b"", "a.txt", "empty"),
    (b"MZ\x90\0", "报告.pdf", "program"), (b"\x7fELF", "a", "program"), (b"#!/bin/sh\n", "a.txt", "program"),
    ("甲".encode(), "run.BAT", "program"),
    (package("word/document.xml", "word/vbaProject.bin"), "a.docx", "macros"),
    (package("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "a.xlsx", "macros"), (wide("Workbook", "_VBA_PROJECT"), "a.xls", "macros"),
    (package("word/document.xml", "word/embeddings/oleObject1.bin"), "a.docx", "embedded"),
    (package("word/document.xml", "word/x.exe"), "a.docx", "embedded"), (wide("WordDocument", "\x01Ole10Native"), "a.doc", "embedded"),
    (wide("EncryptedPackage"), "a.docx", "password"), (wide("Other"), "a.msi2", "kind"), (package("META-INF/MANIFEST.MF"), "a.zip", "kind"),
    (WORD[:-10], "a.docx", "damaged"), (bomb(), "a.docx", "bomb"),
    (b"<html><script>", "a.html", "kind"), (b"{\\rtf1", "a.rtf", "kind"), (b"\0\1\2x", "a.bin", "kind"), (b"\xff\xff", "a.dat", "kind"),
    (b"%PDF-1.7 <</S/JavaScript/JS(x)>> %%EOF", "a.pdf", "active"), (b"%PDF-1.7 <</S/#4aavaScript>> %%EOF", "a.pdf", "active"),
    (HIDDEN, "a.pdf", "active"), (HIDDEN.replace(zlib.compress(b"<</S/JavaScript>>"), b"??"), "a.pdf", "damaged"),
])  # fmt: skip
def test_what_could_do_harm_is_refused_with_a_sentence(notice, li, body, name, why):
    with pytest.raises(Refused) as refused:
        documents.attach(notice, body, name, by=li)
    assert (refused.value.code, refused.value.field) == (f"documents.file_{why}", "file")
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("body", [
    PDF + WORD, PNG + WORD, JPEG + WORD, WORD + b"MZ program", package("word/document.xml", comment=b"#!/bin/sh"), PNG + b"<script>",
    PNG[:-4], PDF.replace(b"%%EOF", b"") + b"x" * 2000, JPEG + b"<SCRIPT>", JPEG + PDF,
])  # fmt: skip
def test_what_is_two_things_at_once_is_refused(notice, li, body):
    with pytest.raises(Refused) as refused:
        documents.attach(notice, body, "照片.jpg", by=li)
    assert refused.value.code == "documents.file_two"


def test_mark_up_before_a_package_is_refused(notice, li):
    with pytest.raises(Refused) as refused:
        documents.attach(notice, b"MZ" + WORD, "a.docx", by=li)
    assert refused.value.code == "documents.file_program"


def test_a_file_is_kept_once_with_its_sum(notice, li):
    file = documents.attach(notice, PDF, "a.pdf", by=li)
    assert history(notice.about)[-1].data["sha256"] == file.sha256
    with pytest.raises(Refused) as refused:
        documents.attach(notice, PDF, "b.pdf", by=li)
    assert refused.value.code == "documents.file_twice"


def test_there_is_an_end_to_what_goes_with_a_document(notice, li, monkeypatch):
    monkeypatch.setattr(files, "PAPERS", files.Limit(0, 50))
    with pytest.raises(Refused) as refused:
        documents.attach(notice, PDF, "a.pdf", by=li)
    assert refused.value.code == "documents.file_room"
    monkeypatch.setattr(filetypes, "LARGEST", 3)
    with pytest.raises(Refused) as refused:
        documents.attach(notice, PDF, "a.pdf", by=li)
    assert refused.value.code == "documents.file_large"


def test_a_file_is_taken_off_a_draft_and_it_is_checked_again(notice, li):
    file = documents.attach(notice, PDF, "a.pdf", by=li)
    documents.check(notice, by=li)
    documents.detach(file, by=li)
    assert queries.stage(notice) == Stage.DRAFTED
    assert not Attachment.objects.exists()
    assert history(notice.about)[-1].kind == "documents.detached"


def test_nothing_is_attached_once_it_is_approved(approved, li):
    with pytest.raises(Refused) as refused:
        documents.attach(approved, PDF, "a.pdf", by=li)
    assert refused.value.code == "documents.fixed"
