"""The pages of observation: who is observed, the sheet of temperatures, a fever, a release with its certificate."""

from datetime import date, timedelta

from fengsui.cast import DAY, at
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.actions import Reading
from fengsui.frontline.arrivals.models import FeverStep, Observation, Release, Temperature
from fengsui.frontline.arrivals.tests.conftest import NEXT
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import pages


def test_some_of_a_filing_are_observed(post, returnee):
    filing = returnee()
    person = filing.parties.get(role="companion").person
    post(
        f"filings/{filing.pk}/act/",
        **{"do": "observe", "kind": "central", "first_day": "2020-02-01", f"person-{person}": "1"},
    )
    row = Observation.objects.get()
    assert (row.person, row.kind, row.first_day.isoformat()) == (person, "central", "2020-02-01")


def test_the_sheet_of_temperatures(page, post, watched):
    one, other = watched(), watched(name="其其格")
    here = "office/2020-02-03/evening/"
    assert page(here).count("arrivals-celsius") == 2
    assert "34.0 and 43.0" in post(here, 422, **{f"c-{one.pk}": "12"})
    post(here, **{f"c-{one.pk}": "38.1", f"u-{other.pk}": "1", "site": "wrist"})
    assert sorted(str(row.celsius) for row in Temperature.objects.all()) == ["38.1", "None"]
    assert "38.1" in page("office/2020-02-03/morning/")


def test_whoever_was_not_measured_yet_by_themselves(page, post, watched, drill):
    one, other = watched(), watched(name="其其格")
    drill(at("10:00", NEXT))
    here = "office/2020-02-04/morning/?left=1"
    assert page(here).count("arrivals-celsius") == 2
    assert post(here, **{f"c-{one.pk}": "36.5"}) == f"/arrivals/{here}"
    assert (page(here).count("arrivals-celsius"), f"c-{other.pk}" in page(here)) == (1, True)
    post(here, **{f"u-{other.pk}": "1", "c-nobody": "36.5"})
    assert "All have been measured." in page(here)
    assert "Not measured yet" not in page("office/2020-02-04/morning/")


def test_who_was_moved_to_another_page_in_the_meantime_is_entered_too(post, watched, monkeypatch):
    monkeypatch.setattr(pages.page, "__kwdefaults__", {"key": "pk", "size": 1})
    first, newer = watched(), watched(name="其其格")
    post("office/2020-02-03/evening/", **{f"c-{first.pk}": "36.5", f"c-{newer.pk}": ""})
    assert Temperature.objects.get().observation == first


def test_a_fever_and_what_was_done(page, post, watched, office, clerk):
    [row] = arrivals.take(office, DAY, "evening", [Reading(watched().pk, "38.2")], by=clerk)
    here = f"fevers/{row.pk}/"
    assert "to be measured again" in page(here)
    assert "field-wrong" in post(here, 422, do="remeasured", celsius="", site="ear", id=row.pk)
    post(here, do="remeasured", celsius="37.9", site="ear", id="019c0000-0000-7000-8000-000000000003")
    assert "to be decided" in page(here)
    post(here, do="clinic")
    assert ("dealt with" in page(here), FeverStep.objects.count()) == (True, 2)


def test_the_page_asks_why_temperatures_are_missing_and_the_certificate_says_so(
    page, post, watched, drill, office, clerk
):
    row = watched(first_day=date(2020, 1, 22))
    arrivals.take(office, DAY, "evening", [Reading(row.pk, "36.6")], by=clerk)
    here = f"filings/{row.filing_id}/"
    assert "Why does it end although" not in page(here)
    drill(at("22:00", date(2020, 2, 5)))
    assert all(words in page(here) for words in ("Why does it end although", "4 of 5 temperatures not taken"))
    post(f"observations/{row.pk}/release/", because="")
    assert not Release.objects.exists()
    post(f"observations/{row.pk}/release/", because="was in hospital")
    said = page(f"observations/{row.pk}/certificate/")
    assert all(
        words in said for words in ("due: 5; measured: 1, the highest 36.6 °C; not taken: 4.", "was in hospital")
    )


def test_a_release_and_its_certificate(page, post, watched):
    row = watched()
    page(f"observations/{row.pk}/certificate/", 404)
    post(f"observations/{row.pk}/release/", because="")
    assert post(f"observations/{row.pk}/release/", because="tested") == f"/arrivals/observations/{row.pk}/certificate/"
    assert "乌兰图雅" not in page(f"observations/{row.pk}/certificate/")
    assert "乌兰图雅" in post(f"observations/{row.pk}/certificate/", 200)
    assert (Release.objects.count(), Entry.objects.filter(kind="arrivals.unmasked").count()) == (1, 1)
    assert Release.objects.get().number[:8] == "20200203"
    post(f"observations/{row.pk}/reopen/")
    page(f"observations/{row.pk}/certificate/", 404)


def test_a_certificate_is_only_masked_for_those_above(watched, clerk, walk, county):
    row = watched()
    arrivals.release(row, by=clerk, because="x")
    answer = walk(county).post(f"/arrivals/observations/{row.pk}/certificate/")
    assert "乌兰图雅" not in answer.content.decode()


def test_what_was_not_measured_is_seen_on_the_next_day(page, watched, drill):
    row = watched()
    drill(at("10:00", DAY + timedelta(days=2)))
    assert page(f"filings/{row.filing_id}/").count("not measured") >= 4
