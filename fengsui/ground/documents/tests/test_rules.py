import pytest
from django.utils import translation

from fengsui.ground.documents import rules, wording
from fengsui.ground.documents.kinds import WORDS, Kind, Layout, layout_of

NOTICE = {"title": "某厅关于某事的通知", "to": ["各盟市司法局"], "text": "请认真落实。"}
REQUEST = {
    "title": "某局关于某事的请示", "to": ["某厅"], "text": "妥否，请批示。", "contact": "包喆，0471-0000000",
}  # fmt: skip
PRIVATE = "\ue234\ue265"
MONGOLIAN = "\u182e\u1823\u1829\u182d\u1823\u182f"


def found(kind, content, field=None, **change):
    """The fields of the problems, the severe ones with an exclamation mark."""
    seen = rules.problems(kind, {**content, **change})
    return [f"{one.field}{'!' * one.severe}" for one in seen if field in {None, one.field}]


def test_there_are_fifteen_kinds_each_with_its_word_and_layout():
    assert len(Kind) == len(set(WORDS.values())) == 15
    assert [layout_of(Kind(one)) for one in ("notice", "request", "letter", "minutes", "order")] == list(Layout)


def test_what_is_written_well_has_no_problem():
    assert found("notice", NOTICE) == found("通知", NOTICE) == found("request", REQUEST) == []


@pytest.mark.parametrize("word", ["方案", "告知书", "简报"])
def test_what_is_no_kind_goes_as_an_annex_of_a_notice(word):
    assert found(word, NOTICE) == ["kind!"]
    assert found("notice", NOTICE, title=f"某厅关于某事的{word}") == ["title!"]
    with translation.override("zh-hans"):
        assert "作为通知的附件印发" in rules.problems(word, NOTICE)[0].sentence


@pytest.mark.parametrize(("text", "field"), [
    ("机密★1年", "text"), ("开头\n秘密\n正文", "text"), ("绝密 ☆ 长期", "note"), ("密级：机密", "title"),
])  # fmt: skip
def test_classified_matters_do_not_enter(text, field):
    assert f"{field}!" in found("notice", NOTICE, **{field: text})
    assert found("notice", NOTICE, annexes=[{"title": "表", "text": text}]) == ["annexes!"]


def test_a_text_may_speak_of_secrets():
    assert found("notice", NOTICE, text="严守国家秘密，机密文件不得入网。") == []


@pytest.mark.parametrize(("kind", "title", "expected"), [
    ("notice", "", ["title!"]), ("order", "", []), ("order", "某厅命令", []), ("notice", "某厅关于某事的通报", ["title!"]),
    ("notice", "某厅紧急通知", ["title"]), ("letter", "某厅关于某事的复函", []), ("announcement", "某厅公告", []),
    ("notice", "关于某事，某事的通知", ["title"]), ("notice", "某厅关于\n印发《某办法》的\n通知", []),
])  # fmt: skip
def test_a_title_names_the_matter_and_ends_with_the_kind(kind, title, expected):
    assert found(kind, NOTICE, title=title) == expected


@pytest.mark.parametrize(("kind", "expected"), [
    ("notice", ["to"]), ("letter", ["to!"]), ("reply", ["to!"]), ("public_notice", []), ("minutes", []),
])  # fmt: skip
def test_who_is_addressed_is_named(kind, expected):
    assert found(kind, NOTICE, "to", to=[]) == expected


def test_a_request_has_one_recipient():
    assert found("request", REQUEST, to=["某厅", "某委"]) == found("request", REQUEST, to=["某厅、某委"]) == ["to!"]


def test_a_request_is_not_copied_to_those_below():
    assert found("request", REQUEST, copies=["某委", "各旗县司法局"]) == ["copies!"]
    assert found("request", REQUEST, copies=["某委"]) == ["copies"]


@pytest.mark.parametrize("contact", ["", "包喆", "0471-0000000"])
def test_a_request_names_whom_to_ask(contact):
    assert found("request", REQUEST, contact=contact) == ["contact!"]


def test_a_request_has_one_matter_and_asks_for_something():
    assert found("request", REQUEST, text="妥否，请批示。当否，请批示。") == ["text"]
    assert found("request", REQUEST, title="某局关于某某等事项的请示") == ["text"]
    assert found("request", REQUEST, text="请支持。") == ["text"]


def test_a_report_carries_no_request():
    report = {**NOTICE, "title": "某局关于某事的报告"}
    assert found("report", report, text="以上报告，请批复。") == ["text"]
    assert found("report", report, text="特此报告。") == []


def test_a_date_that_begins_like_another_is_not_touched_by_it():
    assert wording.mended("自2020-1-2至2020-1-26") == "自2020年1月2日至2020年1月26日"


@pytest.mark.parametrize(("written", "right"), [
    ("内司发[2020]1号", "内司发〔2020〕1号"), ("内司发(2020)第01号", "内司发〔2020〕1号"), ("内司发（2020）1号", "内司发〔2020〕1号"),
    ("内司发【 2020 】012号", "内司发〔2020〕12号"), ("内司发〔2020〕1号", "内司发〔2020〕1号"), ("第9期（2020）", "第9期（2020）"),
])  # fmt: skip
def test_a_number_has_six_cornered_brackets(written, right):
    assert wording.mended(written) == right
    assert found("notice", NOTICE, text=f"按{written}办。") == ["text"] * (written != right)


@pytest.mark.parametrize(("written", "right"), [
    ("2020年01月26日", "2020年1月26日"), ("2020-01-26", "2020年1月26日"), ("2020.1.26", "2020年1月26日"),
    ("二〇二〇年一月二十六日", "2020年1月26日"), ("二零二零年十月十日", "2020年10月10日"),
])  # fmt: skip
def test_a_date_is_in_figures_without_zeros(written, right):
    assert list(wording.dates(written)) == [(written, right)]
    assert list(wording.dates(right)) == []
    assert found("notice", NOTICE, text=f"自{written}起。") == ["text"]


def test_a_text_must_be_written():
    assert found("notice", NOTICE, text=" ") == ["text!"]


def test_annexes_have_titles_and_are_there():
    assert found("notice", NOTICE, annexes=[{"title": " ", "text": "甲"}]) == ["annexes!"]
    assert found("notice", NOTICE, annexes=[{"title": "统计表。", "text": "甲"}]) == ["annexes"]
    assert found("notice", NOTICE, text="详见附件。") == ["annexes"]


def test_urgency_and_openness_are_those_of_documents():
    assert found("notice", NOTICE, urgency="平急", open="公开") == ["urgency!", "open!"]
    assert found("notice", NOTICE, urgency="特急", open="主动公开") == []


@pytest.mark.parametrize(("text", "by", "expected"), [
    (MONGOLIAN, "翻译", []), (PRIVATE, "翻译", ["mongolian!"]), ("Монгол", "翻译", ["mongolian!"]), (MONGOLIAN, "", ["mongolian!"]),
])  # fmt: skip
def test_mongolian_comes_from_a_person_in_unicode(text, by, expected):
    assert found("notice", NOTICE, mongolian=[{"text": text, "by": by}]) == expected
    assert found("notice", NOTICE, text=PRIVATE) == ["text!"]


def test_the_severe_come_first():
    assert found("request", REQUEST, text="请支持。", to=[]) == ["to!", "text"]
