"""The dry run of a measure says which gates it changes, who is inside, where nobody could come in, which phones follow."""

import pytest

from fengsui.cast import at
from fengsui.frontline.custody.measures import CLOSED
from fengsui.frontline.gates.effects import GATES
from fengsui.frontline.gates.measures import FORM, PHONE
from fengsui.frontline.gates.tests.permits import approved
from fengsui.frontline.gates.tests.test_register import enter  # noqa: F401 - a fixture
from fengsui.ground.measures.declare import Setting
from fengsui.ground.measures.supposing import suppose


def told(*settings):
    return [one.sentence for one in GATES.tell(suppose(settings))]


def test_closing_the_prisons_says_what_it_finds_at_their_gates(other_gate, gate, enter):  # noqa: F811
    enter(name="张某")
    said = told(Setting(CLOSED, True, at("19:00"), system="prison"))
    assert said[0].startswith("1 gate: from “registration” to “closed” (Prison")
    assert said[1].startswith("1 person is inside")
    assert said[2].startswith("No permit holds")


def test_where_a_permit_holds_somebody_comes_in(other_gate, prison, officer, leader):
    approved(prison, officer, leader)
    assert len(told(Setting(CLOSED, True, at("19:00"), system="prison"))) == 1
    assert len(told(Setting(CLOSED, True, at("23:30"), system="prison"))) == 2


def test_opening_is_no_warning_and_phones_follow(gate, keeper_device):
    said = told(Setting(FORM, "open", at("19:00")))
    assert said[0].startswith("1 gate: from “registration” to “open”")
    assert said[1].startswith("1 phone switches")


@pytest.mark.parametrize("setting", [Setting(PHONE, True, at("19:00")), Setting(FORM, "registration", at("19:00"))])
def test_what_changes_no_gate_says_nothing(gate, setting):
    assert told(setting) == []
