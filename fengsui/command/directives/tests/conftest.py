import pytest

from fengsui.cast import at
from fengsui.command.directives import actions
from fengsui.command.directives.actions import Wanted
from fengsui.command.directives.models import Delivery
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import render
from fengsui.ground.org.scope import SYSTEM

TITLE = "关于做好疫情防控工作的通知"
TEXT = "一、立即部署\n各单位即日起每日排查。\n二、及时报告\n有情况随时报告。"
EVERYWHERE = ("territory", "prison", "rehabilitation")


@pytest.fixture(autouse=True)
def _no_typesetting(monkeypatch):
    """What is printed is the documents' business."""
    monkeypatch.setattr(render, "pdf", lambda *_args, **_kwargs: b"%PDF-1.7 test")


@pytest.fixture
def wanted(units):
    """wanted("league", depth=1, do_by="21:00"): a directive as typed; along all lines unless units are chosen."""

    def typed(*codes, acknowledge_by="20:00", do_by=None, **more):
        fields = {"lines": () if codes else EVERYWHERE, "chosen": [units[code] for code in codes]} | more
        hour = at(do_by) if do_by else None
        return Wanted(fields.pop("title", TITLE), fields.pop("text", TEXT), at(acknowledge_by), hour, **fields)

    return typed


@pytest.fixture
def approved(units, bao, wanted):
    """Drafted, checked and approved by the commander; like `wanted`."""

    def make(*codes, by=bao, unit="department", replaces=None, **more):
        documents.arrange_series(units[unit], "documents", title="发文", letters="测司发", by=SYSTEM)
        row = actions.draft(units[unit], wanted(*codes, **more), by=by, replaces=replaces)
        actions.check(row, by=by)
        return actions.approve(row, revision=row.revision, by=by)

    return make


@pytest.fixture
def issued(approved, bao):
    """Issued: issued("league"), issued(stepwise=True, do_by="21:00")."""
    return lambda *codes, **more: actions.issue(approved(*codes, **more), by=more.get("by", bao))


@pytest.fixture
def at_unit(units):
    """at_unit(directive, "office"): that unit's delivery."""
    return lambda row, code: Delivery.objects.select_related("unit", "directive").get(directive=row, unit=units[code])


@pytest.fixture
def clerk(units):
    """An officer of the justice office."""
    from fengsui.cast import _person

    return _person(units, "所员甲", "office", "officer")


@pytest.fixture
def county(units):
    """The leader of the county bureau."""
    from fengsui.cast import _person

    return _person(units, "旗局领导", "county", "leader")


@pytest.fixture
def head(units):
    """The leader of the rehabilitation administration."""
    from fengsui.cast import _person

    return _person(units, "戒毒局领导", "centres", "leader")


@pytest.fixture
def got():
    """got(directive): the codes of the units that have it."""

    def read(row):
        rows = Delivery.objects.filter(directive=row, at__isnull=False)
        return sorted(rows.values_list("unit__code", flat=True))

    return read
