from fengsui.ground.documents import notification
from fengsui.ground.journal.models import Entry
from fengsui.ground.notifications import actions as notifications
from fengsui.ground.notifications import papers
from fengsui.ground.notifications.actions import merging
from fengsui.ground.notifications.tests.conftest import refused
from fengsui.ground.org.scope import SYSTEM


def rows(batch):
    return list(batch.notifications.order_by("number"))


def test_everything_is_filled_in(batch):
    said = papers.data(batch, rows(batch))
    assert said["persons"][1]["text"] == (
        "合成乙：\n请于2020年2月3日起每日报告体温，住址：2号楼。咨询0000。\n（测司告〔2020〕2号，李某）"
    )
    assert said["drill"] is True


def test_what_is_filled_in_is_text_and_no_placeholder(merge):
    made = merge("{单位}#strong[甲]\t{日期}")
    said = papers.data(made, rows(made))["persons"][0]["text"]
    assert said.startswith("{单位}#strong[甲]：")
    assert "住址：{日期}" in said


def test_each_gets_a_paper_and_a_proof_to_sign(batch, li):
    pypdf = notifications.printed(batch, by=li)
    assert pypdf.startswith(b"%PDF")
    assert Entry.objects.get(kind="notifications.printed").data["persons"] == 3


def test_the_template_gets_the_paragraphs(batch):
    made = notification.prepare(papers.data(batch, rows(batch)))
    assert (made["date"], made["unit"], len(made["persons"][0]["text"])) == ("2020年2月3日", "测试司法厅", 3)


def test_those_without_a_receipt_alone(batch, li, monkeypatch):
    asked = []
    monkeypatch.setattr(
        merging.render, "pdf", lambda _name, data, at: asked.append([one["name"] for one in data["persons"]])
    )
    notifications.serve(batch, [2], "signed", by=li)
    notifications.printed(batch, by=li, waiting=True)
    notifications.printed(batch, by=li, start=2)
    monkeypatch.setattr(merging, "PRINTED", 1)
    notifications.printed(batch, by=li)
    assert asked == [["合成甲", "合成丙"], ["合成乙", "合成丙"], ["合成甲"]]


def test_nobody_is_left(batch, li):
    notifications.serve(batch, [1, 2, 3], "signed", by=li)
    with refused("notifications.nobody_left"):
        notifications.printed(batch, by=li, waiting=True)


def test_what_is_void_is_not_printed(batch, bao, li):
    notifications.void(batch, reason="写错", by=bao)
    with refused("notifications.void"):
        notifications.printed(batch, by=li)


def test_the_system_is_no_issuer(merge):
    made = merge(by=SYSTEM)
    assert "，）" in papers.data(made, rows(made))["persons"][0]["text"]


def test_who_does_not_hand_them_over_does_not_print(batch, superior):
    with refused("org.no_right"):
        notifications.printed(batch, by=superior)
