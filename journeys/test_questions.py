"""A question in a real browser: asked of ten facilities in a minute, answered with one tap, seen filling, kept."""

import pytest

from fengsui.cast import FOUNDED, at

pytestmark = pytest.mark.django_db(transaction=True)
EXCUSED = r"status of 4(09|13|22)"
TEN = 10
TEXT = "曾到湖北后返回的民警职工人数"
COLUMNS = [
    {"name": "姓名", "kind": "text", "personal": True, "choices": []},
    {"name": "返回日期", "kind": "date", "personal": False, "choices": []},
]


@pytest.fixture
def ten(units):
    """As many more prisons as make ten with the cast's two."""
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.actions import UnitRow
    from fengsui.ground.org.scope import SYSTEM

    above = {"territory": "prisons", "prison": "prisons"}
    rows = [UnitRow(f"more-{n}", "prison", f"又一监狱{n}", f"More {n}", superiors=above) for n in range(TEN - 2)]
    org.arrange(rows, since=FOUNDED, by=SYSTEM)


def write_the_question(here):
    page = here.open("/questions/new/")
    page.fill("[name=text]", TEXT)
    page.check("#kind-prison", force=True)
    page.fill("[name=measure]", "人")
    page.fill("[name=due]", "2020-02-03T19:30")
    page.wait_for_selector("#looked strong")
    here.wholesome()
    page.click("#ask button.btn-primary")
    page.wait_for_selector("#filling")


def test_asked_answered_seen_exported_kept(window, ten, bao, officer):
    from fengsui.command.questions.models import Answer, Standing

    here = window(bao)
    write_the_question(here)
    assert here.page.locator("#filling tbody tr th a").count() == TEN

    phone = window(officer, "phone")
    phone.open("/").click(f"text={TEXT}")
    tall = phone.page.locator(".questions-send button").first.bounding_box()["height"]
    assert tall >= 56
    phone.wholesome()
    phone.page.fill("#number", "3")
    phone.page.click(".questions-send button[value=send]")
    phone.page.wait_for_selector(".state-good")
    assert Answer.objects.get().number == 3

    here.page.wait_for_selector("#filling td .num:text-is('3')", timeout=20_000)  # it fills by itself
    here.wholesome()
    here.page.click(".export-menu summary")
    with here.page.expect_download() as fetched:
        here.page.click(".export-menu button[value=xlsx]")
    assert fetched.value.suggested_filename.endswith(".xlsx")

    here.open(here.page.url if "/questions/" in here.page.url else f"/questions/{Answer.objects.get().asked.round_id}/")
    here.page.click(".questions-acts summary >> nth=0")
    here.page.click("form[action$='/keep/'] button.btn-primary")
    here.page.wait_for_load_state("load")
    assert Standing.objects.get().code


@pytest.mark.parametrize(("size", "theme", "language"), [("phone", "dark", "zh-hans"), ("desk", "light", "en")])
def test_every_page_in_every_look(window, units, bao, officer, size, theme, language):
    from fengsui.command.questions import actions
    from fengsui.command.questions.actions import Given, GivenRow, Wanted
    from fengsui.ground.vault.actions import uuid7

    chosen = [units["prison"], units["prison-2"], units["centre"]]
    made = {}
    for kind in ("number", "choice", "text", "rows"):
        wanted = Wanted(
            TEXT, kind=kind, choices=["有", "无"], columns=COLUMNS, text_en="Officers who came back from Hubei"
        )
        made[kind] = actions.ask(units["department"], wanted, chosen, due=at("19:30"), by=bao)
    rows = [GivenRow(["演练职工甲", "2020-01-24"]), GivenRow(["演练职工乙", ""])]
    actions.answer(made["rows"].asked.get(unit=units["prison"]), Given(rows=rows), key=uuid7(), by=officer)
    actions.keep(made["number"], hour=at("19:30").time(), by=bao)
    actions.withdraw(made["text"], reason="另行部署", by=bao)

    here, there = (window(person, size, theme=theme, language=language) for person in (bao, officer))
    pages = ["/questions/", "/questions/?show=standing", "/questions/new/", "/indicators/", "/indicators/new/"]
    for path in pages + [f"/questions/{row.pk}/" for row in made.values()]:
        here.open(path)
        here.wholesome()
    for row in made.values():
        there.open(f"/questions/{row.pk}/at/prison/")
        there.wholesome()


def test_withdrawn_while_somebody_types(window, units, bao, officer):
    from fengsui.command.questions import actions
    from fengsui.command.questions.actions import Wanted
    from fengsui.command.questions.models import Answer

    row = actions.ask(units["department"], Wanted(TEXT, kind="text"), [units["prison"]], due=at("19:30"), by=bao)
    here = window(officer, "phone")
    page = here.open(f"/questions/{row.pk}/at/prison/")
    page.fill("#text", "已核查两遍，无。")
    actions.withdraw(row, reason="另行部署。", by=bao)
    page.click(".questions-send button[value=send]")
    page.wait_for_selector("#copy")
    assert page.input_value("#copy") == "已核查两遍，无。"
    assert "另行部署" in page.content()
    here.wholesome()
    assert not Answer.objects.exists()
