"""What a page costs does not grow with the papers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import REMEMBERED


@pytest.mark.parametrize("path", ["/incoming/", "/incoming/?state=all&q=1", "/incoming/new/"])
def test_lists(browse, register, instructed, li, path):
    costs, page = [], browse(li)
    for n in range(3):
        for m in range(1 + 4 * (n > 1)):
            register(title=f"{n}.{m}")
            instructed(title=f"{n}.{m}", sender=f"{n}.{m}")
        with CaptureQueriesContext(connection) as caught:
            assert page(path).status_code == 200
        costs.append(len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)]))
    assert costs[1] == costs[2]


def test_a_papers_page_does_not_grow_with_its_tasks(browse, instructed, task, li):
    paper, costs, page = instructed(), [], browse(li)
    for n in (1, 1, 5):
        for _n in range(n):
            task(paper)
        with CaptureQueriesContext(connection) as caught:
            assert page(f"/incoming/{paper.pk}/").status_code == 200
        costs.append(len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)]))
    assert costs[1] == costs[2]
