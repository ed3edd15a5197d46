import os
from pathlib import Path

import pytest
from django.db import connection

from fengsui.site import home, postgres


@pytest.mark.django_db
def test_databases_have_the_extensions_and_chinese_letters():
    with connection.cursor() as cursor:
        cursor.execute("select subpath('a.b.c'::ltree, 1)::text, show_trgm('矫正对象')")
        path, trigrams = cursor.fetchone()
    assert path == "b.c"
    assert len(trigrams) == 5
