"""A superior's form in a real browser: a new user uploads a stranger's sheet, looks at it, and downloads it for two days."""

import io
from pathlib import Path

import docx
import openpyxl
import pytest

from fengsui.cast import DAY, at
from fengsui.command.forms.tests import sheets

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def counted(units, officer, drill):
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row

    for day, first in ((DAY.replace(day=2), 301), (DAY, 300)):
        drill(at("18:30", day))
        rows = [Row(units["ward-1"], first, 0, first, 0), Row(units["ward-2"], 280, 0, 280, 0)]
        custody.count(units["prison"], day, "evening", rows, by=officer, reason="—")


def upload(page, body, name, tmp_path):
    path = Path(tmp_path, name)
    path.write_bytes(body)
    page.set_input_files("input[name=file]", path)
    page.fill("input[name=recipient]", "区指挥部")
    page.click(".action-bar .btn-primary")
    page.wait_for_url("**/map/")


def clean(walker):
    assert walker.axe() == []
    assert walker.overflow() == 0


def downloaded(page):
    with page.expect_download() as caught:
        page.click("form[data-download] button")
    return Path(caught.value.path()).read_bytes()


def put(page, ref, code):
    """Point at a cell: tap it, choose the number, keep it."""
    page.click(f".tile[data-ref={ref}]")
    page.wait_for_selector(f"#panel input[name=ref][value={ref}]", state="attached")
    page.select_option("#panel select[name=code]", code)
    page.click("#panel .panel-form .btn-primary")
    page.wait_for_selector(f"td.is-sure .tile[data-ref={ref}]")


@pytest.mark.parametrize(("size", "language", "theme"), [("desk", "zh-hans", "light"), ("phone", "en", "dark")])
def test_a_strangers_sheet_is_filled_for_two_days(walk, account, superior, counted, tmp_path, size, language, theme):
    walker = walk(size, language=language, theme=theme).sign_in(account(superior))
    page = walker.open("/forms/")
    clean(walker)
    page = walker.open("/forms/new/")
    clean(walker)
    upload(page, sheets.saved(sheets.daily()), "日报.xlsx", tmp_path)
    clean(walker)
    page.click("form.suggestions button")
    page.wait_for_selector("td.is-sure")
    page.click("[data-toast-close]")
    put(page, "H5", "custody.prisoner_releases")
    clean(walker)
    form = page.url.removesuffix("map/")
    for day, held in (("2020-02-03", 580), ("2020-02-02", 581)):
        page.goto(f"{form}{day}/")
        clean(walker)
        sheet = openpyxl.load_workbook(io.BytesIO(downloaded(page))).active
        assert (sheet["C5"].value, sheet["C6"].value, sheet["H5"].value) == (held, "未报", 0)
        assert sheet["C7"].value == "=SUM(C5:C6)"
        assert len(sheet.merged_cells.ranges) == len(sheets.daily().active.merged_cells.ranges)
    page.goto(form)
    clean(walker)
    assert walker.complaints == []


def test_a_document_likewise_and_it_is_marked_as_sent(walk, account, superior, counted, tmp_path):
    walker = walk("phone").sign_in(account(superior))
    page = walker.open("/forms/new/")
    upload(page, sheets.saved(sheets.paper()), "日报.docx", tmp_path)
    page.click("form.suggestions button")
    page.wait_for_selector("td.is-sure")
    clean(walker)
    page.goto(page.url.replace("map/", "2020-02-03/"))
    found = docx.Document(io.BytesIO(downloaded(page)))
    assert found.tables[0].cell(1, 1).text == "580"
    page.reload()
    page.click("form[action$='/send/'] button")
    page.wait_for_selector("form[action$='/unsend/']")
    clean(walker)
    assert walker.complaints == []


def test_arrows_move_on_the_sheet(walk, account, superior, counted, tmp_path):
    walker = walk().sign_in(account(superior))
    page = walker.open("/forms/new/")
    upload(page, sheets.saved(sheets.daily()), "日报.xlsx", tmp_path)
    page.focus(".tile[data-ref=C5]")
    for key, ref in (("ArrowRight", "D5"), ("ArrowDown", "D6"), ("ArrowLeft", "C6"), ("ArrowUp", "C5")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.dataset.ref") == ref
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel input[name=ref][value=C5]", state="attached")
