"""Meetings for programs: read within reach; nothing is held or signed there."""

import pytest

from fengsui.command.meetings import actions
from fengsui.command.meetings.tests.conftest import TOMORROW
from fengsui.ground.interfaces.testing import program

__all__ = ["program"]


@pytest.fixture
def reader(program, units, head, li):
    return program("meetings.read", person=li, unit=units["department"], by=head)


def test_those_within_reach_with_what_was_decided(reader, morning, evening, bao, units):
    actions.decide(morning, "核查双岗", units=[units["prison"]], by=bao)
    page = reader.get("/meetings", limit=1).json()
    rest = reader.get("/meetings", limit=1, after=page["next"]).json()
    rows = {row["unit"]: row for row in page["items"] + rest["items"]}
    assert (rows["department"]["state"], rows["prisons"]["state"], rest["next"]) == ("planned", "opened", None)
    assert [(one["text"], one["units"]) for one in rows["department"]["decisions"]] == [("核查双岗", ["prison"])]
    assert reader.get(f"/meetings/{morning.pk}").json() == rows["department"]


def test_of_a_day_and_a_kind(reader, morning, evening):
    assert len(reader.get("/meetings", day=TOMORROW.isoformat()).json()["items"]) == 1
    assert reader.get("/meetings", kind="special").json()["items"] == []


def test_a_facility_that_is_called_reads_nothing_of_others(program, evening, superior, units):
    actions.ask(evening, units["prison-2"], "只问二监", by=superior)
    called = program("meetings.read")
    assert called.get("/meetings").json()["items"] == []
    assert called.get(f"/meetings/{evening.pk}").status_code == 404
