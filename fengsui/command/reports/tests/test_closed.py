"""The reports of a unit that was closed or merged: in the lists and roll-ups of their days, to be read only."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from fengsui.cast import DAY, at
from fengsui.command.reports import actions, queries
from fengsui.command.reports.consequences import SIGNED
from fengsui.command.reports.models import Report, owing_units
from fengsui.ground.indicators.rollups import rollup
from fengsui.ground.org import actions as org
from fengsui.ground.org.queries import tree
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

NEXT = DAY + timedelta(days=1)
PAGE = "/reports/prison/2020-02-03/"


@pytest.fixture
def client(account, bao):
    here = Client()
    here.force_login(account(bao, "bao"))
    here.cookies["django_language"] = "en"
    return here


@pytest.fixture
def merged(signed, units, drill):
    """The prison signed its report, and was merged into another one the next morning."""
    drill(at("08:00", NEXT))
    org.merge([units["prison"]], units["prison-2"], since=NEXT, by=SYSTEM)


def test_before_a_merger_one_hears_which_signed_report_would_drop_out(signed, units):
    def dropping(day):
        return SIGNED.count([units["prison"]], day)

    assert (dropping(DAY), dropping(NEXT)) == (1, 0)
    assert SIGNED.count([units["prison-2"]], DAY) == 0


def test_as_known_before_a_merger_of_the_same_day_it_still_stands(signed, units, drill):
    drill(at("18:55"))
    org.merge([units["prison"]], units["prison-2"], since=DAY, by=SYSTEM)
    now, then = rollup(DAY, "prison"), rollup(DAY, "prison", known=at("18:40"))
    prison = units["prison"].pk
    assert (prison in now.own, then.own[prison]) == (False, True)
    assert prison not in {unit.pk for unit in owing_units(DAY)}
    assert prison in {unit.pk for unit in owing_units(DAY, at("18:40"))}


def test_as_known_before_a_move_of_the_same_day_it_stands_at_its_old_place(units, drill):
    drill(at("18:55"))
    org.move(units["county"], "territory", units["department"], since=DAY, by=SYSTEM)

    def place(known=None):
        return next(node.parent for node in tree("territory", DAY, known=known) if node.unit_id == units["county"].pk)

    assert (place(), place(at("18:40"))) == (units["department"].pk, units["league"].pk)


def test_its_report_opens_and_names_the_successor(merged, client):
    page = client.get(PAGE).content.decode()
    assert "Test prison is closed since 4 February 2020; it lives on in Test prison-2." in page
    assert f'action="{PAGE}' not in page


def test_who_did_not_see_it_still_does_not(merged, account, bureau):
    here = Client()
    here.force_login(account(bureau))
    assert here.get(PAGE).status_code == 404


def test_its_days_hold_it_and_later_ones_do_not(merged, client, bao):
    assert "prison" in [unit.code for unit in queries.my_units(bao, DAY)]
    assert "prison" not in [unit.code for unit in queries.my_units(bao, NEXT)]
    assert client.get("/reports/prison/2020-02-04/").status_code == 404
    for day, there in ((DAY, True), (NEXT, False)):
        assert ("prison" in [node.code for node in rollup(day, "prison").nodes]) is there
        assert ("Test prison<" in client.get(f"/rollup/prison/prisons/{day}/").content.decode()) is there


def test_what_was_written_on_the_day_of_the_closing_opens_too(signed, units, client):
    org.merge([units["prison"]], units["prison-2"], since=DAY, by=SYSTEM)
    assert client.get(PAGE).status_code == 200
    assert client.get("/reports/prison-2/2020-02-03/").status_code == 200


def test_nothing_is_signed_there_any_more(merged, client):
    assert client.post(PAGE, {"do": "sign", "revision": "1", "note": "x"}).status_code == 409


@pytest.mark.parametrize("verb", ["accept", "return"])
def test_nobody_accepts_or_returns_it_any_more(merged, client, verb):
    page = client.post(f"{PAGE}{verb}/", {"reason": "x"}, follow=True).content.decode()
    assert "nothing is entered there any more" in page
    assert Report.objects.with_stage().get(day=DAY).stage == "signed"


def test_the_refusal_is_the_actions_own(merged, bao):
    with translation.override("en"), pytest.raises(Refused, match="it lives on in Test prison-2"):
        actions.accept(Report.objects.get(day=DAY), by=bao)
