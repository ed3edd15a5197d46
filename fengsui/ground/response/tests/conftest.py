"""An emergency at level I since 25 January, and a set that moves cut-offs."""

from datetime import date

import pytest

from fengsui.cast import at
from fengsui.ground.response import actions
from fengsui.ground.response.actions import Line
from fengsui.ground.response.models import Grade, Stage, Tier
from fengsui.ground.response.queries.switching import Wanted, dry_run, dry_run_back

FIRST = date(2020, 1, 25)
GOVERNMENT = "测试自治区人民政府"


@pytest.fixture
def emergency(units, bao):
    found = actions.open_emergency(
        units["department"], name="测试疫情", kind="public_health", begun=date(2020, 1, 23), by=bao
    )
    actions.take_step(found, Stage.ACTIVATED, at=at("20:00", FIRST), day_only=True, by=bao)
    return found


@pytest.fixture
def level(emergency, bao):
    return actions.record_level(
        emergency,
        tier=Tier.PROVINCE,
        issuer=GOVERNMENT,
        grade=Grade.FIRST,
        at=at("00:00", FIRST),
        day_only=True,
        by=bao,
    )


@pytest.fixture
def write(units, bao):
    """write(Line(…), …): a set of the department."""

    def make(*lines, name="测试方案", **more):
        return actions.write_set(units["department"], name, lines, by=bao, **more)

    return make


@pytest.fixture
def prepared(write):
    return write(Line("reports.cutoff", "18:20", "prison"), Line("reports.cutoff", "18:35", "rehabilitation"))


@pytest.fixture
def apply(emergency, units, bao):
    """apply(set): look at the dry run and apply it as the commander."""

    def do(prepared, *, by=bao, level=None, basis="专题会议", **more):
        wanted = Wanted(prepared, **more)
        return actions.switch(
            emergency, wanted, unit=units["department"], basis=basis, seen=dry_run(wanted).token, level=level, by=by
        )

    return do


@pytest.fixture
def take_back(bao):
    """take_back(switch): look at what follows and take it back."""

    def do(made, *, by=bao, reason="形势好转"):
        return actions.revert(made, reason=reason, seen=dry_run_back(made).token, by=by)

    return do


@pytest.fixture
def said():
    """said(set): every sentence of its dry run, by the key of the effect."""

    def read(prepared, **more):
        run = dry_run(Wanted(prepared, **more))
        return {answer.key: [one.sentence for one in answer.said] for answer in run.answers}

    return read
