from fengsui.ground.notifications import actions as notifications
from fengsui.ground.notifications.tests.conftest import refused
from fengsui.ground.org.scope import SYSTEM


def test_void_keeps_the_numbers(batch, merge, bao):
    done = notifications.void(batch, reason=" 日期写错 ", by=bao)
    assert (done.void_because, done.void_by) == ("日期写错", bao)
    assert merge("合成丁，4").first == 4


def test_void_once_and_with_a_reason(batch, bao):
    with refused("notifications.reason"):
        notifications.void(batch, reason=" ", by=bao)
    assert notifications.void(batch, reason="写错", by=SYSTEM).void_by is None
    with refused("notifications.void"):
        notifications.void(batch, reason="写错", by=bao)
