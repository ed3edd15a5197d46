"""A question as it was known at a moment: what was answered by then, as it stood then, and by which hour it was due."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fengsui.cast import DAY, at
from fengsui.command.questions import actions, exports
from fengsui.command.questions.models import Asked, Round
from fengsui.command.questions.queries.board import board, counted, lists, told
from fengsui.command.questions.queries.past import turn_back, was_asked
from fengsui.command.questions.tests.conftest import COLUMNS
from fengsui.ground.clock import actions as clock
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def evening(ask, send, officer, keeper, drill, bao):
    """Asked at 18:30; the prison said 3 at 18:35 and 5 at 18:50, the centre 2 at 18:45; at 18:55 the hour was moved."""
    row = ask()
    drill(at("18:35"))
    send(row, "prison", officer, 3)
    drill(at("18:45"))
    send(row, "centre", keeper, 2)
    drill(at("18:50"))
    send(row, "prison", officer, 5)
    drill(at("18:55"))
    actions.extend(row, due=at("20:30"), by=bao)
    drill(at("19:00"))
    return row


@pytest.fixture
def page(client, account, bao):
    client.force_login(account(bao))
    client.cookies["django_language"] = "en"

    def at_hour(name, *args, hour="", status=200, query="x="):
        known = f"&as_known=2020-02-03T{hour}" if hour else ""
        answer = client.get(f"{reverse(f'questions:{name}', args=args)}?{query}{known}", follow=True)
        assert answer.status_code == status
        return answer.content.decode()

    return at_hour


@pytest.mark.parametrize(
    ("hour", "n", "total"), [("18:31", 0, None), ("18:40", 1, 3), ("18:46", 2, 5), ("18:52", 2, 7), (None, 2, 7)]
)
def test_what_was_answered_by_then_as_it_stood_then(evening, bao, hour, n, total):
    known = at(hour) if hour else None
    whole = board(evening, bao, known=known).whole
    assert (whole.n, whole.m, whole.total) == (n, 3, total)
    assert [one.n for one in counted([evening], bao, known)] == [n]
    missing, _pages = told(evening, bao, {"show": "missing"}, known=known)
    assert len(missing) == 3 - n


def test_what_was_taken_back_stands_in_its_time(evening, bao, officer, units, drill):
    drill(at("19:05"))
    actions.take_back(Asked.objects.get(round=evening, unit=units["prison"]), by=officer)
    assert board(evening, bao).whole.total == 2
    assert board(evening, bao, known=at("19:00")).whole.total == 7


def test_the_hour_is_the_one_that_held_then(evening, bao):
    row = Round.objects.get(pk=evening.pk)
    turn_back([row], at("18:52"))
    assert row.due_at == at("19:30")
    for known in (at("18:56"), None):
        row = Round.objects.get(pk=evening.pk)
        turn_back([row], known)
        assert row.due_at == at("20:30")


def test_a_standing_round_was_due_at_its_own_hour(ask, bao, drill):
    actions.keep(ask(), hour=at("19:30").time(), by=bao)
    drill(at("19:00", NEXT))
    clock.tick()
    row = Round.objects.get(day=NEXT)
    drill(at("19:10", NEXT))
    actions.extend(row, due=at("21:00", NEXT), by=bao)
    turn_back([row], at("19:05", NEXT))
    assert row.due_at == at("19:30", NEXT)


def test_an_hour_that_nobody_wrote_down_stays(evening):
    row = Round.objects.get(pk=evening.pk)
    turn_back([row], at("18:00"))  # before it was asked, nothing held
    assert row.due_at == at("20:30")


def test_late_is_what_was_late_then(ask, send, officer, drill, bao):
    row = ask(due="18:40")
    drill(at("18:50"))
    send(row, "prison", officer, 3)
    assert board(row, bao, known=at("18:35")).is_late is False
    assert board(row, bao, known=at("18:45")).is_late is True
    assert [one.is_late for one in counted(list(Round.objects.open(at("18:35"))), bao, at("18:35"))] == [False]
    drill(at("18:55"))
    actions.extend(row, due=at("20:00"), by=bao)
    drill(at("19:30"))
    assert board(row, bao).whole.late == 0
    turn_back([row], at("18:50"))
    assert board(row, bao, known=at("18:50")).whole.late == 1


def test_withdrawn_later_it_was_open_then(evening, bao, drill):
    drill(at("19:05"))
    actions.withdraw(evening, reason="x", by=bao)
    assert board(evening, bao).is_withdrawn
    assert board(evening, bao, known=at("19:00")).is_open
    assert list(Round.objects.open(at("19:00"))) == [evening]
    assert not Round.objects.open().exists()


def test_before_it_was_asked_there_was_nothing(evening):
    assert not was_asked(evening, at("18:29"))
    assert not Round.objects.with_stage(at("18:29")).exists()
    assert was_asked(evening, at("18:30"))


def test_the_rows_of_a_list_are_those_of_the_time(ask, send, officer, drill, bao):
    row = ask(kind="rows", columns=COLUMNS, text="名单")
    send(row, "prison", officer, [("王小明", "13800000000", "2020-02-01")])
    drill(at("18:40"))
    send(row, "prison", officer, [("李小红", "13900000000", "2020-02-02")])
    assert [cells[2] for _row, cells in lists(row, bao)] == ["2020-02-02"]
    assert [cells[2] for _row, cells in lists(row, bao, known=at("18:35"))] == ["2020-02-01"]


def test_the_page_shows_the_moment_and_offers_nothing_to_do(evening, page):
    now, then = page("round", evening.pk), page("round", evening.pk, hour="18:40")
    assert "Move the hour" in now
    assert "Move the hour" not in then
    assert "every 15s" not in then
    assert ("20:30" in now, "20:30" in then.partition("<main")[2], "19:30" in then) == (True, False, True)
    assert f"/questions/{evening.pk}/at/prison/?as_known=2020-02-03T18:40" in then


def test_a_units_answer_is_shown_as_it_stood(evening, page):
    assert '<p class="questions-said">3 ' in page("answer", evening.pk, "prison", hour="18:40")
    assert '<p class="questions-said">5 ' in page("answer", evening.pk, "prison", hour="18:52")
    assert "No answer yet." in page("answer", evening.pk, "centre", hour="18:40")


@pytest.mark.parametrize("name", ["round", "answer"])
def test_before_it_was_asked_a_sentence_says_so(evening, page, name):
    args = [evening.pk, "prison"] if name == "answer" else [evening.pk]
    assert "asked later; at that moment nobody knew of it" in page(name, *args, hour="18:20", status=400)


def test_the_list_is_that_of_the_moment(evening, page, bao, drill):
    drill(at("19:05"))
    actions.withdraw(evening, reason="x", by=bao)
    assert "1 of 3" in page("index", hour="18:40")
    assert "1 of 3" in page("index", hour="18:40", query="show=open")
    assert "No question was asked." in page("index", query="show=open")
    assert "No question was asked." in page("index", hour="18:20")
    assert "New question" not in page("index", hour="18:40").partition("<main")[2]


def test_a_standing_question_was_asked_every_day_until_somebody_knew_better(ask, page, bao, drill):
    standing = actions.keep(ask(), hour=at("19:30").time(), by=bao)
    drill(at("18:50"))
    actions.retire(standing, by=bao)
    drill(at("19:00"))
    assert "retired" in page("index", query="show=standing")
    assert "retired" not in page("index", query="show=standing", hour="18:40")
    assert "Nothing is asked every day." in page("index", query="show=standing", hour="18:20")


def test_where_a_figure_leads_keeps_the_moment(ask, send, page, officer, bao, drill):
    row = ask()
    standing = actions.keep(row, hour=at("19:30").time(), by=bao)
    send(row, "prison", officer, 3)
    drill(at("18:40"))
    assert "as_known=2020-02-03T18:35" in page("rows", "prison", DAY, standing.code, hour="18:35").partition("<main")[2]


def test_the_sheets_look_back_too(evening, bao):
    query = {"pk": str(evening.pk), "as_known": "2020-02-03T18:40"}
    assert sorted(str(row[1]) for row in exports.ANSWERS.rows(bao, query)) == ["3.0", "None", "None"]
    assert "19:30" in exports.ANSWERS.notes(bao, query)[1]
    [listed] = exports.ROUNDS.rows(bao, {"as_known": "2020-02-03T18:40"})
    assert (listed[2], listed[3]) == (at("19:30"), 1)
    with pytest.raises(Refused, match="no such question"):
        list(exports.ANSWERS.rows(bao, query | {"as_known": "2020-02-03T18:20"}))


def test_the_answers_of_a_closed_unit_stay_and_nothing_is_added(evening, page, client, bao, units, drill):
    drill(at("08:00", NEXT))
    org.close(units["prison"], day=NEXT, by=SYSTEM)
    assert board(Round.objects.get(pk=evening.pk), bao).whole.total == 7
    said = page("answer", evening.pk, "prison")
    assert "Test prison is closed since 4 February 2020." in said
    assert "questions-send" not in said
    page_url = reverse("questions:answer", args=[evening.pk, "prison"])
    answer = client.post(page_url, {"do": "send", "number": "9", "key": ""})
    assert answer.status_code == 422
    assert "nothing is entered there any more" in answer.content.decode()
