"""The pages: what they show, what a form refuses and keeps, what one tap does."""

from datetime import date

import pytest

from fengsui.cast import FOUNDED, at
from fengsui.command.duty import actions
from fengsui.command.duty.models import Absence, Act, Cell, Draft, Feed, Member, Pattern, Post, Slot, Swap, Watch
from fengsui.command.duty.tests.conftest import TOMORROW, shift_of, there
from fengsui.ground.obligations import actions as obligations

HERE = "/duty/at/prison/"


def text(page):
    return page.content.decode()


@pytest.fixture
def page(browse, leader):
    return browse(leader)


def test_posts_hours_and_pool_by_hand(page, prison, guards):
    page(f"{HERE}posts/", {"do": "station", "name": "大门", "capacity": "2"})
    here = f"{HERE}posts/{Post.objects.get().pk}/"
    page(
        here,
        {
            "do": "slot",
            "begins": "20:00",
            "ends": "08:00",
            "need": "2",
            "since": "2020-02-03",
            "weekdays": list("1234567"),
        },
    )
    page(here, {"do": "pool", "people": [str(guards[0].pk)]})
    page(here, {"do": "describe", f"sex-{guards[0].pk}": "f", f"skills-{guards[0].pk}": "驾驶"})
    page(here, {"do": "demand", "women_only": "on", "skills": "驾驶"})
    slot = Slot.objects.get()
    assert (slot.minutes, slot.need, Member.objects.count(), Post.objects.get().women_only) == (720, 2, 1, True)
    assert "women only" in text(page(f"{HERE}posts/"))
    assert "20:00–08:00" in text(page(here))
    page(here, {"do": f"end-{slot.pk}"})
    page(here, {"do": "close"})
    assert Post.objects.get().until == TOMORROW


def test_what_is_refused_stands_at_its_field(page, gate):
    sent = {"do": "slot", "begins": "19:00", "ends": "21:00", "need": "1", "since": "2020-02-03", "weekdays": ["1"]}
    answer = page(f"{HERE}posts/{gate.pk}/", sent)
    assert (answer.status_code, "overlap" in text(answer)) == (422, True)
    assert page(f"{HERE}posts/", {"do": "station", "name": " ", "capacity": "1"}).status_code == 422
    assert page(f"{HERE}posts/", {"do": "seat", "seat": "deputy"}).status_code == 200
    for rubbish in ({"do": "describe", "x": "y"}, {"do": "end-0"}, {"do": "end-x"}, {"do": ""}):
        assert page(f"{HERE}posts/{gate.pk}/", rubbish).status_code in {200, 404}


def test_sexes_that_are_none(page, gate, guards):
    answer = page(f"{HERE}posts/{gate.pk}/", {"do": "describe", f"sex-{guards[0].pk}": "x"})
    assert "Choose from the list" in text(answer)


def test_a_roster_before_there_is_anything(page, prison, browse, officer):
    assert "mans no posts yet" in text(page(HERE))
    assert "administrator enters them" in text(browse(officer)(HERE))


def test_a_draft_from_the_grid_to_the_roster(page, gate, guards):
    page(f"{HERE}draft/", {"do": "begin", "first": "2020-02-04", "last": "2020-02-05"})
    day, night = (slot.pk for slot in gate.slots.all())
    sent = {
        "do": "save",
        "revision": "0",
        f"c{day}-2020-02-04": "民警丙",
        f"c{night}-2020-02-04": "lina",
        f"c{day}-2020-02-05": "wangw",
    }
    page(f"{HERE}draft/", sent)
    assert Cell.objects.count() == 3
    answer = page(f"{HERE}draft/", {**sent, "do": "publish", "revision": "1", f"c{night}-2020-02-05": "mjd"})
    assert "What changes" in text(answer)
    page(f"{HERE}publish/", {"revision": "2", "accepting": "1"})
    assert there(gate, at("21:00", date(2020, 2, 5))) == [guards[1]]
    assert "李娜" in text(page(HERE))


