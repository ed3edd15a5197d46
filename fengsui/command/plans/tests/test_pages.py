"""The pages: the editor by its buttons, a conflict with nothing lost, the dry run and the act, exports, search."""

import re

import pytest
from django.urls import resolve

from fengsui.cast import at
from fengsui.command.plans import actions
from fengsui.command.plans.models import Plan, Version
from fengsui.command.plans.queries import effects, reading
from fengsui.command.plans.tests.conftest import TITLE, WORDS, given, latest, leave
from fengsui.command.plans.tests.test_carry import again


def sent(row, **more):
    """The editor's form as a browser sends it."""
    from fengsui.command.plans import forms

    lines = forms.lines_of(reading.content(row))
    post = {"row": [line.id for line in lines], "revision": str(row.revision), "preamble": row.preamble, "do": "save"}
    for line in lines:
        post |= {f"{line.id}-{key}": getattr(line, key) for key in forms.TYPED}
    return post | more


def test_a_plan_is_begun_and_written(browse, bao, units):
    page = browse(bao)
    assert TITLE.encode() in page("/plans/new/", {"title": TITLE, "unit": "department"}).content
    row = latest(Plan.objects.get())
    post = {"row": ["s" + "0" * 32, "i" + "0" * 31 + "1"], "revision": "1", "do": "save"}
    post |= {
        "s" + "0" * 32 + "-title": "排查",
        "i" + "0" * 31 + "1-text": "逐日排查",
        "i" + "0" * 31 + "1-unit": "prison",
    }
    assert page(f"/plans/{row.plan_id}/1/edit/", post).status_code == 200
    entry = reading.content(row).entries()[0]
    assert (entry.text, entry.unit) == ("逐日排查", units["prison"])


def test_without_a_title_it_is_asked(browse, bao):
    assert browse(bao)("/plans/new/", {"title": ""}).status_code == 422


def test_saved_unchanged_it_says_the_same(browse, bao, draft, units, officer):
    row = draft()
    before = reading.content(row)
    assert browse(bao)(f"/plans/{row.plan_id}/1/edit/", sent(row)).status_code == 200
    assert reading.content(Version.objects.get()) == before


@pytest.mark.parametrize(
    ("verb", "place", "order"), [("up", 1, [1, 0, 2]), ("down", 0, [1, 0, 2]), ("remove", 0, [1, 2])]
)
def test_the_buttons_change_the_form_and_keep_nothing(browse, bao, draft, verb, place, order):
    row = draft()
    post = sent(row)
    items = [name for name in post["row"] if name.startswith("i")]
    answer = browse(bao)(f"/plans/{row.plan_id}/1/edit/", post | {"do": f"{verb}:{items[place]}"})
    lines = [line.text for line in answer.context["lines"] if not line.is_section]
    assert lines == [WORDS[n] for n in order]
    assert reading.content(row).entries()[0].text == WORDS[0]


def test_sections_move_with_their_items(browse, bao, draft):
    row = draft()
    post = sent(row)
    answer = browse(bao)(f"/plans/{row.plan_id}/1/edit/", post | {"do": f"down:{post['row'][0]}"})
    assert [line.title or line.text for line in answer.context["lines"]] == ["物资", WORDS[2], "排查", *WORDS[:2]]


def test_lines_are_added(browse, bao, draft):
    row = draft()
    post = sent(row)
    page = browse(bao)
    added = page(f"/plans/{row.plan_id}/1/edit/", post | {"do": f"item:{post['row'][1]}"}).context
    assert added["lines"][2].id == added["focus"]
    assert page(f"/plans/{row.plan_id}/1/edit/", post | {"do": "section:"}).context["lines"][-1].is_section
    part = page(f"/plans/{row.plan_id}/1/edit/", post | {"do": "section:"}, HTTP_HX_REQUEST="true")
    assert b"<html" not in part.content


def test_items_without_their_section_belong_to_the_one_before(browse, bao, draft):
    row = draft()
    post = sent(row)
    answer = browse(bao)(f"/plans/{row.plan_id}/1/edit/", post | {"do": f"remove:{post['row'][0]}"})
    assert answer.context["lines"][0].is_section


