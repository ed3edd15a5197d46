import pytest

from fengsui.ground.response import actions
from fengsui.ground.response.actions import Line
from fengsui.ground.response.models import SwitchSet
from fengsui.ground.response.queries.sets import sets, settings, shown
from fengsui.house import Refused

CUTOFF = Line("reports.cutoff", "18:30", "prison")


def test_a_set_is_written_as_people_type_it(write):
    made = write(
        CUTOFF,
        Line("custody.closed", "是", unit="prison"),
        Line("custody.duty_share", "0.5"),
        Line("custody.opens", "40"),
    )
    assert [line["value"] for line in made.lines] == ["18:30", True, 0.5, 40]
    said = [(line.value, line.whom) for line in shown([made])[made.pk]]
    assert said == [
        ("18:30", "Prison system"),
        ("yes", "Test prison"),
        ("0.5", "all systems"),
        ("40 minutes", "all systems"),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (Line("nonsense", "1"), "Choose a measure"),
        (Line("reports.cutoff", "half past"), "18:30"),
        (Line("custody.closed", "maybe"), "another kind"),
        (Line("custody.opens", "many"), "another kind"),
        (Line("custody.opens", "999"), "between"),
        (Line("reports.cutoff", "18:30", unit="nowhere"), "unit that exists"),
        (Line("reports.cutoff", "18:30", "prison", "prison"), "unit that exists"),
    ],
)
def test_a_wrong_line_is_named(write, line, why):
    with pytest.raises(Refused, match=why) as refused:
        write(CUTOFF, line)
    assert refused.value.facts["line"] == 1


def test_a_set_needs_a_name_and_lines_without_doubles(write):
    with pytest.raises(Refused, match="called"):
        write(CUTOFF, name=" ")
    with pytest.raises(Refused, match="at least one"):
        write()
    with pytest.raises(Refused, match="twice"):
        write(CUTOFF, CUTOFF)


def test_an_edit_replaces_and_two_at_once_are_told(write, bao, units):
    made = write(CUTOFF)
    again = actions.write_set(units["department"], "新名", [CUTOFF], by=bao, former=made)
    assert (again.series, [one.name for one in sets()]) == (made.series, ["新名"])
    with pytest.raises(Refused, match="meanwhile"):
        actions.write_set(units["department"], "又名", [CUTOFF], by=bao, former=made)


def test_a_set_goes_out_of_use(write, bao):
    made = write(CUTOFF)
    actions.retire_set(made, by=bao)
    assert sets() == []
    assert SwitchSet.objects.count() == 1


def test_an_administration_sets_for_its_own_system(units, superior):
    def write(*lines):
        return actions.write_set(units["prisons"], "本系统", lines, by=superior)

    assert write(CUTOFF, Line("reports.cutoff", "18:20", unit="prison"))
    for line in (
        Line("reports.cutoff", "18:20"),
        Line("reports.cutoff", "18:20", "bureau"),
        Line("reports.cutoff", "18:20", unit="centre"),
    ):
        with pytest.raises(Refused, match="own system"):
            write(line)


def test_a_set_narrowed_to_a_system(write, units):
    made = write(
        CUTOFF,
        Line("custody.opens", "40"),
        Line("reports.cutoff", "18:10", unit="prison"),
        Line("reports.cutoff", "18:10", unit="centre"),
    )
    found = settings(made, system="prison")
    assert [(one.system, one.unit) for one in found] == [("prison", None), ("prison", None), ("", units["prison"])]
    assert len(settings(made)) == 4
    assert [line.whom for line in shown([made], "prison")[made.pk]] == ["Prison system", "Prison system", "Test prison"]
    with pytest.raises(Refused, match="concerns that system"):
        settings(write(CUTOFF, name="b"), system="bureau")


def test_what_is_gone_is_said(write, units):
    made = write(Line("reports.cutoff", "18:10", unit="prison"))
    made.lines = [{**made.lines[0], "unit": "gone"}]
    with pytest.raises(Refused, match="closed"):
        settings(made)
    made.lines = [{"parameter": "old.thing", "value": 1, "system": "", "unit": ""}]
    with pytest.raises(Refused, match=r"old\.thing"):
        settings(made)
    assert shown([made])[made.pk][0].name == "old.thing"


def test_an_officer_prepares_nothing(units, officer):
    with pytest.raises(Refused, match="cannot"):
        actions.write_set(units["department"], "x", [CUTOFF], by=officer)
