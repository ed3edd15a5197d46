from datetime import timedelta
from decimal import Decimal

import pytest

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.actions import delivering, planning, providers, set_way
from fengsui.ground.messages.actions.posting import send
from fengsui.ground.messages.actions.providers import Settings
from fengsui.ground.messages.models import Outgoing
from fengsui.ground.messages.tests import peers
from fengsui.ground.org.scope import SYSTEM


@pytest.fixture
def live(monkeypatch, settings):
    """A live installation whose clock is nevertheless moved by hand, and which may reach this machine."""
    monkeypatch.setattr(clock, "is_drill", lambda: False)
    settings.FENGSUI_WEBHOOK_HOSTS = ["127.0.0.1"]


@pytest.fixture
def gateway():
    one = peers.gateway()
    yield one
    one.close()


@pytest.fixture
def mail_server():
    one = peers.mail_server()
    yield one
    one.close()


@pytest.fixture
def sms(live, gateway, units):
    """The department's account for text messages."""
    return providers.set_up(units["department"], aliyun(gateway), by=SYSTEM)


def aliyun(gateway, **more):
    return Settings(
        "sms",
        "aliyun",
        gateway.url,
        login="id",
        secret="s",
        sender="测试",
        template="SMS_1",
        price=Decimal("0.0450"),
        **more,
    )


@pytest.fixture
def mail(live, mail_server, units):
    wanted = Settings("email", "smtp", mail_server.place, "none", sender="fengsui@test.cn")
    return providers.set_up(units["department"], wanted, by=SYSTEM)


@pytest.fixture
def reached(bao, li):
    """Both are reached by text message: everything, and only what is urgent."""
    set_way("sms", "13800000001", by=bao)
    set_way("sms", "13800000002", by=li, level="urgent")
    return bao, li


def note(to, key="k"):
    return send("obligations.overdue", to, key=key, unit=None, what="x", period="2020-02-03")


def fever(to, key="f"):
    return send("custody.fever", to, key=key, unit=None, celsius="38.5", section="x")


@pytest.fixture
def later(drill):
    """Let minutes pass, and do what the job does every minute."""

    def go(minutes=6, provider=None):
        drill(clock.now() + timedelta(minutes=minutes))
        planning.plan()
        delivering.sink()
        return sum(delivering.deliver(pk) for pk in ([provider.pk] if provider else delivering.due()))

    return go


def only():
    return Outgoing.objects.get()


@pytest.fixture
def admin(units):
    """The system administrator of the department."""
    from fengsui.cast import FOUNDED
    from fengsui.ground.org import actions as org

    person = org.register(["系统员"], unit=units["department"], capacity="officer", by=SYSTEM)[0]
    org.appoint(person, units["department"], "system_administrator", by=SYSTEM, since=FOUNDED)
    return person
