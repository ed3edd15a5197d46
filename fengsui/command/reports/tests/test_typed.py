"""A number that no register computes is typed in the report, without a reason."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY
from fengsui.command.reports import actions
from fengsui.command.reports.actions import Correction
from fengsui.command.reports.models import Field
from fengsui.command.reports.queries import sheet
from fengsui.ground.indicators.actions import Definition, define
from fengsui.ground.indicators.rollups import rollup
from fengsui.house import Refused


@pytest.fixture
def masks(units, bao):
    return define(units["department"], Definition("口罩库存", "只", kinds=("prison",)), by=bao).code


def test_it_is_typed_and_signed(masks, prison, officer):
    actions.sign(prison, DAY, {masks: Correction(1200)}, revision=0, by=officer, note="—")
    assert (Field.objects.as_known().get(code=masks).declared, Field.objects.as_known().get(code=masks).reason) == (
        1200,
        "",
    )
    assert rollup(DAY, "prison").figure(0, masks).confirmed == 1200


def test_left_empty_it_is_missing_and_must_be_explained(masks, prison, officer):
    with pytest.raises(Refused, match="口罩库存"):
        actions.sign(prison, DAY, {}, revision=0, by=officer)


def test_the_report_of_yesterday_does_not_have_it(masks, prison):
    assert masks not in {line.indicator.code for line in sheet(prison, DAY - timedelta(days=1)).lines}


def test_the_page_asks_for_no_reason(masks, officer, account, client):
    client.force_login(account(officer))
    page = client.get("/reports/prison/2020-02-03/", HTTP_ACCEPT_LANGUAGE="en").text
    assert f'name="value-{masks}"' in page
    assert f'name="reason-{masks}"' not in page
    assert 'name="reason-custody.prisoners"' in page
