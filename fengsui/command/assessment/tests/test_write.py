import pytest

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions
from fengsui.command.assessment.queries import brief, opinion, signature
from fengsui.house import Refused


def write(units, by, text="watch ward 3", revision=0):
    return actions.write(units["department"], "territory", DAY, text, revision=revision, by=by)


def test_the_duty_chief_writes_the_opinion(units, li):
    write(units, li)
    assert brief(units["department"], "territory", DAY).opinion == "watch ward 3"
    assert signature(None) is None


def test_the_second_writer_is_told_and_overwrites_nothing(units, li, bao):
    write(units, li)
    with pytest.raises(Refused) as refused:
        write(units, bao, "something else")
    assert refused.value.code == "assessment.conflict"
    assert brief(units["department"], "territory", DAY).opinion == "watch ward 3"


def test_a_superior_administration_does_not_write_the_departments_brief(units, superior, bureau):
    for person in (superior, bureau):
        with pytest.raises(Refused, match="You cannot"):
            write(units, person)


def test_an_opinion_changed_since_is_not_said_to_have_been_known(units, li, drill):
    write(units, li)
    found = brief(units["department"], "territory", DAY)
    assert opinion(None) == ""
    assert opinion(found) == opinion(found, at("18:30")) == "watch ward 3"
    assert opinion(found, at("18:29")) is None
