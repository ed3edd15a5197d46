import pytest

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries, words
from fengsui.ground.documents.search import DOCUMENTS
from fengsui.ground.documents.tests.conftest import NOTICE


@pytest.fixture(params=[words.LOOKED, (0,), (1, 1)], ids=["read", "indexed", "both"], autouse=True)
def _either_way(request, monkeypatch):
    """What is found is the same, whether the first are read or the index is asked."""
    monkeypatch.setattr(words, "LOOKED", request.param)


def found(person, question):
    return list(queries.listed(person, {"q": question}))


@pytest.mark.parametrize("question", [
    "春节期间", "值班", "早报告", "工作方案", "内蒙", "测司发〔2020〕1号", "测司发[2020]1号", "测司发 2020", "领导带班和二十四小时", "各盟市司法局",
    "有关事项通知如下一严格值班", "春",
])  # fmt: skip
def test_a_document_is_found_by_title_number_and_text(official, bao, question):
    assert found(bao, question) == ([] if question == "内蒙" else [official])


def test_every_word_must_stand_in_it(official, bao):
    assert found(bao, "值班 方案") == [official]
    assert found(bao, "值班 口罩") == []


def test_a_bulletin_is_found_by_its_text_too(issued, bao):
    assert found(bao, "已签报33家") == [issued]


def test_a_changed_draft_is_found_by_what_it_says_now(notice, li, bao):
    documents.rewrite(notice, NOTICE | {"text": "发放口罩。"}, revision=0, by=li)
    assert (found(bao, "口罩"), found(bao, "带班")) == ([notice], [])


def test_nobody_finds_what_they_may_not_see(official, officer, zhao, li):
    assert found(officer, "春节期间") == []
    assert (DOCUMENTS.find(zhao, "春节期间", 5), DOCUMENTS.find(officer, "春节期间", 5)) == ([], [])
    assert DOCUMENTS.find(li, "·", 5) == []


def test_the_finder_shows_where_it_stands(official, li):
    hit = DOCUMENTS.find(li, "领导带班", 5)[0]
    assert (hit.title, hit.url) == (NOTICE["title"], f"/documents/{official.pk}/")
    assert "现将有关事项通知如下。 一、严格值班 各单位要落实领导带班和" in hit.note
    assert DOCUMENTS.find(li, "1", 5)[0].url == hit.url


def test_an_excerpt_is_of_the_text_and_not_of_the_title(official):
    around = queries.excerpts([official], "通知")[official.pk]
    assert (around.found, around.after[:3]) == ("通知", "如下。")
    assert words.excerpt("标题\n正文", "没有").found == ""
    assert words.excerpt("标题在此\n正文", "标题").found == "标题"


@pytest.mark.parametrize(("query", "seen"), [
    ({}, 2), ({"state": "open"}, 1), ({"state": "issued"}, 1), ({"state": "dropped"}, 1), ({"state": "?"}, 2), ({"own": "1"}, 2),
])  # fmt: skip
def test_the_list_is_narrowed_by_state_and_unit(official, department, bao, li, query, seen):
    documents.compose(department, "notice", NOTICE, series_code="documents", by=li)
    documents.drop(documents.compose(department, "notice", NOTICE, series_code="documents", by=li), by=li)
    assert len(queries.listed(bao, query)) == seen


def test_the_unit_alone_leaves_out_those_below(units, bao, officer):
    documents.compose(units["prison"], "notice", NOTICE, series_code="documents", by=officer)
    assert (len(queries.listed(bao, {})), len(queries.listed(bao, {"own": "1"}))) == (1, 0)
