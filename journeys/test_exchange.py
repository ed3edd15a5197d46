"""The organisation in and out in a real browser: a file with a fault, seen, mended, taken, undone; every page on a phone."""

import pytest

from fengsui.cast import FOUNDED
from fengsui.ground.exchange import actions as exchange
from fengsui.ground.exchange.columns import PERSONS, UNITS
from fengsui.ground.exchange.layout import csv_file, workbook
from fengsui.ground.org.models import Unit

LOOKS = [("desk", "light", "zh-hans"), ("phone", "dark", "en"), ("phone", "light", "zh-hans")]
GOOD = {"code": "p2-prison", "kind": "prison", "name": "演练（合成）第二省监狱", "territory": "-", "synthetic": "yes"}
BAD = GOOD | {"code": "p2-ward", "kind": "ward", "name": "", "territory": "p2-prison"}


@pytest.fixture
def everything(units, bureau, keeper):
    """A file with something of every outcome: new, changed, same, rejected, to be decided."""
    rows = [
        {"name": "演练甲", "phone": "19900000001", "unit": "centre", "since": "2020-02-03"},
        {"name": "演练乙", "identity": "123", "unit": "centre"},
        {"name": "民警乙", "unit": "centre"},
        {"name": "局领导", "person": str(bureau.pk), "phone": "19900000002", "unit": "league"},
        {"name": "民**", "person": str(keeper.pk), "unit": "centre"},
    ]
    batch = exchange.bring(
        workbook([(PERSONS, rows)]), "演练（合成）名单.xlsx", unit=units["league"], by=bureau, day=FOUNDED
    )
    return exchange.match(batch, by=bureau)


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_anybody_can_use_every_page(walk, account, bureau, everything, size, theme, language):
    window = walk(size, theme, language).sign_in(account(bureau))
    paths = ["/exchange/", "/exchange/out/", f"/exchange/{everything.pk}/"]
    paths += [f"/exchange/{everything.pk}/?sheet=persons&outcome={one}" for one in ("ask", "changed", "new", "same")]
    for path in paths:
        window.open(path)
        assert (window.axe(), window.overflow(), window.complaints) == ([], 0, []), path


def test_a_fault_is_seen_mended_taken_and_undone(walk, account, units, tmp_path):
    from fengsui.cast import _person

    by = _person(units, "系统员", "department", "system_administrator")
    window = walk("desk", language="en").sign_in(account(by))

    def upload(*rows):
        file = tmp_path / "units.csv"
        file.write_bytes(csv_file(UNITS, rows))
        page = window.open("/exchange/")
        page.set_input_files("input[type=file]", file)
        page.get_by_role("button", name="Upload and preview").click()
        page.wait_for_url("**/exchange/*-*/")
        return page

    page = upload(GOOD, BAD)
    page.get_by_text("This is missing.").wait_for()
    with page.expect_download() as got:
        page.get_by_role("link", name="Rejected rows").click()
    assert got.value.suggested_filename == "rejected-rows.xlsx"
    page = upload(GOOD, BAD | {"name": "一监区"})
    page.get_by_role("button", name="Take all of it").click()
    page.get_by_text("The import is taken.").wait_for()
    assert Unit.objects.filter(code__startswith="p2-").count() == 2
    page.locator("main").get_by_role("button", name="Undo").click()
    page.get_by_text("as before").first.wait_for()
    assert not Unit.objects.filter(code__startswith="p2-").exists()
    assert window.complaints == []


def test_on_a_phone_somebody_decides_who_it_is(walk, account, bureau, everything):
    window = walk("phone").sign_in(account(bureau))
    page = window.open(f"/exchange/{everything.pk}/?sheet=persons&outcome=ask")
    page.locator("select[name=row-4]").select_option("skip")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已确定1行。").wait_for()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="全部采纳").click()
    page.get_by_text("导入已采纳。").wait_for()
