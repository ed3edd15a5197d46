"""A measure of which only some values mean something: what it takes, what it is called, what its form offers."""

import pytest

from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.declare import Parameter
from fengsui.ground.measures.forms import MeasureForm
from fengsui.house import Refused

FORM = Parameter("x.form", "Form", "open", choices={"open": "stands open", "closed": "stands shut"})


@pytest.mark.parametrize("typed", ["closed", " closed ", "stands shut"])
def test_it_is_typed_by_its_code_or_its_word(typed):
    assert FORM.read(typed) == "closed"


@pytest.mark.parametrize("typed", ["", "ajar", "CLOSED"])
def test_anything_else_is_refused_and_the_choices_are_named(typed):
    with pytest.raises(Refused, match="stands open, stands shut") as refused:
        FORM.read(typed)
    assert (refused.value.code, refused.value.field) == ("measures.choice", "value")


def test_people_read_its_word():
    assert measures.shown("closed", choices=FORM.choices) == "stands shut"
    assert measures.shown("ajar", choices=FORM.choices) == "ajar"  # what was stored before the choices changed


def test_its_form_offers_the_words():
    assert MeasureForm(FORM).fields["value"].choices == [("open", "stands open"), ("closed", "stands shut")]
