from datetime import timedelta

from fengsui.cast import DAY, at
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.models import Prisoner
from fengsui.frontline.custody.queries.persons import masked
from fengsui.frontline.custody.retention import DETAINEES, PRISONERS
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention import actions, queries


def test_names_are_kept_as_long_as_the_measure_says(move, drill):
    person = move("admission").person
    assert queries.due(PRISONERS, over=False) == set()
    drill(at("10:01", DAY + timedelta(days=180)))
    assert (queries.due(PRISONERS, over=False), queries.due(DETAINEES, over=False)) == ({person.pk}, set())


def test_a_later_fever_keeps_them_longer(move, fever, officer, drill):
    person = move("admission").person
    drill(at("11:00", DAY + timedelta(days=100)))
    row = fever(number="1001", name="", at=at("10:00", DAY + timedelta(days=100)))
    custody.conclude(row, "cleared", by=officer)
    drill(at("10:01", DAY + timedelta(days=180)))
    assert queries.due(PRISONERS, over=False) == set()
    drill(at("10:01", DAY + timedelta(days=280)))
    assert queries.due(PRISONERS, over=False) == {person.pk}


def test_nobody_in_hospital_and_no_fever_without_a_decision_is_destroyed(move, fever, drill):
    move("escort_out", number="1")
    fever(number="2")
    drill(at("12:01", DAY + timedelta(days=400)))
    assert queries.due(PRISONERS, over=False) == set()


def test_a_destroyed_person_has_no_name_and_is_not_due_again(move, drill):
    person = move("admission").person
    drill(at("10:01", DAY + timedelta(days=181)))
    actions.destroy(PRISONERS, [person.pk], reason="its time is over", by=SYSTEM)
    person = Prisoner.objects.get()
    assert (masked([person])[person.pk].name, queries.due(PRISONERS, over=False)) == ("", set())
