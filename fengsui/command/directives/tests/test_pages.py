"""The pages: drafting, issuing, receiving on a phone, watching, exporting, searching."""

import pytest
from django.urls import reverse

from fengsui.cast import _person, at
from fengsui.command.directives import actions
from fengsui.command.directives.exports import RECEIPTS, REGISTER
from fengsui.command.directives.models import Directive, Local, Mark, Receipt
from fengsui.command.directives.search import directives
from fengsui.command.directives.tests.conftest import TEXT, TITLE
from fengsui.ground.documents import actions as documents
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

FORM = {
    "title": TITLE, "text": TEXT, "kind": "notice", "lines": ["territory"], "depth": "", "stepwise": "0",
    "acknowledge_by": "2020-02-03T20:00", "do_by": "2020-02-03T22:00", "asks_result": "on",
}  # fmt: skip


@pytest.fixture
def browse(account, client):
    """browse(bao) returns how that person opens (or posts to) pages, in English."""
    given = {}

    def sign_in(person):
        given.setdefault(person.pk, None)
        if given[person.pk] is None:
            given[person.pk] = account(person, f"user-{person.pk}")
        client.force_login(given[person.pk])

        def ask(name, *args, post=None, query=""):
            path = reverse(f"directives:{name}", args=args) + query
            answer = client.get if post is None else client.post
            return answer(path, post or {}, HTTP_ACCEPT_LANGUAGE="en", follow=True)

        return ask

    return sign_in


def test_drafted_checked_approved_issued(browse, bao):
    page = browse(bao)
    assert page("new").status_code == 200
    assert "Draft saved" in page("new", post=FORM | {"key": str(uuid7())}).text
    row = Directive.objects.get()
    assert "Whom it would reach now" in page("directive", row.pk).text
    page("check", row.pk, post={"note": "可"})
    assert "Enter the code letters" in page("approve", row.pk, post={"revision": "1"}).text
    assert "no code letters yet" in page("issue", row.pk, post={}).text
    documents.arrange_series(row.unit, "documents", title="发文", letters="测司发", by=bao)
    answer = page("issue", row.pk, post={}).text
    assert all(words in answer for words in ("on their Today", "测司发〔2020〕1号", f"/documents/{row.document_id}/"))
    assert "still open, the next until" in page("tree", row.pk, "territory", "department").text


def test_annexes_are_added_one_by_one(browse, bao):
    page = browse(bao)
    one = {"annex_title_0": "方案", "annex_text_0": "逐人登记。", "do": "stay"}
    answer = page("new", post=FORM | one | {"key": str(uuid7())})
    assert all(words in answer.text for words in ("Change the draft", "逐人登记。", "annex_title_1"))
    row = Directive.objects.get()
    page("edit", row.pk, post=FORM | one | {"annex_title_1": "表", "annex_text_1": "", "revision": "1"})
    row.refresh_from_db()
    assert [annex["title"] for annex in row.annexes] == ["方案", "表"]
    assert "Annex 2 · 表" in page("directive", row.pk).text


def test_who_may_not_enter_the_letters_reads_who_may(browse, units, wanted, bureau):
    row = actions.draft(units["league"], wanted("county"), by=bureau)
    clerk = _person(units, "科员甲", "league", "officer")
    assert "Ask a leader" in browse(clerk)("directive", row.pk).text


def test_sent_back_on_the_page(browse, approved, bao):
    row = approved()
    page = browse(bao)
    assert "The approval is taken back" in page("directive", row.pk).text
    assert "Say what is to be changed" in page("back", row.pk, post={"reason": " "}).text
    assert "时限太短" in page("back", row.pk, post={"reason": "时限太短"}).text


def test_the_deadline_moved_on_the_page(browse, issued, bao):
    row = issued(do_by="22:00")
    page, form = browse(bao), {"acknowledge_by": "2020-02-03T21:00", "do_by": "2020-02-03T23:00", "reason": "路远"}
    answer = page("deadline", row.pk, post=form | {"acknowledge_by": "2020-02-03T17:00"})
    assert (answer.status_code, "over already" in answer.text, "路远" in answer.text) == (422, True, True)
    assert page("deadline", row.pk, post=form | {"reason": ""}).status_code == 422
    assert "Moved deadlines" in page("deadline", row.pk, post=form).text


