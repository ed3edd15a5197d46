import pytest
from django.urls import reverse

from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import papers, queries
from fengsui.ground.documents.tests.conftest import NOTICE


def shown(client, document, **query):
    return client.get(reverse("documents:verify", args=[document.original.token]), query).content.decode()


def test_a_paper_leads_to_number_unit_date_and_sum_and_no_further(client, official):
    text = shown(client, official)
    for said in ("测司发〔2020〕1号", "测试司法厅", "2020年2月3日", official.original.sha256, "有效"):
        assert said in text
    for kept in (NOTICE["title"], "春节", "各盟市", "包某", "工作方案"):
        assert kept not in text


def test_a_void_one_says_since_when(client, official, bao):
    documents.void(official, reason="秘密原因", by=bao)
    text = shown(client, official)
    assert "已作废" in text
    assert "秘密原因" not in text


@pytest.mark.parametrize("token", ["x", "%00", "A" * 22])
def test_an_unknown_code_gets_the_same_page_which_knows_nothing(client, official, issued, token):
    answer = client.get(f"/verify/{token}/")
    assert answer.status_code == 404
    assert "测试司法厅" not in answer.content.decode()
    assert 'name="sum"' in answer.content.decode()


def test_a_bulletin_has_no_such_page(issued):
    assert issued.original.token is None
    assert queries.verified("") is None


def test_a_sum_is_compared_without_a_script(client, official):
    same = official.original.sha256.upper()
    assert "校验一致" in shown(client, official, sum=f" {same[:32]} {same[32:]}")
    assert "校验不一致" in shown(client, official, sum="0" * 64)
    assert "不是SHA-256" in shown(client, official, sum="abc")


def test_the_paper_carries_the_address_once_it_is_issued(official, notice):
    token = official.original.token
    assert len(token) == 22
    assert papers.data(official, token)["qr"].endswith(f"/verify/{token}/")
    assert papers.data(official)["qr"] == ""
