import pytest

from fengsui.ground.journal.models import Entry
from fengsui.ground.notifications import actions as notifications
from fengsui.ground.notifications.models import Template
from fengsui.ground.notifications.tests.conftest import TEXT, refused
from fengsui.house import Refused


def test_a_template_has_its_text_and_its_fields(wording):
    assert (wording.version, wording.each, wording.shared) == (1, ["楼号"], ["联系电话"])
    assert str(wording.template) == "居家观察告知书"
    assert Entry.objects.get(kind="notifications.written").data["version"] == 1


def test_the_next_version_leaves_the_first_as_it_was(wording, department, bao):
    template = wording.template
    made = notifications.write(
        department, template.title, "{姓名}：新。", letters="测司告", template=template, by=bao, seen=1
    )
    assert (made.version, template.latest) == (2, made)
    assert template.wordings.get(version=1).text == wording.text


def test_braces_may_be_wide_and_have_blanks(department, bao):
    made = notifications.write(department, "告知书", "｛ 姓名 ｝：\t\n　请配合。", by=bao)
    assert made.text == "{姓名}：\n请配合。"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "{姓名}住{地址}"}, "notifications.placeholder"),
        ({"text": "{姓名"}, "notifications.brace"),
        ({"each": "楼号，手机"}, "notifications.needless"),
        ({"shared": "联系电话 网址"}, "notifications.needless"),
        ({"each": "楼!号"}, "notifications.field"),
        ({"shared": "电-话"}, "notifications.field"),
        ({"each": "楼号，单位"}, "notifications.field_twice"),
        ({"shared": "联系电话，楼号"}, "notifications.field_twice"),
        ({"each": "，".join(f"甲{n}" for n in range(11))}, "notifications.fields"),
        ({"each": "", "shared": "，".join(f"甲{n}" for n in range(11))}, "notifications.fields"),
        ({"title": " "}, "notifications.title"),
        ({"text": " \n"}, "notifications.text"),
        ({"text": "甲" * 5001}, "notifications.text"),
        ({"text": "{姓名}，本件机密★1年"}, "notifications.classified"),
        ({"letters": "测〔2020〕"}, "notifications.letters"),
    ],
)  # fmt: skip
def test_what_cannot_be_filled_in_is_refused(department, bao, given, code):
    with refused(code):
        notifications.write(
            **{
                "unit": department,
                "title": "告",
                "text": TEXT,
                "each": "楼号",
                "shared": "联系电话",
                "by": bao,
                **given,
            }
        )
    assert not Template.objects.exists()


def test_the_unknown_placeholder_is_named_with_those_that_are_known(department, bao):
    with pytest.raises(Refused) as caught:
        notifications.write(department, "告知书", "{姓名}住{地址}", each="楼号", by=bao)
    for said in ("{地址}", "{姓名}", "{编号}", "{楼号}"):
        assert said in str(caught.value.sentence)


def test_a_newer_version_is_not_overwritten_unseen(wording, department, bao):
    template = wording.template
    with refused("notifications.conflict"):
        notifications.write(
            department, template.title, TEXT, each="楼号", shared="联系电话", template=template, by=bao, seen=0
        )


def test_title_and_letters_are_a_template_s_own(wording, department, bao):
    from fengsui.ground.documents.actions import arrange_series

    arrange_series(department, "documents", title="发文", letters="测司发", by=bao)
    for title, letters, code in [
        ("居家观察告知书", "", "title_twice"),
        ("别的", "测司告", "letters_twice"),
        ("别的", "测司发", "letters_twice"),
    ]:
        with refused(f"notifications.{code}"):
            notifications.write(department, title, "{姓名}", letters=letters, by=bao)


def test_letters_under_which_numbers_were_given_stay(batch, department, bao):
    template = batch.wording.template
    with refused("notifications.letters_used"):
        notifications.write(department, template.title, "{姓名}", letters="甲", template=template, by=bao)


def test_a_retired_template_is_neither_written_nor_used(merge, wording, department, bao):
    notifications.retire(wording.template, by=bao)
    with refused("notifications.retired"):
        merge()
    with refused("notifications.retired"):
        notifications.write(department, "新", "{姓名}", letters="测司告", template=wording.template, by=bao)
    with refused("notifications.retired"):
        notifications.retire(wording.template, by=bao)