def test_the_page_as_it_was_known(browse, issued, bao, drill):
    row = issued()
    drill(at("19:00"))
    actions.withdraw(row, reason="另行部署", by=bao)
    page, then = browse(bao), "?as_known=2020-02-03T18:45"
    answer = page("directive", row.pk, query=then)
    assert ("另行部署" in answer.text, "/withdraw/" in answer.text) == (False, False)
    tree = page("tree", row.pk, "territory", "department", query=then)
    assert ("Who blocks" in tree.text or "Nobody blocks" in tree.text, "hx-get" in tree.text) == (True, False)
    assert page("directive", row.pk, query="?as_known=2020-02-03T18:00").status_code == 400


def test_a_refusal_keeps_what_was_typed(browse, bao):
    answer = browse(bao)("new", post=FORM | {"acknowledge_by": "2020-02-03T17:00"})
    assert (answer.status_code, TITLE in answer.text, "over already" in answer.text) == (422, True, True)


def test_two_at_a_draft(browse, bao, units, wanted):
    row = actions.draft(units["department"], wanted(), by=bao)
    page = browse(bao)
    assert TITLE in page("edit", row.pk).text
    actions.rewrite(row, wanted(text="别人写的"), revision=1, by=bao)
    answer = page("edit", row.pk, post=FORM | {"title": "我写的", "revision": "1"})
    assert all(words in answer.text for words in ("别人写的", "我写的", "meanwhile"))
    assert "It is to be checked" in page("edit", row.pk, post=FORM | {"revision": "2"}).text


def test_what_is_approved_is_not_edited(browse, bao, approved):
    row = approved()
    assert "Its text is fixed" in browse(bao)("edit", row.pk).text
    assert "by now" in browse(bao)("check", row.pk, post={}).text


def test_received_on_a_phone(browse, issued, clerk):
    row = issued(do_by="22:00", asks_result=True)
    page = browse(clerk)
    assert "to acknowledge" in page("index").text
    assert "directives-big" in page("mine", row.pk).text
    assert Receipt.objects.filter(mark=Mark.READ, by=clerk).count() == 1
    assert "Acknowledged." in page("delivery", row.pk, "office", post={"do": "acknowledge"}).text
    assert "to be done" in page("index").text
    page("delivery", row.pk, "office", post={"do": "local", "text": "逐户走访"})
    answer = page("delivery", row.pk, "office", post={"do": "done", "result": ""})
    assert (answer.status_code, "what came of it" in answer.text) == (422, True)
    assert "Reported as done" in page("delivery", row.pk, "office", post={"do": "done", "result": "已走访"}).text


def test_passed_on_with_its_measure(browse, issued, bureau, clerk):
    row = issued(stepwise=True)
    page = browse(bureau)
    page("delivery", row.pk, "league", post={"do": "acknowledge"})
    assert "to pass on" in page("delivery", row.pk, "league").text
    assert "Passed on." in page("delivery", row.pk, "league", post={"do": "pass", "text": "加一条"}).text
    assert Local.objects.get().text == "加一条"
    assert "those below see" in page("delivery", row.pk, "league").text
    assert browse(clerk)("mine", row.pk).status_code == 404  # the county has not passed it on


def test_another_officer_was_faster(browse, issued, at_unit, officer, leader):
    row = issued("prison", do_by="22:00")
    actions.add_local(at_unit(row, "prison"), "甲写的", by=leader)
    actions.do(at_unit(row, "prison"), "甲办的", by=leader)
    page = browse(officer)
    answer = page("delivery", row.pk, "prison", post={"do": "local", "text": "乙写的", "seen": ""})
    assert (answer.status_code, "甲写的" in answer.text, "乙写的" in answer.text) == (409, True, True)
    answer = page("delivery", row.pk, "prison", post={"do": "done", "result": "乙办的"})
    assert (answer.status_code, "甲办的" in answer.text, "乙办的" in answer.text) == (409, True, True)


