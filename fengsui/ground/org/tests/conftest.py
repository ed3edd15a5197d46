import pytest

from fengsui.cast import _person


@pytest.fixture
def appointed(units):
    """`appointed("league", "administrator")`: somebody with an office there."""
    return lambda code, office, name="单位管理员": _person(units, name, code, office)
