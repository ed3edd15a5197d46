"""Two at once: no number twice, none missing."""

import threading

import pytest
from django.db import connection

from fengsui.command.incoming.models import Paper


@pytest.mark.django_db(transaction=True)
def test_registered_at_once_each_has_its_number(register):
    def one():
        try:
            register()
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Paper.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
