"""Notifications in a real browser: every page on desk and phone; merged from a list, served, the receipt entered."""

import pytest

from fengsui.ground.notifications import actions as notifications
from fengsui.ground.notifications.models import Notification

LOOKS = [("desk", "light", "zh-hans"), ("phone", "dark", "en")]


@pytest.fixture
def wording(units, bao):
    return notifications.write(units["department"], "告知书", "{姓名}（{楼号}）：\n请配合。", each="楼号", by=bao)


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_anybody_can_use_every_page(walk, account, bao, wording, size, theme, language):
    batch = notifications.merge(wording, "合成甲，1\n合成乙，2", by=bao)
    notifications.serve(batch, [1], "refused", witness="见证人甲", by=bao)
    walker = walk(size, theme, language).sign_in(account(bao))
    one = f"templates/{wording.template_id}/"
    for path in ("", "waiting/", "templates/", "templates/new/", one, f"{one}write/", f"{one}merge/", f"{batch.pk}/"):
        walker.open(f"/notifications/{path}")
        assert (path, walker.axe(), walker.overflow(), walker.complaints) == (path, [], 0, [])


def test_persons_are_notified_and_sign_on_a_phone(walk, account, bao, wording):
    page = walk("phone").sign_in(account(bao)).open(f"/notifications/templates/{wording.template_id}/merge/")
    page.fill("[name=persons]", "合成甲，1\n合成乙，2")
    for do in ("look", "make"):
        page.click(f"button[value={do}]")
        page.wait_for_load_state("load")
    page.check("[data-all]")
    page.click("form[action$='serve/'] .btn-primary")
    page.wait_for_load_state("load")
    assert list(Notification.objects.waiting()) == []