def test_what_is_not_understood_is_said_in_its_cell_and_nothing_is_lost(page, gate, draft, guards, leader, prison):
    office = actions.man_station(prison, "值班室", by=leader)
    actions.set_pool(office, [leader.pk], by=leader)
    day, night = (slot.pk for slot in gate.slots.all())
    typed = {
        f"c{day}-2020-02-04": "民警丙、张三",
        f"c{night}-2020-02-04": "民警丁 ",
        f"c{day}-2020-02-05": "所领导甲",
        f"c{night}-2020-02-05": "min",
    }
    answer = page(f"{HERE}draft/", {"do": "save", "revision": "0", **typed})
    said = text(answer)
    assert (answer.status_code, Cell.objects.get().person_id) == (422, guards[1].pk)
    assert "民警丙、张三" in said
    assert "“张三”: nobody of the pool" in said
    assert "“所领导甲” is not in the pool of this post" in said
    assert "3 cells were not understood" in said


def test_two_write_at_once_and_see_the_difference(page, gate, draft, guards, leader):
    day = gate.slots.first().pk
    actions.save_draft(draft, {(day, TOMORROW): [guards[0].pk]}, revision=0, by=leader)
    answer = page(f"{HERE}draft/", {"do": "save", "revision": "0", f"c{day}-2020-02-04": "民警丁"})
    said = text(answer)
    assert (answer.status_code, "Saved meanwhile: 民警丙" in said, 'name="revision" value="1"' in said) == (
        422,
        True,
        True,
    )
    page(f"{HERE}draft/", {"do": "save", "revision": "1", f"c{day}-2020-02-04": "民警丁"})
    assert Cell.objects.get().person_id == guards[1].pk


def test_a_draft_that_cannot_begin_or_is_gone(page, gate, draft):
    assert page(f"{HERE}publish/", {"revision": "x"}).status_code == 422
    page(f"{HERE}draft/", {"do": "drop"})
    assert page(f"{HERE}publish/").status_code == 404
    answer = page(f"{HERE}draft/", {"do": "begin", "first": "2020-01-01", "last": "2020-01-02"})
    assert (answer.status_code, "past stays" in text(answer)) == (422, True)
    assert Draft.objects.filter(closed_at=None).count() == 0


def test_patterns_on_the_page(page, gate, draft, guards, leader):
    day = gate.slots.first().pk
    actions.save_draft(draft, {(day, TOMORROW): [guards[0].pk]}, revision=0, by=leader)
    page(f"{HERE}draft/pattern/", {"name": "一日", "days": "1"})
    page(f"{HERE}draft/pattern/", {"name": "", "days": "1"})
    pattern = Pattern.objects.get()
    page(f"{HERE}draft/fill/", {"pattern": "0", "start": "1"})
    page(f"{HERE}draft/fill/", {"pattern": str(pattern.pk), "start": "1"})
    assert Cell.objects.filter(person=guards[0]).count() == 2
    page(f"{HERE}draft/pattern/", {"drop": "x"})
    page(f"{HERE}draft/pattern/", {"drop": str(pattern.pk)})
    assert not Pattern.objects.exists()


def test_a_gap_is_filled_on_its_page_and_taken_back(page, gate, turn, guards):
    here = f"{HERE}turns/{turn().slot.pk}/2020-02-03/"
    assert "1 person missing" in text(page(here))
    answer = page(here, {"person": str(guards[0].pk)})
    assert (there(gate, at("21:00")), "Filled" in text(answer)) == ([guards[0]], True)
    assert "faster" in text(page(here, {"person": str(guards[1].pk)}))
    page(f"/duty/acts/{Act.objects.last().pk}/undo/", {})
    assert there(gate, at("21:00")) == []
    assert page(f"{HERE}turns/{turn().slot.pk}/2020-13-03/").status_code == 404
    assert page(f"{HERE}turns/0/2020-02-03/").status_code == 404


def test_doubts_stand_behind_the_name(page, gate, turn, put, guards):
    put(guards[0], 8, TOMORROW)
    here = f"{HERE}turns/{turn().slot.pk}/2020-02-03/"
    assert "民警丙 (only 0 hours of rest, 12 are due)" in text(page(here))
    assert "Say that it is meant so" in text(page(here, {"person": str(guards[0].pk)}))


