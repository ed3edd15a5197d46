import pytest

from fengsui.command.forms import actions
from fengsui.command.forms.models import Cell
from fengsui.command.forms.queries.mapping import mapping
from fengsui.command.forms.queries.sheets import last
from fengsui.command.forms.spec import Spec
from fengsui.command.forms.tests import sheets
from fengsui.house import Refused


@pytest.fixture
def strange(counted, units, superior):
    """A column that nobody understands, and a unit that nobody knows."""
    book = sheets.daily(["测试监狱", "测试第二监狱", "外省某监狱"])
    sheets.put(book.active, "G4", "机动力量")
    form = actions.register(units["prisons"], sheets.saved(book), "x.xlsx", by=superior)
    return last(form)


def test_one_answer_serves_the_whole_column(strange, superior, prison):
    actions.point(strange, Spec("监狱", "G5", code="custody.officers_standby", unit_id=prison.pk), by=superior)
    assert actions.spread(strange, "监狱", "G5", by=superior) == 1
    cell = Cell.objects.current().get(version=strange, ref="G6")
    assert (cell.unit.code, cell.code, cell.sure) == ("prison-2", "custody.officers_standby", True)
    assert "G7" in {spot.ref for _sheet, spot in mapping(strange).unclear}


def test_it_is_undone_as_one_act(strange, superior, prison):
    actions.point(strange, Spec("监狱", "G5", code="custody.officers_standby", unit_id=prison.pk), by=superior)
    actions.spread(strange, "监狱", "G5", by=superior)
    actions.undo(strange, by=superior)
    assert not Cell.objects.current().filter(version=strange, ref="G6").exists()


@pytest.mark.parametrize("place", [("监狱", "G5"), ("监狱", "A2"), ("监狱", "C5"), ("none", "G5")])
def test_there_is_nothing_alike(strange, superior, place):
    with pytest.raises(Refused, match="same heads"):
        actions.spread(strange, *place, by=superior)


def test_only_who_keeps_it(strange, bao):
    with pytest.raises(Refused, match="You cannot"):
        actions.spread(strange, "监狱", "G5", by=bao)


def test_the_panel_offers_it(strange, superior, account, client):
    client.force_login(account(superior))
    at = f"/forms/{strange.form_id}/map/"
    sent = {"sheet": "监狱", "ref": "G5", "what": "number", "code": "custody.officers_standby", "unit": "测试监狱"}
    assert f"{at}spread/" in client.post(f"{at}point/", sent).text
    for _twice in range(2):
        answer = client.post(f"{at}spread/", {"sheet": "监狱", "ref": "G5"})
        assert answer.status_code == 302
