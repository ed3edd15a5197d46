"""Several at once: no number twice, none missing."""

import pytest

from fengsui.cast import at_once
from fengsui.command.incoming.models import Paper


@pytest.mark.django_db(transaction=True)
def test_registered_at_once_each_has_its_number(register):
    at_once(*[register] * 4)
    assert sorted(Paper.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
