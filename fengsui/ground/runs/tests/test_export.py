import json

import pytest

from fengsui.ground.journal.models import Entry
from fengsui.ground.runs import actions, queries
from fengsui.ground.runs.models import Run
from fengsui.ground.tables.reading import read
from fengsui.house import Refused


def test_a_list_is_taken_out_as_a_workbook(bao, table):
    run = actions.export(table, {"day": "2020-02-03"}, "xlsx", by=bao, now=True)
    actions.perform(run.pk)
    run.refresh_from_db()
    rows = read(queries.opened(run))[0].rows
    assert (run.state, run.file_name, queries.said(run)) == (
        "done",
        "reports-2020-02-03.xlsx",
        "Evening reports: 5 rows.",
    )
    assert [cells[0] for _number, cells in rows][-5:] == ["centre", "county", "league", "prison", "prison-2"]


def test_only_what_the_person_may_see_is_in_it(officer, table):
    run = actions.export(table, {}, "csv", by=officer, now=True)
    actions.perform(run.pk)
    run.refresh_from_db()
    said = queries.opened(run).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in said[1:]] == ["prison"]


def test_who_may_not_see_a_list_cannot_export_it(zhao, table):
    with pytest.raises(Refused) as refused:
        actions.export(table, {}, "csv", by=zhao)
    assert refused.value.code == "org.no_right"


def test_another_form_is_refused(bao, table):
    with pytest.raises(Refused, match="Excel or CSV"):
        actions.export(table, {}, "pdf", by=bao)


def test_a_right_lost_meanwhile_ends_it_with_a_sentence(bao, table):
    run = actions.export(table, {}, "csv", by=bao, now=True)
    bao.appointments.update(valid_to="2020-02-01")
    bao.shifts.all().delete()
    actions.perform(run.pk)
    run.refresh_from_db()
    assert (run.state, run.file_size) == ("refused", 0)
    assert "no longer" in run.refusal


def test_it_is_in_the_journal(bao, table):
    actions.export(table, {}, "csv", by=bao, now=True)
    entry = Entry.objects.get(kind="runs.exported")
    assert (entry.actor, entry.data) == (bao.pk, {"table": "reports.standings", "form": "csv"})


def test_a_small_list_is_there_when_the_page_answers(client, account, bao):
    client.force_login(account(bao))
    answer = client.post("/runs/export/reports.standings/", {"form": "csv", "query": json.dumps({"day": "2020-02-03"})})
    run = Run.objects.get()
    assert answer["Location"] == f"/runs/{run.pk}/?fetch"
    assert f'url=/runs/{run.pk}/file/"' in client.get(answer["Location"]).content.decode()
    got = client.get(f"/runs/{run.pk}/file/")
    assert got["Content-Disposition"] == 'attachment; filename="reports-2020-02-03.csv"'
    assert b"prison-2" in got.content


def test_a_large_list_goes_to_the_background(client, account, bao, monkeypatch):
    monkeypatch.setattr("fengsui.ground.runs.views.SMALL", 1)
    client.force_login(account(bao))
    client.post("/runs/export/reports.standings/", {"form": "csv"})
    assert Run.objects.get().state == "waiting"


@pytest.mark.parametrize("query", ["[", "[1]", "3"])
def test_a_forged_query_is_not_found(client, account, bao, query):
    client.force_login(account(bao))
    assert client.post("/runs/export/reports.standings/", {"form": "csv", "query": query}).status_code == 404
    assert client.post("/runs/export/nonsense/", {"form": "csv"}).status_code == 404


def test_a_wrong_form_leads_back_with_a_sentence(client, account, bao):
    client.force_login(account(bao))
    answer = client.post("/runs/export/reports.standings/", {"form": "x", "next": "/reports/"})
    assert answer["Location"] == "/reports/"
    answer = client.post("/runs/export/reports.standings/", {"form": "x", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
