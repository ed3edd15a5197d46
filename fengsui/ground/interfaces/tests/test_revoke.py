import pytest

from fengsui.ground.interfaces import actions
from fengsui.ground.interfaces.models import Token, TokenState
from fengsui.house import Refused


@pytest.mark.parametrize("who", ["officer", "leader", "security"])
def test_who_answers_and_who_looks_after_it_may_revoke(program, who, request):
    one = program("reports.read")
    actions.revoke(one.token, by=request.getfixturevalue(who), reason="left the service")
    assert Token.objects.get().state == TokenState.REVOKED
    answer = one.get("/reports", day="2020-02-03")
    assert (answer.status_code, answer.json()["code"]) == (401, "interfaces.revoked")


def test_nobody_else_may(program, li):
    with pytest.raises(Refused, match="You cannot"):
        actions.revoke(program("reports.read").token, by=li)


def test_only_once(program, leader):
    token = program("reports.read").token
    actions.revoke(token, by=leader)
    with pytest.raises(Refused, match="already"):
        actions.revoke(token, by=leader)
