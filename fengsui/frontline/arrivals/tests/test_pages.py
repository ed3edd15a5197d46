"""Every page of the room opens, does what its buttons say, and says what is wrong."""

import pytest
from django.urls import reverse

from fengsui.cast import DAY, at
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.actions import Reading
from fengsui.frontline.arrivals.models import (
    Door,
    Explanation,
    Filing,
    Posting,
    Step,
)
from fengsui.frontline.arrivals.search import filings
from fengsui.frontline.arrivals.tests.test_public import LODGER, RETURNEE
from fengsui.ground.tables.declare import Table

STAGES = ("filed", "checked", "observed", "due", "released", "coming", "sent", "all", "withdrawn", "x")


def test_every_list_shows_masked_who_stands_there(page, lodger, watched, clerk):
    lodger()
    again = lodger()
    arrivals.check(again, by=clerk)
    watched()
    found = {stage: page(f"office/?stage={stage}&kind=&q=") for stage in STAGES}
    assert ("张**" in found["filed"], "looks like another" in found["filed"], "until" in found["observed"]) == (
        True,
        True,
        True,
    )
    assert not any("张某某" in text for text in found.values())


def test_a_list_finds_by_number_name_and_telephone(page, returnee, lodger):
    filing = returnee()
    lodger()
    for text in (filing.receipt.lower(), "乌兰图雅", "139 0000 0002"):
        found = page(f"office/?stage=all&q={text}")
        assert (found.count("/arrivals/filings/"), filing.receipt in found) == (1, True)
    assert "Nothing fits the filter" in page("office/?stage=all&q=nobody&kind=lodger")


def test_an_office_is_led_to_its_list_and_a_bureau_sees_all(page, walk, county, lodger, clerk):
    lodger()
    assert page("", status=302) == ""
    assert "Test office" in walk(county).get("/arrivals/").content.decode()


@pytest.mark.parametrize(("kind", "said"), [("lodger", LODGER), ("returnee", RETURNEE)])
def test_an_officer_enters_for_somebody_on_the_telephone(page, post, kind, said):
    assert "How it was said" in page(f"office/new/{kind}/")
    more = {"control": "home", "keeper": "李网格员"} if kind == "returnee" else {}
    assert post(f"office/new/{kind}/", **{**said, **more, "way": "phone"}) == "/arrivals/office/"
    assert Filing.objects.get().way == "phone"
    assert "field-wrong" in post(f"office/new/{kind}/", 422, **{**said, "phone": "1"})


def test_a_filing_is_shown_masked_then_with_names_for_a_reason_and_corrected(page, post, returnee):
    filing = returnee()
    assert "乌兰图雅" not in page(f"filings/{filing.pk}/")
    assert "Say why" not in post(f"filings/{filing.pk}/names/", 422, reason="")
    assert "乌兰图雅" in post(f"filings/{filing.pk}/names/", 200, reason="to call back")
    more = {"control": "home", "keeper": "李网格员", "because": "misheard"}
    assert post(f"filings/{filing.pk}/correct/", **{**RETURNEE, **more}) == f"/arrivals/filings/{filing.pk}/"
    assert "field-wrong" in post(f"filings/{filing.pk}/correct/", 422, **{**RETURNEE, **more, "origin": ""})
    assert filing.steps.get(replaced_at=None).deed == "corrected"


def test_the_buttons_of_a_filing(post, lodger, partner, appoint, page):
    filing, other = lodger(), lodger()
    for asked, stage in (
        ({"do": "check"}, "checked"), ({"do": "undo"}, "filed"), ({"do": "withdraw", "because": "x"}, "withdrawn"), ({"do": "undo"}, "filed"),
        ({"do": "join", "into": other.receipt}, "joined"), ({"do": "undo"}, "filed"), ({"do": "accept"}, "filed"),
        ({"do": "hand", "to": "nowhere", "because": "x"}, "filed"), ({"do": "hand", "to": "Test community", "because": "x"}, "filed"),
        ({"do": "recall"}, "filed"), ({"do": "observe", "kind": "home"}, "observed"),
    ):  # fmt: skip
        post(f"filings/{filing.pk}/act/", **asked)
        assert Step.objects.as_known().get(filing=filing).stage == stage, asked
    post(f"filings/{filing.pk}/act/", 404, do="x")
    assert "Observed until" in page(f"filings/{filing.pk}/")


def test_a_wrong_temperature_is_marked_where_it_stands(post, watched):
    one, other = watched(), watched(name="其其格")
    page = post(f"office/{DAY}/evening/", 422, **{f"c-{one.pk}": "-5", f"c-{other.pk}": "36.5"})
    assert (page.count('aria-invalid="true"'), 'value="36.5"' in page) == (1, True)
    assert post(f"office/{DAY}/evening/", **{f"c-{one.pk}": "38.2"})
    page = post(f"office/{DAY}/evening/", 422, **{f"c-{one.pk}": "36.5"})
    assert (page.count('aria-invalid="true"'), "38.2" in page) == (1, True)