def test_a_unit_that_does_not_exist_is_said_and_nothing_is_lost(browse, bao, draft):
    row = draft()
    post = sent(row)
    item = post["row"][1]
    answer = browse(bao)(f"/plans/{row.plan_id}/1/edit/", post | {f"{item}-unit": "nowhere", f"{item}-due": "x"})
    assert answer.status_code == 422
    line = answer.context["lines"][1]
    assert (line.unit, set(line.wrong), line.text) == ("nowhere", {"unit", "due"}, WORDS[0])


def test_who_left_is_said_and_not_dropped(browse, bao, draft, content, officer):
    row = draft(content(to=("prison",) * 3, person_id=officer.pk))
    leave(officer)
    page, here = browse(bao), f"/plans/{row.plan_id}/1/edit/"
    opened = page(here)
    line = opened.context["lines"][1]
    assert (line.person, line.stranger, line.people) == (str(officer.pk), "民警甲", [])
    assert "民警甲 does no tasks at this unit" in opened.content.decode()
    assert page(here, sent(row)).status_code == 422
    assert reading.content(row).entries()[0].person_id == officer.pk
    nobody = {f"{name}-person": "" for name in sent(row)["row"]}
    assert page(here, sent(row) | nobody).context["request"].path == f"/plans/{row.plan_id}/1/"
    assert {entry.person_id for entry in reading.content(row).entries()} == {None}


@pytest.mark.parametrize(
    ("unit", "person", "sentence"),
    [("prison-2", "", "does no tasks"), ("", "", "without a unit"), ("nowhere", "", "No unit here"),
     ("prison", "rubbish", "The person named before does no tasks")],
)  # fmt: skip
def test_a_person_of_another_unit_is_asked_about(browse, bao, draft, content, officer, unit, person, sentence):
    row = draft(content(to=("prison",) * 3, person_id=officer.pk))
    post = sent(row)
    item = post["row"][1]
    post |= {f"{item}-unit": unit, f"{item}-person": person or str(officer.pk)}
    page, here = browse(bao), f"/plans/{row.plan_id}/1/edit/"
    for do in ("look", "save"):
        answer = page(here, post | {"do": do})
        assert (do, answer.status_code) in {("look", 200), ("save", 422)}
    wrong = answer.context["lines"][1].wrong
    assert (len(wrong), sentence in answer.context["lines"][1].problem) == (1, True)


def test_a_conflict_shows_both(browse, bao, li, draft, content):
    row = draft()
    post = sent(row)
    actions.rewrite(row, content(words=("乙的话",)), revision=row.revision, by=li)
    post[f"{post['row'][1]}-text"] = "甲的话"
    answer = browse(bao)(f"/plans/{row.plan_id}/1/edit/", post)
    assert answer.status_code == 422
    assert {"甲的话", "乙的话"} <= {word for word in ("甲的话", "乙的话") if word in answer.content.decode()}
    post["revision"] = str(answer.context["revision"])
    browse(bao)(f"/plans/{row.plan_id}/1/edit/", post)
    assert reading.content(row).entries()[0].text == "甲的话"


def test_from_the_draft_to_the_tasks(browse, bao, draft, series):
    row = draft()
    page, here = browse(bao), f"/plans/{row.plan_id}/1/"
    page(f"{here}act/", {"do": "approve", "revision": str(row.revision)})
    assert "关于印发".encode() in page(f"{here}issue/").content
    run = page(f"{here}issue/", {"series": "notice"})
    assert b"Given anew" in run.content
    assert page(f"{here}carry/", {"token": run.context["run"].token}).status_code == 200
    assert len(given(row.plan)) == 3


def test_sent_back_and_given_up(browse, bao, draft):
    row = draft()
    page, here = browse(bao), f"/plans/{row.plan_id}/1/"
    page(f"{here}act/", {"do": "approve", "revision": str(row.revision)})
    page(f"{here}act/", {"do": "back", "reason": "缺"})
    assert latest(row.plan).stage == "drafted"
    page(f"{here}act/", {"do": "drop"})
    assert latest(row.plan).stage == "dropped"


