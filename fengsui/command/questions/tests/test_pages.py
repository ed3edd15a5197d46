"""The pages: asking while one is told what exists, answering with one tap, watching."""

import io

import openpyxl
import pytest
from django.urls import reverse

from fengsui.cast import at
from fengsui.command.questions import actions
from fengsui.command.questions.models import Answer, Question, Round
from fengsui.command.questions.queries.similar import ENOUGH, overlap, tokens
from fengsui.command.questions.tests.conftest import COLUMNS, TEXT
from fengsui.ground.vault.actions import uuid7

FORM = {"text": "口罩库存", "kind": "number", "adds_up": "sum", "due": "2020-02-03T19:30", "kinds": "prison"}


@pytest.fixture
def browse(account, client):
    """browse(bao) returns how that person opens (or posts to) pages, in English."""
    given = {}

    def sign_in(person):
        if person.pk not in given:
            given[person.pk] = account(person, f"user-{person.pk}")
        client.force_login(given[person.pk])

        def ask(path, post=None, *, follow=True):
            answer = client.get if post is None else client.post
            return answer(path, post or {}, HTTP_ACCEPT_LANGUAGE="en", follow=follow)

        return ask

    return sign_in


def address(row, code="prison", name="answer"):
    return reverse(f"questions:{name}", args=[row.pk, code])


def test_a_question_is_asked_on_one_page(browse, bao):
    page = browse(bao)
    assert page("/questions/new/").status_code == 200
    assert "Asked. 2 units have it on their Today." in page("/questions/new/", FORM).text
    assert Question.objects.get().text == "口罩库存"


def test_a_list_with_its_columns(browse, bao):
    browse(bao)("/questions/new/", FORM | {"kind": "rows", "column-0": "姓名", "column-kind-0": "text",
                "column-personal-0": "on", "column-1": "类别", "column-kind-1": "choice", "column-choices-1": "民警，职工"})  # fmt: skip
    assert Question.objects.get().columns == [
        {"name": "姓名", "kind": "text", "personal": True, "choices": []},
        {"name": "类别", "kind": "choice", "personal": False, "choices": ["民警", "职工"]},
    ]


def test_a_refusal_keeps_what_was_typed(browse, bao):
    page = browse(bao)("/questions/new/", FORM | {"kinds": "", "low": "5", "high": "1"})
    assert page.status_code == 422
    assert "The least value must not lie above the greatest." in page.text
    assert "口罩库存" in page.text


def test_while_typing_one_is_told_what_was_asked(browse, bao, ask, send, officer):
    row = ask()
    send(row, "prison", officer, 3)
    actions.withdraw(actions.again(row, due=at("20:30"), by=bao), reason="x", by=bao)
    actions.again(row, due=at("21:30"), by=bao)
    said = browse(bao)("/questions/new/look/", {"text": "从湖北返回的民警", "kinds": "prison"}).text
    assert TEXT in said
    assert "0 of 3" in said  # the newest round
    assert "2 units will be asked." in said
    assert "<html" not in said


def test_while_typing_one_is_told_what_is_computed(browse, bao):
    said = browse(bao)("/questions/new/look/", {"text": "Prisoners held at night", "kinds": "prison"}).text
    assert "Prisoners held" in said
    assert "2 of them have a similar number computed already." in said
    assert (
        "number computed already" not in browse(bao)("/questions/new/look/", {"text": "口罩", "due": "2020-02-3"}).text
    )


def test_the_choice_narrows_below_a_bureau(browse, bao, superior):
    part = browse(bao)("/questions/new/look/?part=whom", {"under": "league", "line": "territory"}).text
    assert 'id="kind-centre"' in part
    assert 'id="kind-prison"' not in part
    assert 'id="unit-prison-2"' in browse(superior)("/questions/new/look/?part=whom", {}).text


def test_the_same_units_as_last_time(browse, bao, ask):
    row = ask("prison", "centre")
    assert "the same 2 units as last time" in browse(bao)(f"/questions/new/?again={row.pk}").text
    browse(bao)("/questions/new/", FORM | {"again": str(row.pk), "kinds": ""})
    assert Round.objects.exclude(pk=row.pk).get().asked.count() == 2
    assert browse(bao)("/questions/new/?again=rubbish").status_code == 200


def test_words_overlap_by_pairs_of_characters():
    assert tokens("湖北返回 Officers") == {"湖北", "北返", "返回", "officers"}
    assert overlap(tokens("湖北返回"), tokens("曾到湖北后返回的民警")) == pytest.approx(2 / 3)
    assert overlap(tokens("人数"), tokens("在押人数")) == 0
    assert overlap(tokens("近14天到过湖北、已返岗的民警人数"), tokens("曾到湖北后返回的民警职工人数")) >= ENOUGH
    assert overlap(tokens("口罩库存"), tokens("湖北返回的民警人数")) == 0


