"""The organisation file: real counts and divisions, two superiors where there are two, nothing invented unmarked."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from fengsui.ground.org.models import Line, Tie, Unit, UnitKind
from journeys import scenario

COUNTS = {
    "department": 1, "prison_administration": 1, "rehabilitation_administration": 1, "league_bureau": 12,
    "county_bureau": 103, "prison": 19, "prison_hospital": 2, "centre": 13, "office": 1046, "institute": 53,
    "partner": 2,
}  # fmt: skip
CERTAIN = {
    "呼和浩特第一监狱", "呼和浩特第二监狱", "通辽监狱", "保安沼监狱", "诃额伦街道司法所", "巴彦淖尔市金桥司法鉴定所",
    "兴安社区", "巴彦淖尔市公安局交通警察管理支队杭锦后旗大队",
}  # fmt: skip


def test_counts_are_the_real_ones():
    counted = Counter(unit["kind"] for unit in scenario.units())
    assert {kind: counted[kind] for kind in COUNTS} == COUNTS
    assert set(counted) - set(COUNTS) == {"ward", "brigade"}


def test_the_file_is_what_the_script_makes(tmp_path):
    scenario.part("make_units").write(tmp_path / "units.csv")
    assert (tmp_path / "units.csv").read_bytes() == (scenario.FOLDER / "units.csv").read_bytes()


def test_codes_are_unique_and_superiors_come_first():
    seen = {"-", ""}
    for unit in scenario.units():
        assert unit["code"] not in seen
        assert {unit[line] for line in Line.values} <= seen
        seen.add(unit["code"])


def test_five_centres_are_direct_and_eight_have_two_superiors():
    centres = [unit for unit in scenario.units() if unit["kind"] == "centre"]
    assert {unit["rehabilitation"] for unit in centres} == {"rehabilitation-administration"}
    direct = [unit for unit in centres if unit["territory"] == "rehabilitation-administration"]
    leagues = {unit["territory"] for unit in centres if unit not in direct}
    assert len(direct) == 5
    assert len(leagues) == 8
    assert all(code.startswith("bureau-") and code.endswith("00") for code in leagues)


def test_only_certain_names_are_unmarked():
    """Bureaus carry the name of a division; every other name is publicly certain or says that it is synthetic."""
    for unit in scenario.units():
        public = unit["kind"].endswith(("bureau", "administration")) or unit["kind"] == "department"
        assert (unit["synthetic"] == "yes") is not (public or unit["name"] in CERTAIN), unit["code"]
        if unit["synthetic"] and unit["kind"] not in {"ward", "brigade"}:
            assert "演练" in unit["name"] or "（合成）" in unit["name"]
            assert unit["name_en"].endswith("(synthetic)")


def test_a_league_is_not_a_city():
    names = {unit["name"] for unit in scenario.units() if unit["kind"] == "league_bureau"}
    assert {"兴安盟司法局", "锡林郭勒盟司法局", "阿拉善盟司法局"} <= names
    assert sum(name.endswith("市司法局") for name in names) == 9


def test_divisions_are_those_of_2020():
    kinds = Counter(row["type"] for row in scenario.part("make_units").divisions())
    assert kinds == {"地级市": 9, "盟": 3, "市辖区": 23, "县级市": 11, "县": 17, "旗": 49, "自治旗": 3}


def test_institutes_are_supervised_not_commanded():
    for unit in scenario.units():
        if unit["kind"] == "institute":
            assert [line for line in Line.values if unit[line]] == ["supervision"]


@pytest.mark.parametrize(("kind", "low", "high"), [("prison", 6, 9), ("prison_hospital", 3, 3), ("centre", 3, 5)])
def test_facilities_have_their_sections(kind, low, high):
    sections = Counter(unit["territory"] for unit in scenario.units() if unit["kind"] in {"ward", "brigade"})
    for unit in scenario.units():
        if unit["kind"] == kind:
            assert low <= sections[unit["code"]] <= high


def test_it_can_be_entered(drill):
    assert scenario.part("organisation").enter(date(2020, 1, 25)) == len(scenario.units())
    assert Unit.objects.filter(kind=UnitKind.OFFICE).count() == 1046
    assert Tie.objects.filter(line=Line.SUPERVISION, unit__kind=UnitKind.INSTITUTE).count() == 53