def test_a_stale_dry_run_is_shown_anew(browse, bao, issued):
    row = issued()
    answer = browse(bao)(f"/plans/{row.plan_id}/1/carry/", {"token": "x"})
    assert (answer.status_code, given(row.plan)) == (422, {})


def test_a_tick_taken_away_lets_the_task_go_on(browse, bao, carried, next_version):
    newer = next_version(carried, again(carried, drop=WORDS[:2]))
    run = effects.dry_run(newer)
    keys = [str(one.change.key) for one in run.effects if one.deed == "withdraw"]
    post = {"token": run.token, "proposed": [*keys, "rubbish"], "withdraw": keys[:1]}
    browse(bao)(f"/plans/{newer.plan_id}/2/carry/", post)
    stages = {text: step.stage for text, step in given(carried.plan).items()}
    assert (stages[WORDS[0]], stages[WORDS[1]]) == ("withdrawn", "given")


def test_what_is_different(browse, officer, carried, next_version):
    next_version(carried, again(carried, drop=WORDS[:1]))
    page = browse(officer)(f"/plans/{carried.plan_id}/2/compare/")
    assert WORDS[0] in page.content.decode()
    assert page.context["counts"]["dropped"] == 1


def test_the_page_names_the_late_ones(browse, officer, carried, drill):
    drill(at("20:30"))
    page = browse(officer)(f"/plans/{carried.plan_id}/")
    assert b"0 of 1 done" in page.content
    assert [row.entry.text for row in page.context["progress"].late] == [WORDS[0], WORDS[2]]


def test_exports_and_search(browse, bao, carried):
    from fengsui.command.plans.exports import ITEMS, REGISTER
    from fengsui.command.plans.search import plans

    rows = list(ITEMS.rows(bao, {"pk": str(carried.plan_id)}))
    assert [row[1] for row in rows] == [*WORDS]
    assert next(iter(REGISTER.rows(bao, {})))[:3] == [TITLE, carried.plan.unit.label, 1]
    assert [hit.title for hit in plans(bao, "社区矫正", 5)] == [TITLE]


def test_no_draft_is_shown_to_others(browse, officer, carried, li):
    actions.begin_version(carried.plan, "x", by=li)
    assert browse(officer)(f"/plans/{carried.plan_id}/2/").status_code == 404
    told = browse(officer)(f"/plans/{carried.plan_id}/").context["history"]
    assert [entry.kind for entry in told] == ["plans.issued", "plans.carried"]
    assert len(browse(li)(f"/plans/{carried.plan_id}/").context["history"]) == 6


def test_sent_for_approval_by_its_button(browse, li, draft):
    row = draft()
    page, here = browse(li), f"/plans/{row.plan_id}/1/"
    assert b"Send for approval" in page(here).content
    after = page(f"{here}act/", {"do": "ask", "revision": str(row.revision)})
    assert (b"Sent for approval" in after.content, "ask" in after.context["can"]) == (True, False)


def test_carried_out_there_is_nothing_more_to_do(browse, bao, carried):
    page = browse(bao)(f"/plans/{carried.plan_id}/1/carry/").content
    assert b"there is nothing to do." in page
    assert b"Do exactly this" not in page


def test_as_known_it_says_so_changes_nothing_and_links_on_into_the_same_moment(browse, bao, carried, drill):
    drill(at("19:30"))
    then = "as_known=2020-02-03T19:00"
    body = browse(bao)(f"/plans/{carried.plan_id}/?{then}").content.decode()
    head, _main, main = body.partition("<main")
    assert "As known on" in head
    assert re.findall(r'<form[^>]*method="post"[^>]*action="/plans', main) == []
    links = [link for link in re.findall(r'href="([/?][^"]*)"', main.partition("</main>")[0]) if "/export" not in link]
    kept = [getattr(resolve(link.partition("?")[0]).func, "looks_back", False) for link in links if link[0] == "/"]
    assert [then in link for link in links if link[0] == "/"] == kept
    assert any(kept)
