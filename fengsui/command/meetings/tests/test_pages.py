"""The pages: what is typed is kept, what is refused says why, nothing shows to strangers."""

import pytest

from fengsui.cast import DAY, at
from fengsui.command.meetings import actions, exports
from fengsui.command.meetings.models import Decision, Handover, Kind, Meeting, Record
from fengsui.command.meetings.tests.conftest import TOMORROW
from fengsui.command.tasks.models import Step

SPECIAL = {
    "kind": "special",
    "title": "封闭管理",
    "starts_at": "2020-02-03T20:00",
    "units": "prison",
    "lines": "甲\n乙",
}


@pytest.fixture
def browse(account, client):
    """browse(bao) returns how that person opens (or posts to) pages, in English."""
    given = {}

    def sign_in(person):
        if person.pk not in given:
            given[person.pk] = account(person, f"user-{person.pk}")
        client.force_login(given[person.pk])

        def ask(path, post=None):
            answer = client.get if post is None else client.post
            return answer(path, post or {}, HTTP_ACCEPT_LANGUAGE="en", follow=True)

        return ask

    return sign_in


def test_called_on_a_page_and_seen_by_the_guests(browse, bao, leader, officer, units):
    page = browse(bao)
    assert "begins with" in page("/meetings/new/", SPECIAL | {"link": "x"}).text
    assert "Called." in page("/meetings/new/", SPECIAL).text
    made = Meeting.objects.get()
    decided = page(f"/meetings/{made.pk}/decide/", {"line": "只给别人 @centre"})
    assert "Written down; 1 task." in decided.text
    text = browse(officer)(f"/meetings/{made.pk}/").text
    assert ("calls your unit" in text, "甲" in text, "只给别人" in text) == (True, True, False)


def test_a_whole_morning(browse, morning, bao, units):
    page, here = browse(bao), f"/meetings/{morning.pk}/"
    assert "Open the meeting" in page(here).text
    assert "Open. The agenda" in page(f"{here}do/", {"do": "open"}).text
    assert "Noted." in page(f"{here}attend/", {"who": "seat:commander", "state": "present", "reason": "ill"}).text
    for do, key, said in (
        ("hide", "night", "Left out"),
        ("show", "night", "again"),
        ("up", "due", "Moved."),
        ("line", "", "On the agenda."),
    ):
        assert said in page(f"{here}agenda/", {"do": do, "key": key, "text": "物资"}).text
    assert "No unit here is called" in page(f"{here}decide/", {"line": "x @火星"}).text
    assert "no such day or hour: “2月30日”" in page(f"{here}decide/", {"line": "x @prison 2月30日"}).text
    page(f"{here}decide/", {"line": "核查 @prison 明天", "when": "closing"})
    made = Decision.objects.get()
    assert "Given as tasks." in page(f"{here}decisions/{made.pk}/", {"do": "give"}).text
    assert "Closed." in page(f"{here}do/", {"do": "close"}).text
    assert "Added" in page(f"{here}record/", {"text": "更正"}).text
    assert page(f"{here}record/pdf/").content.startswith(b"%PDF")
    assert page(f"{here}do/", {"do": "sheet"}).status_code == 200
    assert "Drafted from the record" in page(f"{here}do/", {"do": "minutes"}).text


def test_what_is_refused_says_why(browse, morning, bao):
    page, here = browse(bao), f"/meetings/{morning.pk}/"
    for post, said in (
        ({"do": "close"}, "planned"), ({"do": "move"}, "Give the new hour"), ({"do": "sheet"}, "gave no task"),
        ({"do": "minutes"}, "close the meeting"), ({"do": "?"}, "Open the meeting"),
    ):  # fmt: skip
        assert said in page(f"{here}do/", post).text
    assert "Moved;" in page(f"{here}do/", {"do": "move", "starts_at": "2020-02-04T10:00", "reason": "x"}).text
    assert "Cancelled;" in page(f"{here}do/", {"do": "cancel", "cancel-reason": "x"}).text


def test_the_line_is_understood_while_it_is_typed(browse, morning, bao):
    page, here = browse(bao), f"/meetings/{morning.pk}/typed/"
    text = page(f"{here}?line=核查 @测试").text
    assert ("data-take" in text, "Test prison-2" in text) == (True, True)
    assert "Written down only" in page(f"{here}?line=核查").text
    assert "no hour was typed" in page(f"{here}?line=核查 @prison").text
    assert "no such day or hour: “2月30日”" in page(f"{here}?line=核查 @prison 2月30日").text


