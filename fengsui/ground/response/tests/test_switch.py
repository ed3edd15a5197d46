from datetime import time, timedelta

import pytest

from fengsui.cast import DAY, EVENING, at
from fengsui.command.reports.measures import CUTOFF
from fengsui.ground.documents.models import Document
from fengsui.ground.journal.models import Entry
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures import queries as reading
from fengsui.ground.measures.models import Measure
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.response import actions
from fengsui.ground.response.actions import Line
from fengsui.ground.response.models import Switch
from fengsui.ground.response.queries.switching import Wanted, dry_run, own_measures, switches, told
from fengsui.house import Refused

TOMORROW = DAY + timedelta(days=1)


def cutoff(unit, moment=None):
    return reading.reading(CUTOFF, at=moment or at("23:00")).of(unit)


def test_applying_is_one_act_with_a_numbered_decision(apply, prepared, level, units, bao):
    made = apply(prepared, level=level)
    assert (cutoff(units["prison"]), cutoff(units["centre"]), cutoff(units["county"])) == (
        time(18, 20),
        time(18, 35),
        time(18, 45),
    )
    assert (made.document.number, made.document.subject) == (1, made.about)
    assert made.document.pdf.startswith(b"%PDF")
    assert all(f"专题会议（{made.document.series.title}〔2020〕第1号）" == row.basis for row in Measure.objects.all())
    assert Entry.objects.get(kind="response.switched").data["measures"] == 2


def test_the_decision_says_the_level_the_changes_and_what_follows(apply, prepared, level):
    said = apply(prepared, level=level).document.source["copies"]["en"]
    text = str(said["sections"])
    assert "Issued by 测试自治区人民政府 (Region or province): Level I, from 25 January 2020, as recorded here." in text
    assert "['Cut-off of the evening report', '18:20', 'Prison system']" in text
    assert "would be late at once" in text


def test_a_decision_without_a_level_names_none(apply, prepared):
    assert "as recorded here" not in str(apply(prepared).document.source["copies"]["en"])


def test_what_people_owe_is_planned_again(apply, prepared, prison):
    apply(prepared)
    row = Obligation.objects.get(kind="reports.report", unit=prison, period=DAY.isoformat())
    assert row.due_at == at("18:20")


def test_one_system_alone(apply, prepared, units):
    apply(prepared, system="prison", until=at("12:00", TOMORROW))
    assert (cutoff(units["prison"]), cutoff(units["centre"])) == (time(18, 20), time(18, 45))
    assert cutoff(units["prison"], at("13:00", TOMORROW)) == time(18, 45)


def test_a_stale_dry_run_asks_to_look_again(emergency, prepared, units, bao):
    seen = dry_run(Wanted(prepared)).token
    measures.put(CUTOFF, "18:00", basis="别人", system="bureau", by=SYSTEM)
    with pytest.raises(Refused, match="look") as refused:
        actions.switch(emergency, Wanted(prepared), unit=units["department"], basis="x", seen=seen, by=bao)
    assert refused.value.code == "response.stale"
    assert not Switch.objects.exists()
    assert not Document.objects.exists()


def test_the_second_of_two_is_told(emergency, prepared, units, bao, apply):
    seen = dry_run(Wanted(prepared)).token
    apply(prepared)
    with pytest.raises(Refused, match="Something changed"):
        actions.switch(emergency, Wanted(prepared), unit=units["department"], basis="x", seen=seen, by=bao)
    assert Document.objects.count() == 1


def test_numbers_have_no_gap(apply, prepared, emergency, units, bao):
    first = apply(prepared)
    with pytest.raises(Refused):
        actions.switch(emergency, Wanted(prepared), unit=units["department"], basis="x", seen="", by=bao)
    assert (first.document.number, apply(prepared).document.number) == (1, 2)


def test_a_set_that_was_edited_is_looked_at_again(apply, prepared, write, units, bao):
    actions.write_set(units["department"], "新", [Line("reports.cutoff", "18:00")], by=bao, former=prepared)
    with pytest.raises(Refused, match="edited this set"):
        apply(prepared)


def test_a_switch_has_a_basis_and_dates(apply, prepared, drill):
    with pytest.raises(Refused, match="basis"):
        apply(prepared, basis=" ")
    with pytest.raises(Refused, match="today at the earliest"):
        apply(prepared, at=at("12:00", DAY - timedelta(days=1)))
    with pytest.raises(Refused, match="end after"):
        apply(prepared, until=at("12:00"))
    with pytest.raises(Refused, match="end after"):
        apply(prepared, at=at("12:00", TOMORROW), until=at("11:00", TOMORROW))


def test_only_who_may_and_in_the_name_of_the_set_s_unit(apply, prepared, li, superior, emergency, units, bao):
    with pytest.raises(Refused, match="cannot"):
        apply(prepared, by=li)
    with pytest.raises(Refused, match="another unit"):
        actions.switch(emergency, Wanted(prepared), unit=units["prisons"], basis="x", seen="", by=bao)


def test_lists_know_the_past(apply, prepared, emergency, drill):
    drill(at("18:32"))
    made = apply(prepared)
    assert list(switches(emergency)) == [made]
    assert not switches(emergency, EVENING).exists()
    assert len(own_measures(at("00:00"))) == 2
    assert own_measures(at("00:00"), EVENING) == []
    apply(prepared, system="prison")
    assert len(own_measures(at("00:00"))) == 2  # the first one for prisons is overtaken
    apply(prepared, at=at("12:00", TOMORROW))
    assert len(own_measures(at("00:00"))) == 4
    drill(at("13:00", TOMORROW))
    apply(prepared, until=at("14:00", TOMORROW))
    drill(at("14:00", TOMORROW))
    assert {row.at for row in own_measures(at("00:00"))} == {at("12:00", TOMORROW)}
    assert told(made.told)[0]["title"] == "What changes from what to what"


def test_the_system_can_switch(apply, prepared):
    assert apply(prepared, by=SYSTEM).by is None
