from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.reports import actions as reports
from fengsui.command.wall.measures import OLD_AFTER
from fengsui.command.wall.queries import figures, look
from fengsui.ground.indicators.actions import freeze
from fengsui.ground.measures import actions as measures
from fengsui.ground.org.scope import SYSTEM


@pytest.fixture
def key_of(units):
    """key_of("toy.held"): a key figure of the prison administration, now or as known."""

    def find(code="toy.held", known=None, top="prisons"):
        return {key.indicator.code: key for key in figures(look(units[top], "prison", known))}[code]

    return find


@pytest.fixture
def both(units):
    """Both prisons confirm a day."""

    def sign(day, *held):
        for code, value in zip(("prison", "prison-2"), held, strict=True):
            freeze(units[code], day, {"toy.held": value, "toy.fevers": None})

    return sign


def test_total_and_how_much_of_it_is_confirmed(signed, count, units, key_of):
    count(unit=units["prison-2"], held=300)
    figure = key_of().figure
    assert (figure.total, figure.n, figure.m) == (800, 1, 2)


def test_the_change_is_said_only_between_complete_days(both, key_of, units):
    both(DAY, 500, 300)
    assert key_of().change is None
    both(DAY - timedelta(days=1), 490, 300)
    assert key_of().change == 10
    assert key_of("toy.fevers").change is None


def test_a_part_of_today_is_compared_with_nothing(both, count, key_of):
    both(DAY - timedelta(days=1), 490, 300)
    count(held=500)
    assert key_of().change is None


def test_the_age_is_that_of_the_oldest_number_in_it(signed, count, units, drill, key_of):
    drill(at("18:40"))
    count(unit=units["prison-2"], held=300)
    assert key_of().oldest == at("18:30")
    assert not key_of().is_old


def test_a_unit_without_a_number_does_not_make_it_older(count, units, drill, key_of, both):
    both(DAY, None, None)
    assert key_of().oldest is None
    drill(at("18:40"))
    count(unit=units["prison-2"], held=300)
    assert key_of().oldest is None


def test_an_age_beyond_the_limit_turns_to_a_word(signed, drill, key_of):
    drill(at("23:59"))
    assert not key_of().is_old
    measures.put(OLD_AFTER, 60, basis="test", by=SYSTEM, at=at("00:00"))
    assert key_of().is_old


def test_as_known_before_a_signature_it_was_not_confirmed(count, prison, officer, drill, key_of):
    count(held=500, fevers=1)
    drill(at("18:40"))
    reports.sign(prison, DAY, {}, revision=0, by=officer)
    drill(at("18:50"))
    count(held=501, fevers=1)
    then, later = key_of(known=at("18:35")), key_of(known=at("18:45"))
    assert (then.figure.n, later.figure.n) == (0, 1)
    assert (then.oldest, later.oldest) == (at("18:35"), at("18:40"))


def test_a_unit_that_owes_no_key_figure_has_none(units):
    assert figures(look(units["centres"], "prison")) == []
