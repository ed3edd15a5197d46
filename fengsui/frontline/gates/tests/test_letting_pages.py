"""The pages of permits, passes, the terminal and who is inside, as people use them."""

import re

import pytest
from django.urls import reverse

from fengsui.cast import at
from fengsui.frontline.gates.actions import keeping, passes, permits
from fengsui.frontline.gates.models import Pass, Passage, Permit, PermitStep
from fengsui.frontline.gates.queries.passes import text
from fengsui.frontline.gates.tests.permits import NAME, approved, ask
from fengsui.ground.journal.models import Entry

ASK = {
    "people": f"{NAME}\t一监区\n李某,二监区",
    "since": "2020-02-03T18:00",
    "until": "2020-02-03T23:00",
    "reason": "换班",
}


@pytest.fixture
def browse(account, client):
    """browse(bao)(path) opens pages, (path, {...}) posts, in English."""
    given = {}

    def sign_in(person):
        if person.pk not in given:
            given[person.pk] = account(person, f"user-{person.pk}")
        client.force_login(given[person.pk])

        def ask(path, post=None, *, follow=True):
            answer = client.get if post is None else client.post
            found = answer(path, post or {}, HTTP_ACCEPT_LANGUAGE="en", follow=follow)
            found.text_ = found.content.decode()
            return found

        return ask

    return sign_in


@pytest.fixture
def terminal(other_gate):
    return f"/gates/{other_gate.pk}/terminal/"


def token(page, name):
    return re.search(f'name="{name}" value="([^"]*)"', page.text_)[1]


def test_a_shift_is_asked_for_pasted_and_approved_by_another(browse, officer, leader, other_gate):
    page = browse(officer)("/gates/permits/ask/")
    page = browse(officer)("/gates/permits/ask/", ASK | {"key": token(page, "key")})
    assert "Asked for 2 persons" in page.text_
    assert sorted(one.regular.building for one in Permit.objects.all()) == ["一监区", "二监区"]
    assert NAME not in page.text_
    chosen = {"pk": [one.pk for one in Permit.objects.all()], "do": "approve"}
    said = browse(leader)("/gates/permits/decide/", chosen)
    assert "2 permits approved" in said.text_
    undo = re.search(r'/gates/permits/undo/\?[^"]*', said.text_)[0].replace("&amp;", "&")
    assert "stand as before" in browse(leader)(undo, {}).text_
    assert PermitStep.objects.filter(undone=True).count() == 2


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(browse, officer):
    page = browse(officer)("/gates/permits/ask/", ASK | {"until": "2020-02-03T17:00", "people": "张某"})
    assert (page.status_code, "张某" in page.text_, "ends after it begins" in page.text_) == (422, True, True)
    for line in ("李某 送药 蒙D88888", "1\t李某\t一监区", "长" * 41):
        wrong = browse(officer)("/gates/permits/ask/", ASK | {"people": line})
        assert (wrong.status_code, "No name can be read" in wrong.content.decode()) == (422, True)
    assert browse(officer)("/gates/permits/ask/", ASK | {"people": "\n \n"}).status_code == 422


@pytest.mark.parametrize("state", ["", "asked", "live", "over", "refused", "revoked", "all", "rubbish"])
def test_each_filter_has_its_list(browse, officer, leader, prison, state):
    approved(prison, officer, leader)
    page = browse(leader)(f"/gates/permits/?state={state}&unit=prison")
    assert ("王**" in page.text_) is (state in {"", "live", "all", "rubbish"})


def test_names_are_shown_to_who_may_and_that_is_journalled(browse, officer, leader, bureau, prison):
    [permit] = ask(prison, officer)
    assert NAME in browse(leader)("/gates/permits/decide/", {"pk": permit.pk, "do": "names"}).text_
    assert NAME in browse(leader)(f"/gates/permits/{permit.pk}/", {}).text_
    assert Entry.objects.filter(kind="gates.names_shown").count() == 2
    assert NAME not in browse(leader)(f"/gates/permits/{permit.pk}/").text_
    assert browse(bureau)(f"/gates/permits/{permit.pk}/").status_code == 404


@pytest.mark.parametrize(("do", "said"), [("refuse", "1 permit refused"), ("revoke", "1 permit revoked"), ("cards", "approved and not over")])  # fmt: skip
def test_other_decisions(browse, officer, leader, prison, do, said):
    [permit] = ask(prison, officer)
    assert said in browse(leader)("/gates/permits/decide/", {"pk": permit.pk, "do": do, "reason": "未检测"}).text_
    assert "at least one" in browse(leader)("/gates/permits/decide/", {"do": do, "reason": "x"}).text_ or do == "cards"


def test_nothing_is_decided_without_saying_what(browse, leader, officer, prison):
    [permit] = ask(prison, officer)
    assert "Choose what" in browse(leader)("/gates/permits/decide/", {"pk": permit.pk, "reason": "x"}).text_


def test_a_pass_is_made_shown_printed_and_revoked(browse, officer, leader, prison):
    [permit] = approved(prison, officer, leader)
    page = browse(officer)("/gates/permits/decide/", {"pk": permit.pk, "do": "cards"})
    made = Pass.objects.get()
    assert f"/gates/passes/{made.pk}/" in page.text_
    assert "<svg" in browse(officer)(f"/gates/passes/{made.pk}/").text_
    assert NAME in browse(officer)(f"/gates/passes/{made.pk}/", {}).text_
    cards = browse(officer)("/gates/passes/cards/", {"all": "1", "asking": permit.asking})
    assert (cards.text_.count("cut-card"), NAME in cards.text_) == (1, True)
    assert "Choose passes" in browse(officer)("/gates/passes/cards/", {}).text_
    assert "1 pass revoked" in browse(officer)("/gates/passes/revoke/", {"pk": made.pk}).text_
    assert "was revoked" in browse(officer)(f"/gates/passes/{made.pk}/").text_
    assert f"/gates/passes/{made.pk}/" in browse(officer)(f"/gates/permits/{permit.pk}/").text_


