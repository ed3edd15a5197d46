import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from fengsui.frontline.gates.models import Alert, Listed, Regular, Trace, TraceStep
from fengsui.frontline.gates.queries.alerts import shown
from fengsui.frontline.gates.tests.test_trace import PDF
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault.actions import uuid7

LIST = {
    "name": "赵六",
    "authority": "疾控",
    "paper": "3号",
    "reason": "密接",
    "until": "2020-02-03T23:00",
    "number": "15040419800101003X",
}


@pytest.fixture
def fever(passing, desk):
    passing("12:00", heat=380, heat_again=378, site="armpit", name="王某某", room="501", building="2")
    return Alert.objects.get()


def test_the_list_and_its_filters(fever, browse, desk, zhao):
    see = browse(desk)
    page = see("/gates/alerts/").content.decode()
    assert "Fever of 37.8" in page
    assert "王**" in page
    for query in ("?state=closed", "?kind=listed", "?gate=999", "?state=all&kind=refusal"):
        assert "No alert fits" in see(f"/gates/alerts/{query}").content.decode()
    assert see("/gates/alerts/?state=all&kind=x&gate=x").status_code == 200
    assert browse(zhao)("/gates/alerts/").status_code == 404


def test_a_fever_is_handled_on_its_page(fever, browse, desk):
    see, path = browse(desk), f"/gates/alerts/{fever.pk}/"
    assert "38.0 °C → 37.8 °C · Armpit" in " ".join(see(path).content.decode().split())
    assert see(path, {"kind": "remeasured"}).status_code == 422
    assert see(path, {"kind": "remeasured", "heat": "x"}).status_code == 422
    assert see(path, {"kind": "remeasured", "heat": "99"}).status_code == 422
    for heat in ("３７．９", "37,9 ℃", "379"):
        assert see(path, {"kind": "remeasured", "heat": heat, "site": "armpit"}).status_code == 200
    assert set(fever.steps.values_list("heat", flat=True)) == {379}
    assert shown([fever])[0].tone == "busy"
    assert "Open again" in see(path, {"kind": "clinic", "note": "救护车"}).content.decode()
    fever.refresh_from_db()
    assert shown([fever])[0].tone == "good"
    assert "The alert is open again" in see(f"{path}reopen/", {}).content.decode()


def test_the_name_stays_masked_but_for_a_reason(fever, browse, desk):
    see, path = browse(desk), f"/gates/alerts/{fever.pk}/"
    assert "王某某" not in see(path).content.decode()
    assert see(f"{path}name/", {"reason": ""}).status_code == 422
    assert "王某某" in see(f"{path}name/", {"reason": "急救"}).content.decode()


def test_who_lives_there_and_who_came_along(passing, units, desk, browse):
    people = [
        Regular(pk=uuid7(), unit=units["county"], building="2", room="501", since="2020-01-01") for _n in range(2)
    ]
    for pen, row in zip(vault.admit([row.pk for row in people]), people, strict=True):
        row.name_sealed = pen.seal("name", "孙某")
        row.save(force_insert=True)
    passing("09:00", who=people[0].pk)
    passing("12:00", who=people[0].pk, heat=380)
    passing("12:01", name="钱某")
    page = browse(desk)(f"/gates/alerts/{Alert.objects.get().pk}/").content.decode()
    assert all(
        said in page for said in ("Registered in the same flat", "Passed within two minutes", "钱*", "last 14 days")
    )


def test_an_alert_outlives_its_passage(fever, browse, desk, gate):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("delete from gates_passage")
    see = browse(desk)
    assert "destroyed" in see(f"/gates/alerts/{fever.pk}/").content.decode()
    assert see(f"/gates/alerts/{fever.pk}/name/", {"reason": "x"}).status_code == 200
    assert see("/gates/alerts/").status_code == 200


def test_a_person_is_listed_shown_and_ended(browse, chief, desk, units, passing):
    see = browse(chief)
    assert see("/gates/listed/", LIST | {"unit": units["county"].pk, "name": ""}).status_code == 422
    page = see("/gates/listed/", LIST | {"unit": units["county"].pk}).content.decode()
    assert "赵*" in page
    assert "赵六" not in page
    row, path = Listed.objects.get(), f"/gates/listed/{Listed.objects.get().pk}/"
    passing("12:00", number=LIST["number"])
    assert "Listed person" in see(path).content.decode()
    assert see(path, {"reason": ""}).status_code == 422
    assert "赵六" in see(path, {"reason": "核对"}).content.decode()
    assert see(f"{path}end/", {"because": ""}).status_code == 422
    assert see(f"{path}end/", {"because": "解除"}).status_code == 200
    row.refresh_from_db()
    assert row.ended_at
    assert "赵*" in see("/gates/listed/?state=ended").content.decode()
    assert browse(desk)("/gates/listed/", LIST).status_code == 404


def ask(see, units, **more):
    said = {"unit": units["county"].pk, "authority": "疾控", "paper": "7号", "reason": "流调", "name": "王某某", "minutes": "30",
            "onset": "2020-02-02", "file": SimpleUploadedFile("函.pdf", PDF)}  # fmt: skip
    return see("/gates/traces/new/", said | more)