def test_somebody_else_and_somebody_absent(page, gate, turn, put, guards):
    put(guards[0])
    shift = shift_of(guards[0], at("21:00"))
    url = f"/duty/shifts/{shift.pk}/override/"
    assert "Say why" in text(page(url, {f"s{shift.pk}-person": str(guards[1].pk), f"s{shift.pk}-note": ""}))
    page(url, {f"s{shift.pk}-person": str(guards[1].pk), f"s{shift.pk}-note": "顶替"})
    assert there(gate, at("21:00")) == [guards[1]]
    sent = {"person": str(guards[1].pk), "since": "2020-02-03T19:00", "until": "2020-02-04T12:00", "why": "病假"}
    assert "Shifts that are gaps now: 1" in text(page(f"{HERE}absences/", sent))
    assert "病假" in text(page(f"{HERE}absences/?person={guards[1].pk}"))
    assert page(f"{HERE}absences/", sent | {"until": "2020-02-01T12:00"}).status_code == 422
    page(f"/duty/absences/{Absence.objects.get().pk}/withdraw/", {})
    assert there(gate, at("21:00")) == [guards[1]]
    assert "顶替" in text(page(f"{HERE}changes/"))


def test_an_override_where_there_is_no_post(page, leader):
    shift = shift_of(leader, at("18:30"))
    answer = page(f"/duty/shifts/{shift.pk}/override/", {f"s{shift.pk}-note": "x"})
    assert answer.status_code == 200


def test_my_shifts_sign_in_hand_on_take_over(browse, guards, put, drill):
    put(guards[0])
    put(guards[1], 8, TOMORROW)
    drill(at("19:30"))
    mine = browse(guards[0])
    assert "Sign in for duty" in text(mine("/duty/mine/"))
    mine(f"/duty/shifts/{shift_of(guards[0], at('21:00')).pk}/sign-in/", {})
    watch = Watch.objects.get()
    assert "Sign off and hand on" in text(mine(f"/duty/watches/{watch.pk}/"))
    assert mine(f"/duty/watches/{watch.pk}/sign-off/", {"note": "长" * 1001}).status_code == 422
    mine(f"/duty/watches/{watch.pk}/sign-off/", {"note": "东门锁坏"})
    drill(at("07:30", TOMORROW))
    next_ = browse(guards[1])
    assert "handed on" in text(next_("/duty/mine/"))
    assert "东门锁坏" in text(next_(f"/duty/watches/{watch.pk}/"))
    next_(f"/duty/watches/{watch.pk}/take/", {})
    assert Watch.objects.get().taken_by == guards[1]


def test_i_cannot_come(browse, guards, put, gate):
    put(guards[0])
    mine = browse(guards[0])
    assert mine("/duty/mine/absence/").status_code == 200
    mine("/duty/mine/absence/", {"since": "2020-02-03T19:00", "until": "2020-02-04T12:00"})
    assert there(gate, at("21:00")) == []
    assert "When I am absent" in text(mine("/duty/mine/"))
    mine(f"/duty/absences/{Absence.objects.get().pk}/withdraw/", {})
    assert there(gate, at("21:00")) == [guards[0]]


def test_who_is_in_no_pool_has_nothing_to_note(browse, zhao):
    answer = browse(zhao)("/duty/mine/absence/", {"since": "2020-02-03T19:00", "until": "2020-02-04T12:00"})
    assert (answer.status_code, "nothing has to be noted" in text(answer)) == (422, True)
    assert "no shift in the coming weeks" in text(browse(zhao)("/duty/mine/"))


def test_a_swap_by_its_pages(browse, guards, put, gate, leader):
    put(guards[0])
    put(guards[1], 20, date(2020, 2, 5))
    mine, back = shift_of(guards[0], at("21:00")), shift_of(guards[1], at("21:00", date(2020, 2, 5)))
    wrong = browse(guards[0])(f"/duty/shifts/{mine.pk}/", {"other": str(guards[2].pk), "back": str(back.pk)})
    assert (wrong.status_code, "somebody else’s" in text(wrong)) == (422, True)
    browse(guards[0])(f"/duty/shifts/{mine.pk}/", {"other": str(guards[1].pk), "back": str(back.pk), "note": "家事"})
    here = f"/duty/swaps/{Swap.objects.get().pk}/"
    assert "Agree" in text(browse(guards[1])(here))
    browse(guards[1])(here, {"do": "agree"})
    page = browse(leader)
    assert "Swaps that wait" in text(page(f"{HERE}changes/"))
    page(here, {"do": "nothing"})
    page(here, {"do": "approve"})
    assert there(gate, at("21:00")) == [guards[1]]