@pytest.mark.parametrize("state", ["", "over", "revoked", "all"])
def test_each_filter_of_passes_has_its_list(browse, officer, leader, prison, state):
    passes.issue(approved(prison, officer, leader), by=officer)
    page = browse(officer)(f"/gates/passes/?state={state}&unit=prison")
    assert ("王**" in page.text_) is (state in {"", "all"})
    assert "王**" not in browse(officer)("/gates/passes/?building=7").text_


def test_standing_passes_are_made_in_the_background(browse, officer, prison, monkeypatch):
    from fengsui.ground.runs import actions as runs
    from fengsui.ground.runs.models import Run

    ask(prison, officer, "甲", "乙")
    assert "day to come" in browse(officer)("/gates/passes/new/", {"until": "2020-02-01"}).text_
    browse(officer)("/gates/passes/new/")
    browse(officer)("/gates/passes/new/", {"until": "2020-03-01"})
    run = Run.objects.get()
    runs.perform(run.pk)
    run.refresh_from_db()
    assert (run.outcome["n"], Pass.objects.count()) == (2, 2)
    assert "2 standing passes made" in browse(officer)(f"/runs/{run.pk}/").text_


def test_the_terminal_lets_in_by_a_scanned_pass_and_lists_who_is_inside(browse, officer, leader, prison, terminal):
    code = text(passes.issue(approved(prison, officer, leader), by=officer)[0])
    page = browse(officer)(terminal, {"do": "look", "way": "0", "code": code, "part": "1"})
    assert ("May go in" in page.text_, NAME in page.text_, "<html" in page.text_) == (True, True, False)
    sent = {"do": "register", "way": "0", "code": code, "heat": "365", "id": token(page, "id")}
    assert "terminal-good" in browse(officer)(terminal, sent).text_
    browse(officer)(terminal, sent)
    assert Passage.objects.count() == 1
    assert "1 person inside" in browse(officer)("/gates/inside/prison/").text_
    assert NAME in browse(officer)("/gates/inside/prison/", {}).text_
    assert (
        "测试监狱" in browse(officer)("/gates/inside/").text_
        or "Test prison" in browse(officer)("/gates/inside/").text_
    )


def test_whoever_is_typed_is_found_or_chosen_or_a_visitor(browse, officer, leader, prison, terminal):
    ask(prison, officer, permits.Guest("王甲", "1"), permits.Guest("王乙", "2", "蒙A12345"))
    look = browse(officer)
    several = look(terminal, {"do": "look", "way": "0", "code": "王"})
    assert "Which one?" in several.text_
    assert "王乙" in look(terminal, {"do": "look", "way": "0", "code": "蒙a 12345"}).text_
    who = Permit.objects.get(regular__building="1").regular_id
    assert "王甲" in look(terminal, {"do": "look", "way": "0", "who": who}).text_
    assert 'name="note"' in look(terminal, {"do": "look", "way": "0", "code": "张某"}).text_
    assert "Scan a pass" in look(terminal, {"do": "look", "way": "0"}).text_
    assert "none of ours" in look(terminal, {"do": "look", "way": "0", "code": "FS1.x.y"}).text_
    assert look(terminal, {"do": "look", "way": "0", "who": "00000000-0000-7000-8000-000000000000"}).status_code == 200


def test_a_refusal_stays_on_the_screen_with_what_was_typed(browse, officer, terminal, prison):
    page = browse(officer)(
        terminal, {"do": "register", "way": "0", "name": "张某", "heat": "374", "id": keeping.ident(at("18:30"))}
    )
    assert ("measure again" in page.text_, 'value="374"' in page.text_) == (True, True)
    assert (
        "Write a temperature"
        in browse(officer)(terminal, {"do": "register", "way": "0", "name": "张某", "heat": "warm"}).text_
    )
    assert "Choose why" in browse(officer)(terminal, {"do": "away", "way": "0", "name": "张某"}).text_
    done = browse(officer)(
        terminal, {"do": "away", "way": "0", "name": "张某", "reason": "stranger", "waited": "60000"}
    )
    assert "Turned away: Does not live" in done.text_
    row = Passage.objects.get()
    assert row.at == at("18:29")
    assert "Taken back" in browse(officer)(terminal, {"do": "back", "passage": row.pk}).text_
    assert "already" in browse(officer)(terminal, {"do": "back", "passage": row.pk}).text_
    assert browse(officer)(terminal, {"do": "back"}).status_code == 404


def test_the_terminal_is_a_facilitys_and_for_who_keeps_it(browse, bao, gate, officer, terminal):
    assert browse(bao)(terminal).status_code == 404
    assert browse(officer)(f"/gates/{gate.pk}/terminal/").status_code == 404
    assert browse(officer)(f"{terminal}?way=1").status_code == 200


def test_who_sees_no_gates_sees_none_of_it(browse, zhao):
    for name in ("permits", "passes", "inside", "permit_new", "pass_new"):
        assert browse(zhao)(reverse(f"gates:{name}")).status_code == 404