def test_today_leads_to_the_answer_with_one_tap(browse, officer, ask):
    row = ask()
    page = browse(officer)("/")
    assert (TEXT in page.text, address(row) in page.text) == (True, True)
    assert "Sent. It counts from now on." in browse(officer)(address(row), {"number": "１２", "do": "send"}).text
    assert Answer.objects.get().number == 12


def test_none_is_one_button(browse, officer, ask):
    browse(officer)(address(ask()), {"number": "", "do": "zero"})
    assert Answer.objects.get().number == 0


def test_rubbish_is_a_sentence_beside_the_field(browse, officer, ask):
    page = browse(officer)(address(ask()), {"number": "十二", "do": "send"})
    assert page.status_code == 422
    assert "Write a number with digits" in page.text
    assert 'value="十二"' in page.text


def test_the_last_answer_is_a_hint_and_can_be_repeated_where_that_was_said(browse, officer, ask, send, bao, drill):
    row = ask(repeats=True)
    send(row, "prison", officer, 3)
    made = actions.again(row, due=at("20:30"), by=bao)
    page = browse(officer)(address(made))
    assert "As last time: 3" in page.text
    assert 'name="number" value=""' in page.text
    browse(officer)(address(made), {"do": "repeat"})
    assert Answer.objects.get(asked__round=made).number == 3


def test_a_conflict_shows_both(browse, officer, leader, ask, send):
    row = ask()
    send(row, "prison", officer, 3)
    page = browse(leader)(address(row), {"number": "4", "do": "send", "seen": ""})
    assert page.status_code == 409
    assert ("民警甲 sent at" in page.text, "<strong>3</strong>" in page.text, 'value="4"' in page.text) == (
        True,
        True,
        True,
    )


def test_a_list_is_pasted_grows_and_may_be_nobody(browse, officer, ask):
    row = ask(kind="rows", columns=COLUMNS)
    page = browse(officer)
    spread = page(
        address(row), {"row-1": "", "cell-1-0": "甲", "do": "spread", "block": "乙\t138\t2020-01-24\n丙,139"}
    ).text
    assert all(f'value="{name}"' in spread for name in ("甲", "乙", "丙", "139"))
    assert page(address(row), {"row-1": "", "cell-1-0": "", "do": "send"}).status_code == 422
    page(address(row), {"row-1": "", "cell-1-0": "甲", "do": "nobody"})
    assert Answer.objects.get().number == 0


def test_undo_takes_the_answer_back(browse, officer, ask, send):
    row = ask()
    send(row, "prison", officer, 3)
    assert "Taken back." in browse(officer)(address(row, name="undo"), {"x": "1"}).text
    assert "no answer to take back" in browse(officer)(address(row, name="undo"), {"x": "1"}).text


def test_a_note_leads_to_ones_own_answer_or_to_the_round(browse, officer, bao, ask):
    row = ask()
    path = reverse("questions:mine", args=[row.pk])
    assert browse(officer)(path, follow=False)["Location"] == address(row)
    assert browse(bao)(path, follow=False)["Location"] == reverse("questions:round", args=[row.pk])


def test_watching_shows_sums_and_who_is_missing(browse, bao, ask, send, officer, keeper):
    row = ask()
    send(row, "prison", officer, 3)
    send(row, "centre", keeper, 2)
    path = reverse("questions:round", args=[row.pk])
    part = browse(bao)(f"{path}?part=filling&show=missing").text
    assert "/chase/territory/department/?kind=questions.answer" in browse(bao)(path).text
    assert "<html" not in part
    assert ("Test prison-2" in part, "Test centre</a>" in part) == (True, False)
    assert ">5<" in part
    assert "Test prisons" in browse(bao)(f"{path}?line=prison").text


def test_each_sees_the_answers_of_units_that_answer_to_them(browse, bureau, officer, ask, send, keeper):
    row = ask()
    send(row, "centre", keeper, 2)
    path = reverse("questions:round", args=[row.pk])
    assert ("Test centre" in browse(bureau)(path).text, "Test prison" in browse(bureau)(path).text) == (True, False)
    assert "Test centre" not in browse(officer)(path).text


def test_choices_are_counted_and_texts_are_listed(browse, bao, ask, send, officer):
    chosen, text = ask(kind="choice", choices=["有", "无"]), ask(kind="text")
    send(chosen, "prison", officer, "有")
    send(text, "prison", officer, "测试文字")
    assert "有</th><td" in browse(bao)(reverse("questions:round", args=[chosen.pk])).text
    assert "测试文字" in browse(bao)(reverse("questions:round", args=[text.pk])).text


