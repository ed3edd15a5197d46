"""The page of a measure: for whom it can be set."""

import pytest

from fengsui.ground.measures.models import Measure


@pytest.mark.parametrize(("key", "asks"), [("retention.grace_days", False), ("reports.cutoff", True)])
def test_what_is_one_value_for_everybody_asks_for_no_system(bao, account, client, key, asks):
    client.force_login(account(bao))
    assert (b'name="system"' in client.get(f"/measures/{key}/").content) is asks


def test_it_is_set_for_all(bao, account, client):
    client.force_login(account(bao))
    client.post("/measures/retention.grace_days/", {"value": "20", "basis": "专题会议"})
    assert [(row.value, row.system, row.unit) for row in Measure.objects.all()] == [(20, "", None)]