def test_a_trace_from_asking_to_giving_out(fever, browse, desk, chief, units, passing, monkeypatch):
    from fengsui.ground.documents import render

    monkeypatch.setattr(render, "pdf", lambda *_args, **_kwargs: b"%PDF-1.7")
    see = browse(desk)
    assert "2nd edition" in see(f"/gates/traces/new/?passage={fever.passage}").content.decode()
    assert ask(see, units, paper="").status_code == 422
    assert "waits for a second person" in ask(see, units, passage=fever.passage).content.decode()
    row = Trace.objects.get()
    path = f"/gates/traces/{row.pk}/"
    assert "not approved" in see(f"{path}answer/").content.decode()
    decide = browse(chief)
    assert decide(f"{path}decide/", {"do": "refuse"}).status_code == 422
    assert "Approved" in decide(f"{path}decide/", {"do": "approve"}).content.decode()
    assert "王某某" in browse(desk)(f"{path}answer/").content.decode()
    passing("12:01", name="王某某")
    assert browse(desk)(f"{path}answer/").content.decode().count("trace-day") == 1  # one head a day
    assert see(f"{path}file/").content == PDF
    for kind in ("xlsx", "pdf"):
        assert see(f"{path}give/", {"form": kind, "to": "疾控"}).headers["Content-Disposition"].endswith(f'{kind}"')
    assert see(f"{path}give/", {"form": "xlsx", "to": ""}).status_code == 200
    assert see(f"{path}give/", {"form": "exe", "to": "x"}).status_code == 200
    kinds = list(TraceStep.objects.filter(trace=row).values_list("kind", flat=True))
    assert (kinds.count("looked"), kinds.count("exported")) == (4, 2)


def test_it_is_said_who_can_approve_and_who_was_first(browse, desk, chief, units, gate):
    from fengsui.ground.org.models import Appointment

    page = ask(browse(desk), units).content.decode()
    assert "It can be approved by" in page
    path = f"/gates/traces/{Trace.objects.get().pk}/"
    browse(chief)(f"{path}decide/", {"do": "approve"})
    late = browse(chief)(f"{path}decide/", {"do": "refuse", "note": "x"})
    assert (late.status_code, "Somebody was first" in late.content.decode()) == (422, True)
    Appointment.objects.filter(person=chief).delete()
    assert "Nobody else of this unit" in ask(browse(desk), units).content.decode()


def test_who_comes_second_to_an_alert_is_told(fever, browse, desk):
    see, path = browse(desk), f"/gates/alerts/{fever.pk}/"
    see(path, {"kind": "clinic", "id": uuid7()})
    late = see(path, {"kind": "sent_back", "id": uuid7()})
    assert (late.status_code, "closed already" in late.content.decode()) == (422, True)


def test_a_trace_is_refused_with_a_word(browse, desk, chief, units, gate):
    ask(browse(desk), units, since="2020-02-01T00:00", until="2020-02-03T12:00")
    path = f"/gates/traces/{Trace.objects.get().pk}/"
    assert "Refused." in browse(chief)(f"{path}decide/", {"do": "refuse", "note": "文号不符"}).content.decode()
    page = browse(chief)("/gates/traces/").content.decode()
    assert "疾控 · 7号" in page
    assert "王某某" not in page


def test_strangers_see_nothing(browse, zhao, bureau, units, gate, desk):
    ask(browse(desk), units, onset="")
    path = f"/gates/traces/{Trace.objects.get().pk}/"
    for one in ("", "answer/", "file/"):
        assert browse(zhao)(f"{path}{one}").status_code == 404
    assert browse(zhao)("/gates/traces/").status_code == 404 == browse(zhao)("/gates/traces/new/").status_code
    assert browse(zhao)("/gates/listed/").status_code == 404


def test_what_is_given_out_says_who_gave_it(fever, browse, desk, chief, units):
    from fengsui.frontline.gates import giving
    from fengsui.frontline.gates.queries.told import told

    ask(browse(desk), units)
    row = Trace.objects.get()
    with translation.override("en"):
        assert giving.file(row, told(row, 10), "pdf", "疾控", "值班员").startswith(b"%PDF")
        assert giving.file(row, told(row, 0), "xlsx", "疾控", "值班员").startswith(b"PK")


def test_the_lists_as_sheets(fever, browse, desk, chief, units):
    from fengsui.frontline.gates import exports

    ask(browse(desk), units)
    browse(chief)("/gates/listed/", LIST | {"unit": units["county"].pk})
    rows = {one.key: list(one.rows(chief, {})) for one in (exports.ALERTS, exports.LISTED, exports.TRACES)}
    assert [len(one) for one in rows.values()] == [1, 1, 1]
    assert rows["gates.listed"][0][0] == "赵*"
    assert [one.total(chief, {"state": "ended"}) for one in (exports.LISTED, exports.TRACES)] == [0, 1]
    assert exports.ALERTS.total(chief, {}) == 1
    assert all(one.name({}) for one in (exports.ALERTS, exports.LISTED, exports.TRACES))