def test_nobody_ticked_is_nobody_observed(post, returnee):
    filing = returnee()
    post(f"filings/{filing.pk}/act/", do="observe", kind="home", some="1")
    assert Step.objects.as_known().get(filing=filing).stage == "filed"


def test_the_receiver_answers_on_its_own_page(walk, lodger, partner, appoint, clerk):
    worker = appoint("community", "officer", "社区干部")
    filing, other = lodger(), lodger(name="李某某")
    for one in (filing, other):
        arrivals.hand(one, partner, because="lives there", by=clerk)
    client = walk(worker)
    assert filing.receipt in client.get("/arrivals/community/?stage=coming").content.decode()
    assert "Take over" in client.get(f"/arrivals/filings/{filing.pk}/").content.decode()
    client.post(f"/arrivals/filings/{filing.pk}/act/", {"do": "accept"})
    client.post(f"/arrivals/filings/{other.pk}/act/", {"do": "decline", "because": "elsewhere"})
    assert [Step.objects.as_known().get(filing=one).unit.code for one in (filing, other)] == ["community", "office"]


def test_a_link_and_its_poster(page, post):
    here = post("office/links/", place="东门", asks="both")
    assert "<svg" in page(here.removeprefix("/arrivals/"))
    assert "field-wrong" in post("office/links/", 422, place="东门", asks="both", days="99")
    post(f"links/{Door.objects.get().pk}/close/")
    assert (
        "link closed" in page("office/links/"),
        "leads nowhere any more" in page(here.removeprefix("/arrivals/")),
    ) == (True, True)


def test_notices_and_what_was_explained(page, post):
    pk = "019c0000-0000-7000-8000-000000000004"
    assert "field-wrong" in post("office/notices/", 422, id=pk, place="东门", title="x")
    post("office/notices/", id=pk, place="东门", title="告示", text="凭证", link="https://example.org/x/")
    assert ("<svg" in page(f"notices/{pk}/"), "告示" in page("office/notices/")) == (True, True)
    post(f"notices/{pk}/down/")
    assert "field-wrong" in post("office/explained/", 422, id=pk, place="x", topic="y", persons="z")
    post("office/explained/", id=pk, place="兴安社区", topic="不串门", persons="30", households="12")
    assert "不串门" in page("office/explained/")
    post(f"explained/{pk}/withdraw/")
    assert (Posting.objects.filter(down_at=None).count(), Explanation.objects.as_known().count()) == (0, 0)


def test_the_rows_of_a_number(walk, county, lodger):
    lodger()
    client = walk(county)
    assert "Lodger report" in client.get("/arrivals/county/2020-02-04/rows/arrivals.lodgers/").content.decode()
    assert [
        client.get(f"/arrivals/{path}").status_code
        for path in (
            "county/2020-02-04/rows/custody.prisoners/",
            "county/2020-02-04/rows/arrivals.x/",
            "office/2020-02-04/rows/arrivals.lodgers/",
        )
    ] == [404] * 3


def test_the_past_of_a_list_and_a_filing(page, lodger, clerk, drill):
    filing = lodger()
    drill(at("20:00"))
    arrivals.check(filing, by=clerk)
    drill(at("21:00"))
    then = "as_known=2020-02-03T19:00"
    assert (
        filing.receipt in page(f"office/?stage=filed&{then}"),
        "Mark as checked" in page(f"filings/{filing.pk}/?{then}"),
    ) == (True, False)
    page(f"filings/{filing.pk}/?as_known=2020-02-03T10:00", 404)


@pytest.mark.parametrize("key", ["overview", "filings", "observed", "notices", "explained"])
def test_every_list_can_be_taken_out_masked(watched, lodger, office, clerk, key):
    from fengsui import house

    row = watched()
    lodger()
    arrivals.take(office, DAY, "evening", [Reading(row.pk, "36.5")], by=clerk)
    arrivals.post(office, "东门", "告示", text="x", by=clerk)
    arrivals.explain(office, "兴安社区", "不串门", 3, by=clerk)
    [table] = [one for one in house.declared("exports", Table) if one.key == f"arrivals.{key}"]
    query = {"code": "office", "stage": "all"}
    rows = [list(cells) for cells in table.rows(clerk, query)]
    assert all(len(cells) == len(table.heads(query)) for cells in rows)
    assert (bool(rows), "张某某" in str(rows), table.total is None or table.total(clerk, query) == len(rows)) == (
        True,
        False,
        True,
    )


def test_the_search_finds_only_what_one_may_see(lodger, clerk, zhao, county):
    filing = lodger()
    found = [
        filings(who, text, 5)
        for who, text in (
            (clerk, "张某某"),
            (county, filing.receipt),
            (zhao, "张某某"),
            (clerk, "张"),
            (clerk, "李某某"),
        )
    ]
    assert [len(hits) for hits in found] == [1, 1, 0, 0, 0]
    assert (found[0][0].url, "张某某" in found[0][0].title) == (reverse("arrivals:filing", args=[filing.pk]), False)
