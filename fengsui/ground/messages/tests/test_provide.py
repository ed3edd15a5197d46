"""A unit's accounts: only for who looks after the system, checked when they are saved, their secrets sealed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fengsui.ground.messages.actions import providers
from fengsui.ground.messages.actions.planning import plan
from fengsui.ground.messages.actions.providers import Settings
from fengsui.ground.messages.models import Provider
from fengsui.ground.messages.tests.conftest import fever, only
from fengsui.ground.messages.transports import account
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

SMS = Settings("sms", "aliyun", login="id", secret="top", sender="测试", template="SMS_1")
MAIL = Settings("email", "smtp", "mail.test:2525", "none", sender="a@test.cn")
ROBOT = Settings("feishu", "apprise", secret="feishu://{address}")


def test_only_the_system_administrator_sets_up(units, bao, admin):
    with pytest.raises(Refused) as refused:
        providers.set_up(units["department"], SMS, by=bao)
    assert refused.value.code == "org.no_right"
    made = providers.set_up(units["department"], SMS, by=admin)
    assert (made.made_by, b"top" in bytes(made.secret_sealed)) == (admin, False)
    assert account(made).secret == "top"
    assert "top" not in repr(account(made))


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (replace(SMS, kind="pigeon"), "kind"), (replace(SMS, channel="email"), "kind"), (replace(SMS, login=" "), "login"),
        (replace(SMS, price=Decimal(101)), "price"), (replace(SMS, secret=""), "secret"), (replace(SMS, server="http://x"), "server"),
        (replace(MAIL, secure="x"), "secure"), (replace(MAIL, server="http://x"), "server"), (replace(MAIL, server="h:x"), "server"),
        (replace(MAIL, sender="nobody"), "sender"), (replace(SMS, kind="tencent"), "app"), (replace(ROBOT, secret=""), "secret"),
    ],
)  # fmt: skip
def test_what_could_never_send_is_refused(units, wanted, field):
    with pytest.raises(Refused) as refused:
        providers.set_up(units["department"], wanted, by=SYSTEM)
    assert refused.value.field == field


def test_one_account_a_channel(units):
    providers.set_up(units["department"], MAIL, by=SYSTEM)
    with pytest.raises(Refused, match="already"):
        providers.set_up(units["department"], MAIL, by=SYSTEM)


def test_a_robots_address_is_tried_when_it_is_saved(units):
    pytest.importorskip("apprise")
    made = providers.set_up(units["department"], ROBOT, by=SYSTEM)
    with pytest.raises(Refused, match="knows no such address"):
        providers.change(made, replace(ROBOT, secret="nonsense"), by=SYSTEM)


def test_without_apprise_there_are_no_robots(units, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(Refused, match="not installed"):
        providers.set_up(units["department"], ROBOT, by=SYSTEM)


def test_a_change_keeps_the_secret_unless_there_is_a_new_one(units):
    made = providers.set_up(units["department"], SMS, by=SYSTEM)
    Provider.objects.update(failures=9)
    changed = providers.change(made, replace(SMS, secret="", sender="乙", server="https://sms.test"), by=SYSTEM)
    assert (account(changed).secret, changed.sender, changed.failures) == ("top", "乙", 0)
    assert account(providers.change(made, replace(SMS, secret="new"), by=SYSTEM)).secret == "new"
    with pytest.raises(Refused, match="does not change"):
        providers.change(made, MAIL, by=SYSTEM)


def test_an_ended_one_has_no_secret_and_what_waited_is_on_the_list(sms, reached, bao):
    fever([bao])
    plan()
    providers.stop(sms, by=SYSTEM)
    assert (only().state, account(Provider.objects.get()).secret) == ("dead", "")
    with pytest.raises(Refused, match="set up a new one"):
        providers.pause(sms, by=SYSTEM)


def test_pausing_twice_is_harmless(sms):
    first = providers.pause(sms, by=SYSTEM).paused_at
    assert providers.pause(sms, by=SYSTEM).paused_at == first


def test_hooks_get_new_addresses(sms):
    from fengsui.ground.messages import hooks

    before = hooks.secret(sms)
    assert hooks.secret(providers.turn(sms, by=SYSTEM)) != before