def test_withdrawn_while_somebody_types(browse, issued, bao, officer):
    row = issued("prison", do_by="22:00")
    page = browse(bao)
    assert "Say why" in page("withdraw", row.pk, post={"reason": " "}).text
    assert "is told" in page("withdraw", row.pk, post={"reason": "有误"}).text
    answer = browse(officer)("delivery", row.pk, "prison", post={"do": "done", "result": "已办"})
    assert (answer.status_code, "To copy" in answer.text, "已办" in answer.text) == (409, True, True)


def test_a_corrected_version_begins_with_the_old_text(browse, issued, bao):
    row = issued()
    page = browse(bao)
    assert TITLE in page("new", query=f"?replaces={row.pk}").text
    page("new", post=FORM | {"title": "关于更正的通知", "replaces": str(row.pk)})
    new = Directive.objects.get(title="关于更正的通知")
    actions.check(new, by=bao)
    actions.issue(actions.approve(new, revision=1, by=bao), by=bao)
    assert "A corrected version replaced it" in page("directive", row.pk).text


def test_the_region_sees_who_blocks_and_reminds(browse, issued, bao, officer, drill):
    row = issued("prison", per_person=True)
    page = browse(bao)
    assert "has time until" in page("tree", row.pk, "prison", "prisons").text
    drill(at("20:30"))
    assert "has not acknowledged" in page("tree", row.pk, "prison", "prisons").text
    assert "1 person was reminded" in page("remind", row.pk, "prison", "prison", post={"back": "prisons"}).text
    assert "less than" in page("remind", row.pk, "prison", "prisons", post={}).text
    assert "Each person" in page("delivery", row.pk, "prison").text


def test_a_reminder_says_where_nobody_is(browse, issued, bao, officer):
    row = issued("prison", "prison-2")
    assert "telephone" in browse(bao)("remind", row.pk, "prison", "prisons", post={}).text


def test_each_sees_what_is_theirs(browse, issued, units, wanted, bao, clerk, keeper):
    row = issued("office")
    draft = actions.draft(units["department"], wanted(), by=bao)
    assert browse(keeper)("directive", row.pk).status_code == 404
    assert browse(clerk)("directive", draft.pk).status_code == 404
    assert browse(clerk)("pdf", row.pk).content == b"%PDF-1.7 test"
    assert browse(clerk)("tree", row.pk, "territory", "department").status_code == 404
    assert draft.title in browse(bao)("index", query="?show=drafts").text


def test_of_very_many_the_justice_offices_are_not_picked_one_by_one(browse, bao, monkeypatch):
    from fengsui.command.directives.queries import whom

    page = browse(bao)
    assert "Test office" in page("new").text
    monkeypatch.setattr(whom, "LISTED", 7)
    assert "Test office" not in page("new").text


def test_a_draft_prints_as_a_draft(browse, units, wanted, bao):
    row = actions.draft(units["department"], wanted(), by=bao)
    assert browse(bao)("pdf", row.pk).content == b"%PDF-1.7 test"


def test_exported(issued, at_unit, bao, clerk, zhao, drill):
    row = issued("county", do_by="22:00", asks_result=True)
    drill(at("19:00"))
    actions.do(at_unit(row, "office"), "已办", by=clerk)
    query = {"pk": str(row.pk), "line": "territory", "code": "department"}
    rows = list(RECEIPTS.rows(bao, query))
    assert [(one[0], one[3], one[7]) for one in rows] == [("county", 0, ""), ("office", 1, "已办")]
    assert (RECEIPTS.total(bao, query), RECEIPTS.notes(bao, query), RECEIPTS.name(query)[:8]) == (
        2,
        [TITLE],
        "receipts",
    )
    assert [one[5:8] for one in REGISTER.rows(bao, {})] == [[1, 1, 2]]
    assert REGISTER.total(bao, {}) == 1
    for asked in (query | {"pk": "x"}, query | {"line": "x"}):
        with pytest.raises(Refused, match="no such directive"):
            list(RECEIPTS.rows(bao, asked))


def test_found(issued, bao, zhao):
    row = issued("office")
    assert [hit.title for hit in directives(bao, "疫情防控", 5)] == [TITLE]
    assert [hit.url for hit in directives(bao, "1", 5)] == [f"/directives/{row.pk}/mine/"]
    assert directives(zhao, "疫情防控", 5) == []
