import pytest

from fengsui.ground.org.models import Unit
from fengsui.ground.org.pages import page


@pytest.fixture
def ids(units):
    return sorted((unit.pk for unit in units.values()), reverse=True)


def pks(found):
    return [unit.pk for unit in found]


def turn(**query):
    return page(Unit.objects.all(), {key: str(value) for key, value in query.items()}, size=5)


def test_the_first_page_is_the_newest(ids):
    first = turn()
    assert pks(first) == ids[:5]
    assert (first.newer, first.older) == ("", str(ids[4]))


def test_older_goes_on_and_ends(ids):
    second, third = turn(before=ids[4]), turn(before=ids[9])
    assert pks(second) == ids[5:10]
    assert pks(third) == ids[10:]
    assert third.older == ""


def test_newer_comes_back(ids):
    assert pks(turn(after=ids[10])) == ids[5:10]
    back = turn(after=ids[5])
    assert pks(back) == ids[:5]
    assert back.newer == ""


@pytest.mark.parametrize("rubbish", ["x", "1e9", "99999999999999999999999", "-1'"])
def test_a_forged_key_is_none(ids, rubbish):
    assert len(turn(before=rubbish)) in (0, 5)


def test_an_empty_list_has_no_ends(db):
    empty = page(Unit.objects.all(), {})
    assert (len(empty), empty.newer, empty.older) == (0, "", "")


def test_any_depth_costs_one_query(ids, django_assert_num_queries):
    with django_assert_num_queries(1):
        turn(before=ids[9])
