"""The pages: upload, preview, decide, take, undo; nobody sees another's file."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fengsui.cast import FOUNDED
from fengsui.ground.exchange.columns import PERSONS, UNITS
from fengsui.ground.exchange.layout import csv_file
from fengsui.ground.exchange.models import Batch
from fengsui.ground.exchange.tests.conftest import ID_A
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Account, Person, Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.runs.models import Run

GOOD = {"code": "x", "kind": "prison", "name": "演练（合成）监狱", "territory": "prisons"}
BAD = GOOD | {"code": "y", "name": ""}


@pytest.fixture
def signed(client, account):
    def give(person):
        client.force_login(account(person))
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return give


def sent(body, name="x.csv", unit="department"):
    return {"file": SimpleUploadedFile(name, body), "unit": unit, "day": FOUNDED.isoformat()}


def test_the_whole_story(system, signed):
    client = signed(system)
    page = client.post("/exchange/", sent(csv_file(UNITS, [GOOD, BAD])), follow=True)
    address = page.redirect_chain[-1][0]
    assert "This is missing." in page.text
    file = client.get(f"{address}rejected.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(file.content)).active["M2"].value == "Name of unit：This is missing."
    assert "1 row is rejected" in client.post(f"{address}take/", follow=True).text
    page = client.post(f"{address}take/", {"leave_out": "on"}, follow=True)
    assert "The import is taken." in page.text
    assert Unit.objects.filter(code="x").exists()
    assert "Undone: 1 record is as before." in client.post(f"{address}undo/", follow=True).text
    assert not Unit.objects.filter(code="x").exists()


def test_a_file_that_cannot_be_read_says_why_and_is_not_kept(system, signed):
    page = signed(system).post("/exchange/", sent(b"%PDF-1.7"))
    assert (page.status_code, "save it in Excel or WPS" in page.text) == (422, True)
    assert not Batch.objects.exists()


def test_without_a_file_the_form_says_so(system, signed):
    assert signed(system).post("/exchange/", {"unit": "department", "day": ""}).status_code == 422


def test_a_large_file_goes_on_in_the_background(system, signed, monkeypatch):
    monkeypatch.setattr("fengsui.ground.exchange.actions.SMALL_BYTES", 1)
    page = signed(system).post("/exchange/", sent(csv_file(UNITS, [GOOD])))
    assert page["Location"] == f"/runs/{Run.objects.get().pk}/"
    assert Run.objects.get().kind == "exchange.match"


def test_many_rows_are_taken_and_undone_in_the_background(system, signed, monkeypatch):
    monkeypatch.setattr("fengsui.ground.exchange.actions.SMALL_ROWS", 0)
    client = signed(system)
    client.post("/exchange/", sent(csv_file(UNITS, [GOOD])))
    address = f"/exchange/{Batch.objects.get().pk}/"
    for verb in ("take", "undo"):
        assert client.post(f"{address}{verb}/")["Location"].startswith("/runs/")
    assert set(Run.objects.values_list("kind", flat=True)) == {"exchange.take", "exchange.undo"}


def test_what_is_not_read_yet_says_so(system, units, signed):
    from fengsui.ground.exchange import actions as exchange

    batch = exchange.bring(b"x", "x", unit=units["department"], by=system)
    client = signed(system)
    assert "The file is being read" in client.get(f"/exchange/{batch.pk}/").text
    assert client.get(f"/exchange/{batch.pk}/rejected.xlsx").status_code == 404
    assert "Abandoned" in client.post(f"/exchange/{batch.pk}/abandon/", follow=True).text
    assert "abandoned" in client.post(f"/exchange/{batch.pk}/abandon/", follow=True).text


def test_somebody_decides_who_it_is(security, units, signed):
    [wang] = org.register_many([org.PersonRow("王某", units["prison"], number=ID_A)], by=SYSTEM)
    client = signed(security)
    page = client.post(
        "/exchange/", sent(csv_file(PERSONS, [{"name": "王某", "unit": "prison", "phone": "13800000001"}])), follow=True
    )
    address = page.redirect_chain[-1][0]
    assert "王* · prison · same name in the unit" in page.text
    assert "choose one of" in client.post(f"{address}decide/", {"sheet": "persons", "row-2": "x"}, follow=True).text
    page = client.post(f"{address}decide/", {"sheet": "persons", "row-2": str(wang.pk)}, follow=True)
    assert "1 row is decided." in page.text
    client.post(f"{address}take/")
    assert Person.objects.count() == 2


def test_persons_are_masked_on_the_screen(security, units, signed):
    [_wang] = org.register_many([org.PersonRow("王某", units["prison"], number=ID_A, phone="13800000001")], by=SYSTEM)
    row = {"name": "王某某", "identity": ID_A, "unit": "prison", "phone": "13900000002"}
    text = signed(security).post("/exchange/", sent(csv_file(PERSONS, [row])), follow=True).text
    assert "王* → <strong>王某某</strong>" in text
    assert ID_A not in text
    assert "13900000002" not in text
    assert "*********02" in text


def test_the_preview_turns_its_pages(system, signed):
    rows = [GOOD | {"code": f"x{n}"} for n in range(250)]
    client = signed(system)
    address = client.post("/exchange/", sent(csv_file(UNITS, rows)))["Location"]
    assert "1 / 2" in client.get(address).text
    assert "2 / 2" in client.get(f"{address}?sheet=units&outcome=new&part=1").text
    assert client.get(f"{address}?sheet=x&outcome=y&part=zz").status_code == 200


def test_another_administrators_file_is_not_found(system, security, signed):
    client = signed(system)
    address = client.post("/exchange/", sent(csv_file(UNITS, [GOOD])))["Location"]
    client.logout()
    client.force_login(Account.objects.create_user("second", "fengsui2020", person=security))
    assert client.get(address).status_code == 404


def test_the_list_says_what_came_of_each(system, signed):
    client = signed(system)
    assert "brought nothing in yet" in client.get("/exchange/").text
    client.post("/exchange/", sent(csv_file(UNITS, [GOOD, BAD]), "机构.csv"))
    text = client.get("/exchange/").text
    assert all(word in text for word in ("机构.csv", "New 1", "Rejected 1", "ready to be taken"))


def test_the_list_costs_the_same_for_many(system, signed, django_assert_max_num_queries):
    client = signed(system)
    for _ in range(3):
        client.post("/exchange/", sent(csv_file(UNITS, [GOOD])))
    with django_assert_max_num_queries(20):
        client.get("/exchange/")


@pytest.mark.django_db(transaction=True)
def test_the_organisation_goes_out(bureau, signed):
    client = signed(bureau)
    assert "Persons in full" in client.get("/exchange/out/").text
    page = client.post("/exchange/out/", {"unit": "league", "day": "2020-02-03", "form": "xlsx", "unmasked": "on"})
    assert (page.status_code, "Say why" in page.text) == (422, True)
    page = client.post("/exchange/out/", {"unit": "league", "day": "2020-02-03", "form": "persons"})
    run = Run.objects.get()
    assert (page["Location"], run.state, run.file_name) == (
        f"/runs/{run.pk}/",
        "done",
        "league-2020-02-03-persons.csv",
    )


def test_a_large_one_goes_out_in_the_background(security, signed, monkeypatch):
    monkeypatch.setattr("fengsui.ground.exchange.views.pages.SMALL_UNITS", 0)
    signed(security).post("/exchange/out/", {"unit": "department", "day": "2020-02-03", "form": "xlsx"})
    assert Run.objects.get().state == "waiting"


def test_the_template_comes(system, signed):
    assert signed(system).get("/exchange/template.xlsx").content[:2] == b"PK"
