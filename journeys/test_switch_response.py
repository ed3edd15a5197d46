"""Switching measures in a real browser: choose a set, see what follows for whom, apply with a decision, take it back."""

from datetime import date

import pytest

from fengsui.cast import EVENING

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def emergency(units, bao):
    """Level I as recorded, a leading group, and a set of two measures."""
    from fengsui.ground.response import actions
    from fengsui.ground.response.actions import Line

    found = actions.open_emergency(
        units["department"], name="测试疫情", kind="public_health", begun=date(2020, 1, 23), by=bao
    )
    actions.take_step(found, "activated", at=EVENING, day_only=True, by=bao)
    actions.record_level(
        found, tier="province", issuer="测试自治区人民政府", grade=1, at=EVENING, day_only=True, by=bao
    )
    group = actions.found_group(found, name="测试领导小组", since=date(2020, 1, 25), by=bao)
    actions.join(
        group, "head", since=date(2020, 1, 25), unit=units["department"], office="leader", title="一把手", by=bao
    )
    lines = [Line("reports.cutoff", "18:20", "prison"), Line("custody.closed", "yes", "prison")]
    actions.write_set(units["department"], "封闭（测试）", lines, by=bao)
    return found


def clean(walker):
    return (walker.axe(), walker.overflow(), walker.complaints) == ([], 0, [])


@pytest.mark.parametrize(("size", "theme"), [("desk", "light"), ("phone", "dark")])
def test_dry_run_apply_revert(size, theme, emergency, walk, account, bao):
    from fengsui.ground.measures.models import Measure

    walker = walk(size, theme=theme).sign_in(account(bao))
    page = walker.open(f"/response/{emergency.pk}/")
    assert "自治区" in page.locator("main").inner_text()
    assert clean(walker)
    page.get_by_role("link", name="切换措施").click()
    page.fill("[name=basis]", "专题会议（测试）")
    page.get_by_role("button", name="查看影响").click()
    page.wait_for_selector("#follows")
    assert "18:20" in page.locator("#follows").inner_text()
    assert not Measure.objects.exists()
    assert clean(walker)
    page.set_default_timeout(60_000)  # a decision is rendered twice over: a slow machine takes its time
    page.get_by_role("button", name="执行并签发").click()
    page.wait_for_url("**/response/switches/**")
    assert "〔2020〕第1号" in page.locator("main").inner_text()
    assert clean(walker)
    page.get_by_role("link", name="恢复原措施").click()
    page.fill("[name=reason]", "形势好转（测试）")
    assert clean(walker)
    page.get_by_role("button", name="恢复并签发决定").click()
    page.get_by_text("〔2020〕第2号").first.wait_for()
    assert "〔2020〕第2号" in page.locator("main").inner_text()
    assert not Measure.objects.as_known().exists()


@pytest.mark.parametrize(("size", "theme", "language"), [("phone", "light", "en"), ("desk", "dark", "zh-hans")])
def test_every_page_can_be_used(size, theme, language, emergency, walk, account, bao):
    from fengsui.ground.response.models import Group, SwitchSet

    walker = walk(size, theme, language).sign_in(account(bao))
    group, made = Group.objects.get().pk, SwitchSet.objects.get().series
    for path in ("", "new/", "sets/", "sets/new/", f"sets/{made}/", f"groups/{group}/", f"groups/{group}/member/",
                 f"groups/{group}/part/", f"{emergency.pk}/level/", f"{emergency.pk}/step/", f"{emergency.pk}/switch/"):  # fmt: skip
        walker.open(f"/response/{path}")
        assert (path, walker.axe(), walker.overflow(), walker.complaints) == (path, [], 0, [])
