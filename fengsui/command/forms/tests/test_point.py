from datetime import date

import pytest

from fengsui.cast import DAY
from fengsui.command.forms import actions
from fengsui.command.forms.models import Cell
from fengsui.command.forms.spec import Spec
from fengsui.command.forms.tests import sheets
from fengsui.ground.org.models import Unit
from fengsui.house import Refused

HELD, FEVERS = "custody.prisoners", "custody.prisoner_fevers"


@pytest.fixture
def point(version, superior, prison):
    def at(ref, by=superior, **said):
        given = {"code": HELD, "unit_id": prison.pk} | said
        return actions.point(version, Spec("监狱", ref, **given), by=by)

    return at


def words(point, ref, wording):
    return point(ref, what="text", code="", wording=wording)


def test_a_cell_is_pointed_at_and_the_old_mapping_ends(point, version):
    point("C5", code=FEVERS)
    cell = Cell.objects.current().get(version=version, ref="C5")
    assert (cell.code, cell.sure, cell.act.deed) == (FEVERS, True, "pointed")
    assert Cell.objects.get(version=version, ref="C5", code=HELD).ended == cell.act


def test_a_merged_cell_is_its_first_place(point):
    assert words(point, "F2", "填报人：{filler}").ref == "A2"


def test_words_may_take_the_place_of_the_senders_words(point):
    assert words(point, "A2", " {unit} {date} ").wording == "{unit} {date}"


def test_a_cell_is_left_empty_on_purpose(point, version):
    point("C5", what="empty")
    cell = Cell.objects.current().get(version=version, ref="C5")
    assert (cell.what, cell.code, cell.unit) == ("empty", "", None)


@pytest.mark.parametrize(
    ("ref", "said", "sentence"),
    [
        ("C7", {}, "has a formula"),
        ("B5", {}, "words are the sender's"),
        ("ZZ9999", {}, "no such cell"),
        ("nonsense", {}, "no such cell"),
        ("C5", {"code": ""}, "Choose which number"),
        ("C5", {"code": "no.such"}, "Choose which number"),
        ("C5", {"unit_id": None}, "whose number"),
        ("C5", {"days": 7}, "state at an hour"),
        ("C5", {"code": FEVERS, "days": 0}, "since which day"),
        ("C5", {"code": FEVERS, "days": 0, "since": date(2018, 1, 1)}, "since which day"),
        ("C5", {"code": FEVERS, "days": 999}, "a year back"),
        ("C5", {"back": -1}, "a year back"),
        ("C5", {"what": "text", "code": "", "wording": " "}, "Write the words"),
        ("C5", {"what": "text", "code": "", "wording": "{unti}"}, "{unti} is not known"),
    ],
)
def test_what_cannot_be_is_said(point, ref, said, sentence):
    with pytest.raises(Refused, match=sentence):
        point(ref, **said)


def test_a_sum_since_a_day(point, version):
    point("C5", code=FEVERS, days=0, since=DAY)
    assert Cell.objects.current().get(version=version, ref="C5").since == DAY


def test_numbers_outside_ones_right_are_refused(point, units):
    with pytest.raises(Refused, match="numbers that you may see"):
        point("C5", unit_id=units["centre"].pk)
    with pytest.raises(Refused, match="numbers that you may see"):
        point("C5", unit_id=0)


def test_a_mapping_to_a_closed_unit_is_refused(point, prison):
    Unit.objects.filter(pk=prison.pk).update(valid_to=DAY)
    with pytest.raises(Refused, match=r"closed since 3 February 2020\. Choose another unit"):
        point("C5")


def test_a_hidden_row_is_refused(counted, units, superior, prison):
    form = actions.register(units["prisons"], sheets.saved(sheets.oddities()), "x.xlsx", by=superior)
    with pytest.raises(Refused, match="hidden row"):
        actions.point(form.versions.get(), Spec("Sheet", "B7", code=HELD, unit_id=prison.pk), by=superior)


def test_only_who_keeps_the_form(point, officer, bao):
    for person in (officer, bao):
        with pytest.raises(Refused, match="You cannot"):
            point("C5", by=person)


def test_a_form_that_is_given_up_is_not_changed(point, form, superior):
    actions.end(form, by=superior)
    with pytest.raises(Refused, match="no longer kept"):
        point("C5")


def test_an_open_cell_is_about_the_unit_of_its_row(mapped, version, prison):
    from fengsui.command.forms.queries.mapping import mapping

    known = mapping(version)
    assert known.unit_of("监狱", 5) == prison
    assert known.unit_of("监狱", 99) is None


def test_until_a_number_is_chosen_the_panel_says_so(client, account, mapped, superior):
    client.force_login(account(superior))
    said = client.get(f"/forms/{mapped.pk}/map/preview/", {"sheet": "监狱", "ref": "C5", "what": "number", "code": ""})
    assert said.status_code == 200
    assert "请选择" in said.content.decode()
