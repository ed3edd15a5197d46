import pytest
from django.core.management import call_command

from fengsui.cast import at
from fengsui.ground.journal.models import Entry
from fengsui.ground.maps import actions, queries, reading
from fengsui.ground.maps.models import Map
from fengsui.ground.maps.tests.conftest import TWO, file, square
from fengsui.house import Refused


def test_without_another_one_the_built_in_map_is_in_force(db):
    built = queries.current()
    assert built.row is None
    assert len(queries.codes("150000")) == 12
    assert len(built.areas) == 115
    assert queries.views()[0] == "150000"
    assert queries.has("150102")
    assert not queries.has("150172")


def test_a_map_replaces_the_one_before_and_says_its_number(two):
    assert queries.codes("150000") == ["150100", "150200"]
    assert queries.review_line() == "Map review number: GS(2019)1号"
    assert Entry.objects.get(kind="maps.replaced").data["areas"] == 2


def test_a_map_without_a_number_says_that_it_is_for_internal_use(db):
    assert "internal use" in queries.review_line()


def test_going_back_puts_the_built_in_map_or_an_earlier_one_in_force(two, admin, drill):
    drill(at("18:40"))
    actions.go_back(None, by=admin)
    assert queries.current().row is None
    again = actions.go_back(Map.objects.get(pk=two.row), by=admin)
    assert queries.current().row == again.pk
    assert queries.codes("150000") == ["150100", "150200"]
    assert [one.pk for one in queries.earlier()] == [again.pk, two.row]


def test_what_is_in_force_is_not_put_in_force_again(two, admin):
    with pytest.raises(Refused, match="already"):
        actions.go_back(Map.objects.get(pk=two.row), by=admin)
    actions.go_back(None, by=admin)
    with pytest.raises(Refused, match="already"):
        actions.go_back(None, by=admin)


def test_only_the_system_administrator_replaces_the_map(bao):
    with pytest.raises(Refused, match="You cannot"):
        actions.replace_map(file(*TWO), source="x", by=bao)
    with pytest.raises(Refused, match="You cannot"):
        actions.go_back(None, by=bao)


def test_a_map_says_where_it_comes_from(admin):
    with pytest.raises(Refused, match="where the map comes from"):
        actions.replace_map(file(*TWO), source=" ", by=admin)


WRONG = [
    (b"<svg/>", "not GeoJSON"),
    (b"[]", "FeatureCollection"),
    (file(), "FeatureCollection"),
    (file(TWO[0], TWO[0]), "Feature 2 .150100.: this code stands"),
    (file({"type": "Feature"}), "Feature 1 .—.: it has no properties"),
    (file(square("15", "甲", 110, 40)), "six digits of the division"),
    (file(square("150100", "", 110, 40)), "“name” is missing"),
    (file(square("150100", "甲", 110, 40, parent="150100")), "another division"),
    (file(*TWO, square("220100", "丙", 120, 43)), "150000, 220000"),
    (file(square("150000", "甲", 110, 40)), "no area below"),
    (file(TWO[0] | {"geometry": {"type": "Point"}}), "Polygon or MultiPolygon"),
    (file(TWO[0] | {"geometry": {"type": "Polygon", "coordinates": [["x"]]}}), "cannot be read"),
    (file(TWO[0] | {"geometry": {"type": "Polygon", "coordinates": []}}), "no line with an inside"),
    (file(square("150100", "甲", 440000, 4500000)), "longitude and latitude"),
    (file(TWO[0] | {"geometry": {"type": "Polygon", "coordinates": [[[110, 40]] * 5]}}), "smaller than"),
    (b" " * (reading.MOST_BYTES + 1), "8 MB at most"),
    (file(*[square(str(n), "甲", 110, 40) for n in range(601)]), "600 areas at most"),
]


@pytest.mark.parametrize(("content", "said"), WRONG)
def test_a_wrong_file_is_refused_in_a_sentence_and_changes_nothing(admin, content, said):
    with pytest.raises(Refused, match=said):
        actions.replace_map(content, source="x", by=admin)
    assert queries.current().row is None


def test_the_territory_itself_may_stand_in_the_file_and_names_the_map(admin):
    whole = square("150000", "测试自治区", 110, 40)
    actions.replace_map(file(whole, *TWO, square("150102", "甲区", 110, 40)), source="x", by=admin)
    data = queries.current()
    assert (data.name, data.views) == ("测试自治区", ("150000", "150100"))
    assert data.is_within("150102", "150000")
    assert not data.is_within("150200", "150100")
    assert data.title("150100", "en") == "First City"
    assert data.title("150000", "en") == "测试自治区"


def test_the_command_replaces_the_map_and_goes_back(units, tmp_path, capsys):
    (tmp_path / "map.json").write_bytes(file(*TWO))
    call_command("map", "use", str(tmp_path / "map.json"), "--source", "x", "--review-number", "GS1")
    call_command("map", "built-in")
    assert capsys.readouterr().out.splitlines()[0] == "2 areas; source: x; map review number: GS1."
    assert queries.current().row is None