def test_what_follows_from_a_decision(browse, morning, bao):
    made = actions.decide(morning, "监狱全面封闭", by=bao)
    page, here = browse(bao), f"/meetings/{morning.pk}/decisions/{made.pk}/"
    assert "Drafted." in page(here, {"do": "directive"}).text
    assert page(here, {"do": "switch", "switch": "9"}).status_code == 404
    assert "Taken back" in page(f"{here}?do=back", {"x": "1"}).text


def test_the_roll_one_by_one(browse, evening, superior, units):
    page, here = browse(superior), f"/meetings/{evening.pk}/"
    assert "Reports signed" in page(here).text
    assert "1 of 2" in page(f"{here}roll/").text
    assert "2 of 2" in page(f"{here}roll/?at=prison-2").text
    post = {"line": "点名为何迟报 明天9:00", "facility": "prison", "next": f"{here}roll/?at=prison"}
    assert "点名为何迟报" in page(f"{here}decide/", post).text
    assert Step.objects.get().due_at == at("09:00", TOMORROW)
    assert "not on the roll" in page(f"{here}decide/", post | {"facility": "nowhere"}).text


def test_no_roll_where_there_is_nobody(browse, morning, bao, units, centre, keeper, bureau):
    assert browse(bao)(f"/meetings/{morning.pk}/roll/").status_code == 404
    alone = Meeting.objects.create(unit=units["county"], kind=Kind.EVENING, day=DAY, starts_at=at("19:00"))
    assert browse(bao)(f"/meetings/{alone.pk}/roll/").status_code == 404


def test_both_sign_on_their_page(browse, change, tick, bao, wang, chen, head):
    tick("09:00")
    here = f"/meetings/handovers/{change.pk}/"
    assert "Your signature is missing" in browse(bao)("/meetings/").text
    assert "Signed." in browse(bao)(f"{here}do/", {"do": "sign", "side": "out", "note": "水管"}).text
    assert "Taken back." in browse(bao)(f"{here}do/", {"do": "unsign", "side": "out"}).text
    browse(bao)(f"{here}do/", {"do": "sign", "side": "out"})
    assert "Changed." in browse(head)(f"{here}do/", {"do": "put", "person": chen.pk, "reason": "ill"}).text
    assert "Signed." in browse(chen)(f"{here}do/", {"do": "sign", "side": "in"}).text
    assert Handover.objects.get(pk=change.pk).done_at
    assert "command passed" in browse(head)("/meetings/handovers/").text


def test_lists_filters_and_search(browse, change, morning, bao):
    actions.decide(morning, "全面封闭", by=bao)
    page = browse(bao)
    assert "Morning meeting" in page("/meetings/all/?q=封闭&kind=morning&unit=department").text
    assert "No meeting fits" in page("/meetings/all/?q=别的").text
    assert "Morning meeting" in page("/meetings/all/?as_known=2020-02-04T09:00").text
    assert str(morning.pk) in page("/search/?q=全面封闭").text
    for table, n in ((exports.MEETINGS, 1), (exports.DECISIONS, 1), (exports.HANDOVERS, 1)):
        assert len(list(table.rows(bao, {}))) == n == table.total(bao, {})


def test_a_room_is_arranged(browse, bao, officer):
    post = {"unit": "department", "kind": "", "place": "五楼", "link": "https://a.cn/1", "server": "government"}
    assert "Arranged." in browse(bao)("/meetings/rooms/", post).text
    assert "https" in browse(bao)("/meetings/rooms/", post | {"link": "ftp://x"}).text
    assert browse(officer)("/meetings/rooms/", post).status_code == 404


def test_strangers_see_nothing(browse, morning, bao, zhao, keeper):
    actions.open_meeting(morning, by=bao)
    actions.close(morning, by=bao)
    for person in (zhao, keeper):
        for path in ("", "record/", "record/pdf/", "typed/"):
            assert browse(person)(f"/meetings/{morning.pk}/{path}").status_code == 404
    assert Record.objects.count() == 1
