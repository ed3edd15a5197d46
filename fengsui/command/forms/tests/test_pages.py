import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fengsui.cast import REMEMBERED
from fengsui.command.forms import actions
from fengsui.command.forms.models import Cell, Filled, Form
from fengsui.command.forms.queries.sheets import last
from fengsui.command.forms.tests import sheets
from fengsui.ground.runs.models import Run


def upload(web, body, name="日报.xlsx", **said):
    return web.post("/forms/new/", {"file": SimpleUploadedFile(name, body), **said}, follow=True)


def at(form, rest=""):
    return f"/forms/{form.pk}/{rest}"


def point(web, form, **said):
    given = {"sheet": "监狱", "ref": "C5", "what": "number", "code": "custody.prisoners", "unit": "测试监狱"}
    return web.post(at(form, "map/point/"), given | said, headers={"HX-Request": "true"})


def test_upload_leads_to_the_mapping(web, counted, units):
    page = upload(web, sheets.saved(sheets.daily()), unit=units["prisons"].pk)
    assert page.redirect_chain == [(at(Form.objects.get(), "map/"), 302)]
    assert "11" in page.text


def test_what_cannot_be_used_is_said_beside_the_field(web, units):
    page = upload(web, b"%PDF", unit=units["prisons"].pk)
    assert page.status_code == 422
    assert not Form.objects.exists()


def test_a_panel_says_what_a_cell_is_about(web, form):
    text = web.get(at(form, "map/cell/?sheet=监狱&ref=D5")).text
    assert "罪犯" in text
    assert "当日发热人数" in text
    assert web.get(at(form, "map/cell/?sheet=监狱&ref=C7")).status_code == 200
    assert web.get(at(form, "map/cell/?sheet=none&ref=C7")).status_code == 404


def test_a_choice_is_previewed_before_it_is_kept(web, form):
    query = "map/preview/?sheet=监狱&ref=C5&what=number&code=custody.prisoners&unit=测试监狱"
    assert "580" in web.get(at(form, query)).text
    assert web.get(at(form, query.replace("测试监狱", "某单位"))).status_code == 200
    assert "测试监狱管理局" in web.get(at(form, "map/preview/?sheet=监狱&ref=A2&what=text&wording={unit}")).text
    assert not Cell.objects.filter(sure=True).exists()


def test_pointing_repaints_the_cell_and_goes_on(web, form):
    answer = point(web, form)
    assert 'hx-swap-oob="true"' in answer.text
    assert Cell.objects.filter(ref="C5", sure=True).exists()


@pytest.mark.parametrize(
    "said", [{"unit": "某单位"}, {"code": ""}, {"what": "rubbish"}, {"what": "text", "wording": ""}]
)
def test_a_refusal_stands_in_the_panel(web, form, said):
    assert point(web, form, **said).status_code == 422


def test_accept_undo_and_rows(web, form):
    web.post(at(form, "map/accept/"))
    assert Cell.objects.current().filter(sure=True).count() == 11
    web.post(at(form, "map/undo/"))
    assert not Cell.objects.current().filter(sure=True).exists()
    for do in ("", "single", "single"):
        sent = {"sheet": "监狱", "row": "5", "lines": "2", "kinds": ["prison"], "do": do}
        assert web.post(at(form, "map/rows/"), sent, follow=True).status_code == 200
    assert web.post(at(form, "map/undo/"), follow=True).status_code == 200


def test_the_day_its_file_and_what_was_sent(web, mapped):
    assert "未报" in web.get(at(mapped, "2020-02-03/")).text
    file = web.post(at(mapped, "2020-02-03/file/"))
    assert file["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    web.post(at(mapped, "2020-02-03/send/"))
    assert web.post(at(mapped, "2020-02-03/send/"), follow=True).status_code == 200
    web.post(at(mapped, "2020-02-03/unsend/"))
    assert web.post(at(mapped, "2020-02-03/unsend/"), follow=True).status_code == 200
    again = web.get(at(mapped, f"filled/{Filled.objects.get().pk}/"))
    assert again.content == file.content


def test_a_day_that_cannot_be_filled_says_why(web, form, mapped):
    assert web.post(at(form, "2020-03-03/file/"), follow=True).redirect_chain


def test_two_days_at_once_are_filled_in_the_background(web, mapped):
    answer = web.post(at(mapped, "days/"), {"first": "2020-02-02", "last": "2020-02-03"})
    run = Run.objects.get(kind="forms.days")
    assert answer.headers["Location"] == f"/runs/{run.pk}/"
    for said in ({}, {"first": "2020-02-03", "last": "2020-02-02"}, {"first": "2020-02-03", "last": "2020-02-09"}):
        assert web.post(at(mapped, "days/"), said).headers["Location"] == at(mapped)
    assert Run.objects.count() == 1


def test_a_form_its_versions_and_its_end(web, mapped):
    assert web.get(at(mapped)).status_code == 200
    assert web.get(at(mapped, "version/1/")).content == bytes(last(mapped).body)
    assert web.post(at(mapped, "particulars/"), {"name": "日报", "missing_word": "无"}).status_code == 302
    assert web.post(at(mapped, "particulars/"), {"name": "日报", "missing_word": "0"}).status_code == 422
    file = SimpleUploadedFile("x.xlsx", sheets.saved(sheets.daily()))
    assert web.post(at(mapped, "version/"), {"file": file}).status_code == 422
    file = SimpleUploadedFile("x.xlsx", sheets.saved(sheets.own()))
    assert web.post(at(mapped, "version/"), {"file": file}).status_code == 302
    for verb in ("end", "end", "revive", "revive"):
        assert web.post(at(mapped, f"{verb}/")).status_code == 302
    assert web.get("/forms/?ended=1").status_code == 200


def test_a_document_is_shown_too(web, counted, units, superior):
    form = actions.register(units["prisons"], sheets.saved(sheets.paper()), "x.docx", by=superior)
    actions.accept(last(form), by=superior)
    for rest in ("map/", "2020-02-03/"):
        assert "以上情况属实" in web.get(at(form, rest)).text


def test_a_hidden_row_is_folded(web, counted, units, superior):
    form = actions.register(units["prisons"], sheets.saved(sheets.oddities()), "x.xlsx", by=superior)
    assert "paper-fold" in web.get(at(form, "map/")).text


def cost(web, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    web.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert web.get(path).status_code == 200
    return len([one for one in asked if not any(known in one["sql"] for known in REMEMBERED)])


def test_the_list_costs_the_same_however_long(web, counted, units, superior):
    actions.register(units["prisons"], sheets.saved(sheets.daily()), "x.xlsx", by=superior)
    before = cost(web, "/forms/")
    for book in (sheets.own(), sheets.oddities(), sheets.listed()):
        actions.register(units["prisons"], sheets.saved(book), "x.xlsx", by=superior)
    assert cost(web, "/forms/") == before


@pytest.mark.parametrize("rest", ["map/", "2020-02-03/", ""])
def test_a_page_costs_the_same_however_large_the_sheet(web, counted, units, superior, rest):
    small = actions.register(units["prisons"], sheets.saved(sheets.daily(["测试监狱"])), "x.xlsx", by=superior)
    large = actions.register(
        units["prisons"], sheets.saved(sheets.daily(["测试监狱", "测试第二监狱"] * 9)), "x.xlsx", by=superior
    )
    for form in (small, large):
        actions.accept(last(form), by=superior)
    assert cost(web, at(small, rest)) == cost(web, at(large, rest))