def test_a_begun_shift_and_a_place_without_a_post(browse, guards, put, drill, leader):
    put(guards[0])
    drill(at("20:30"))
    assert "has begun" in text(browse(guards[0])(f"/duty/shifts/{shift_of(guards[0], at('21:00')).pk}/"))
    assert browse(leader)(f"/duty/shifts/{shift_of(leader, at('18:30')).pk}/").status_code == 200


def test_a_calendar_by_a_secret_link(browse, guards, put, client):
    put(guards[0])
    answer = browse(guards[0])("/duty/mine/link/", {})
    link = text(answer).split("/duty/calendar/")[1].split(".ics")[0]
    client.logout()
    feed = client.get(f"/duty/calendar/{link}.ics")
    said = text(feed)
    assert (feed["Content-Type"], feed["Cache-Control"]) == ("text/calendar; charset=utf-8", "private, no-store")
    assert "DTSTART:20200203T120000Z" in said
    assert "大门" in said
    assert link not in Feed.objects.get().digest
    browse(guards[0])("/duty/mine/link/", {})
    client.logout()
    assert client.get(f"/duty/calendar/{link}.ics").status_code == 404


def test_gaps_hours_people_handing(page, gate, put, guards):
    put(guards[0])
    assert "nobody there" in text(page(f"{HERE}gaps/"))
    assert "12.0" in text(page(f"{HERE}hours/"))
    assert "Nobody has a shift in this month" in text(page(f"{HERE}hours/?month=2019-01"))
    assert "大门 20:00–08:00" in text(page(f"{HERE}people/?from=2020-02-01&days=42"))
    assert page(f"{HERE}?from=rubbish&days=9999").status_code == 200
    assert "What the unit owes" in text(page(f"{HERE}handing/"))


def test_who_is_on_duty_now_below(browse, bao, gate, put, guards, drill):
    put(guards[0])
    drill(at("20:30"))
    said = text(browse(bao)("/duty/"))
    assert "Test prison" in said
    assert "民警丙" in said
    assert "Test prison" in text(browse(bao)("/duty/?q=csjy"))
    assert "No unit with duty is called so" in text(browse(bao)("/duty/?q=zzzz"))


def test_more_units_than_a_page(browse, bao, units, monkeypatch, leader, gate):
    from fengsui.command.duty.views import now

    monkeypatch.setattr(now, "SIZE", 1)
    for code in ("prison-2", "centre"):
        Post.objects.create(unit=units[code], station=units[code].stations.create(name="门"), since=FOUNDED)
    assert "after=centre" in text(browse(bao)("/duty/"))
    assert "From the top" in text(browse(bao)("/duty/?after=centre"))


def test_search_and_today(browse, bao, leader, gate, put, guards, drill):
    obligations.replan()
    drill(at("20:30"))
    assert "On duty now" in text(browse(bao)("/search/?q=csjy"))
    assert "You are on duty" in text(browse(leader)("/"))
    assert "A gap in the roster" in text(browse(leader)("/")) or "Nobody is at 大门" in text(browse(leader)("/"))


def test_names_are_masked_for_the_administrators_and_nobody_else_reads(browse, auditor, zhao, officer, gate):
    assert browse(auditor)(HERE).status_code == 404
    assert browse(zhao)(HERE).status_code == 404
    assert browse(officer)(f"{HERE}posts/").status_code == 404


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("key", ["now", "roster", "people", "gaps", "hours", "changes", "absences"])
def test_taken_out(page, key, form, gate, put, guards, leader, prison):
    put(guards[0])
    actions.note_absence(guards[1], prison, at("20:00"), at("21:00"), by=leader)
    sent = {"form": form, "query": '{"code": "prison", "days": "7"}', "next": "/"}
    assert page(f"/runs/export/duty.{key}/", sent).status_code == 200