def test_everything_that_is_done_with_a_round(browse, bao, ask):
    row, page = ask(), browse(bao)

    def do(name, **post):
        return page(reverse(f"questions:{name}", args=[row.pk]), post or {"x": "1"}).text

    assert "The hour is moved." in do("extend", due="2020-02-03T21:00")
    assert "Choose a day and an hour." in do("extend", due="21 Uhr")
    assert "Asked again." in do("again", due="2020-02-03T21:00")
    assert "Choose a day and an hour." in do("again")
    assert "asked every day from now on" in do("keep", **{"keep-hour": "19:30", "keep-since": "2020-02-03"})
    assert "asked every day already" in do("keep", **{"keep-hour": "19:30", "keep-since": "2020-02-03"})
    assert "Closed. What came in counts" in do("close")
    assert "closed or withdrawn already" in do("withdraw", reason="x")


def test_a_standing_question_is_listed_and_retired(browse, bao, ask):
    row, page = ask(), browse(bao)
    assert "Nothing is asked every day." in page("/questions/?show=standing").text
    kept = actions.keep(row, hour=row.due_at.time(), by=bao)
    assert "asked every day" in page("/questions/?show=standing").text
    assert "Its past stays" in page(reverse("questions:retire", args=[kept.pk]), {"x": "1"}).text
    assert "asked no more already" in page(reverse("questions:retire", args=[kept.pk]), {"x": "1"}).text
    assert TEXT in page("/questions/?show=open").text


def test_a_figure_leads_to_the_answers(browse, bao, ask, send, officer):
    row = ask()
    kept = actions.keep(row, hour=row.due_at.time(), by=bao)
    send(row, "prison", officer, 3)
    figure = browse(bao)(f"/rollup/territory/prisons/2020-02-03/{kept.code}/").text
    link = reverse("questions:rows", args=["prison", "2020-02-03", kept.code])
    assert link in figure
    assert browse(bao)(link, follow=False)["Location"] == reverse("questions:round", args=[row.pk])


def test_a_row_in_full_takes_a_reason(browse, leader, ask, send, officer):
    row = ask(kind="rows", columns=COLUMNS)
    sent = send(row, "prison", officer, [["演练职工甲", "13800000001", ""]])
    path = reverse("questions:unmask", args=[sent.rows.get().pk])
    assert "演练职工甲" not in browse(leader)(address(row)).text
    assert "演练职工甲" in browse(leader)(path, {"reason": "联系"}).text
    assert "Say why" in browse(leader)(path, {"reason": ""}).text


def test_the_workbook_has_the_names_in_full(browse, bao, ask, send, officer):
    row = ask(kind="rows", columns=COLUMNS)
    send(row, "prison", officer, [["演练职工甲", "=1+1", ""]])
    path = reverse("questions:xlsx", args=[row.pk])
    assert "Say why" in browse(bao)(path, {"reason": ""}).text
    book = openpyxl.load_workbook(io.BytesIO(browse(bao)(path, {"reason": "流调"}).content))
    assert [cell.value for cell in book["Rows"][2]] == ["Test prison", "演练职工甲", "=1+1", None]
    assert [cell.value for cell in book["Totals"][5]][:5] == ["Test department", 1, 3, 0, 1]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_list_is_taken_out_masked(browse, bao, ask, send, officer, form):
    row = ask(kind="rows", columns=COLUMNS)
    send(row, "prison", officer, [["演练职工甲", "13800000001", ""]])
    send(ask(), "prison", officer, 3)
    for key, query in (("answers", f'{{"pk": "{row.pk}"}}'), ("rounds", "{}")):
        page = browse(bao)(f"/runs/export/questions.{key}/", {"form": form, "query": query, "next": "/"})
        assert page.status_code == 200


def test_what_the_exports_say(bao, officer, zhao, ask, send):
    from fengsui.command.questions.exports import ANSWERS, ROUNDS
    from fengsui.house import Refused

    listed, number = ask(kind="rows", columns=COLUMNS), ask()
    send(listed, "prison", officer, [["演练职工甲", "13800000001", ""]])
    send(number, "prison", officer, 3)
    assert list(ANSWERS.rows(bao, {"pk": str(listed.pk)})) == [["Test prison", "演****", "*********01", ""]]
    assert [row[:2] for row in ANSWERS.rows(bao, {"pk": str(number.pk)})] == [
        ["Test centre", None], ["Test prison", 3], ["Test prison-2", None],
    ]  # fmt: skip
    assert [row[3:5] for row in ROUNDS.rows(bao, {"show": "open"})] == [[1, 3], [1, 3]]
    assert len(ANSWERS.heads({"pk": str(listed.pk)})) == 4
    assert (ANSWERS.heads({"pk": "x"}), ANSWERS.notes(bao, {})) == ([], [])
    with pytest.raises(Refused, match="no such question"):
        list(ANSWERS.rows(zhao, {"pk": str(listed.pk)}))


def test_sent_twice_through_the_page_is_one_answer(browse, officer, ask):
    row, key = ask(), str(uuid7())
    for _n in range(2):
        browse(officer)(address(row), {"number": "3", "do": "send", "key": key})
    assert Answer.objects.count() == 1
