import pytest

from fengsui.ground.indicators import actions
from fengsui.ground.indicators.actions import Definition
from fengsui.ground.indicators.models import Defined

FORM = {"name": "口罩库存", "measure": "只", "kind": "stock", "rollup": "sum", "kinds": ["prison"], "decimals": "0"}


@pytest.fixture
def page(bao, account, client):
    client.force_login(account(bao))

    def ask(path, post=None):
        answer = client.get if post is None else client.post
        return answer(path, post or {}, HTTP_ACCEPT_LANGUAGE="en", follow=True)

    return ask


def test_an_indicator_is_defined_on_a_page(page):
    assert "New indicator" in page("/indicators/").text
    assert "It stands in the reports from its day on." in page("/indicators/new/", FORM).text
    assert Defined.objects.get().name == "口罩库存"


def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(page):
    answer = page("/indicators/new/", FORM | {"low": "3", "high": "1"})
    assert answer.status_code == 422
    assert "The lower threshold must not lie above the upper one." in answer.text
    assert "口罩库存" in answer.text
    assert not Defined.objects.exists()


def test_its_words_are_changed_and_it_is_retired(page, units, bao):
    row = actions.define(units["department"], Definition("x", kinds=("prison",)), by=bao)
    assert "Saved." in page(f"/indicators/{row.pk}/", {"name": "口罩结存"}).text
    assert page(f"/indicators/{row.pk}/", {"name": "x", "low": "3", "high": "1"}).status_code == 422
    assert "Its past stays" in page(f"/indicators/{row.pk}/retire/", {"x": "1"}).text
    assert "is retired already" in page(f"/indicators/{row.pk}/retire/", {"x": "1"}).text
