"""That it was reported outside is kept, with its hour and card; the house reports nothing there."""

import pytest

from fengsui.cast import at
from fengsui.command.incidents import actions
from fengsui.command.incidents.models import Outside
from fengsui.command.incidents.queries.pathway import outsides
from fengsui.house import Refused


def test_kept_once_and_corrected_with_a_reason(report, officer):
    incident = report()

    def keep(card, because=""):
        return actions.record_outside(incident, "direct", at=at("18:20"), card=card, because=because, by=officer)

    assert keep("150100-1").pk == keep("150100-1").pk
    with pytest.raises(Refused, match="entered again"):
        keep("150100-2")
    keep("150100-2", "卡号写错")
    assert [row.card for row in outsides(incident)] == ["150100-2"]
    assert Outside.objects.count() == 2


def test_what_is_wrong_is_said(report, officer, li):
    incident = report()
    for wrong, says in (
        ({"channel": "x"}, "Choose"),
        ({"at": at("18:31")}, "still to come"),
        ({"card": "x" * 61}, "at most"),
    ):
        typed = {"channel": "direct", "at": at("18:20"), "card": ""} | wrong
        with pytest.raises(Refused, match=says):
            actions.record_outside(incident, typed["channel"], at=typed["at"], card=typed["card"], by=officer)
    with pytest.raises(Refused, match="You cannot"):
        actions.record_outside(incident, "direct", at=at("18:20"), by=li)
