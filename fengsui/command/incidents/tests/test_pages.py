"""The pages: what is typed is kept, what is refused says why, nothing shows to strangers."""

from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.models import Fever, Incident, Step
from fengsui.command.incidents.tests.conftest import TEXT, stage
from fengsui.command.tasks.models import Task
from fengsui.ground.vault.actions import uuid7

NEW = {"kind": "fever", "text": TEXT, "learned": "2020-02-03T18:10"}
PRISON = {"unit": "prison"}


def do(ask, incident, deed, **typed):
    fields = {f"{deed}-{key}": value for key, value in typed.items()}
    return ask(f"/incidents/{incident.pk}/do/", {"do": deed, **fields})


def test_reported_on_one_page(browse, officer):
    page = browse(officer)
    assert "Report it now" in page("/incidents/new/?kind=fever").text
    answer = page(
        "/incidents/new/", NEW | {"persons": "1", "place": "一监区", "about_persons": "王某", "celsius": "38.5"}
    )
    assert "Reported in time." in answer.text
    assert str(Fever.objects.get().celsius) == "38.5"
    assert (Step.objects.get().persons, Step.objects.get().place) == (1, "一监区")


def test_late_it_is_taken_and_says_so(browse, officer):
    assert "after its hour" in browse(officer)("/incidents/new/", NEW | {"learned": "2020-02-03T15:00"}).text


def test_what_was_typed_is_kept_with_what_is_wrong(browse, officer):
    for wrong, said in (
        ({"learned": "2020-02-03T19:00"}, "later than now"), ({"happened": "2020-02-03T18:20"}, "before it happened"),
        ({"kind": ""}, "required"), ({"celsius": "36.5"}, "no fever"),
    ):  # fmt: skip
        answer = browse(officer)("/incidents/new/", NEW | wrong)
        assert (answer.status_code, said in answer.text, TEXT in answer.text) == (422, True, True), wrong


def test_a_second_of_its_kind_asks_and_leads_there(browse, officer, report):
    incident = report()
    page = browse(officer)
    answer = page("/incidents/new/", NEW)
    assert ("another incident than that" in answer.text, f"/incidents/{incident.pk}/" in answer.text) == (True, True)
    assert "Reported" in page("/incidents/new/", NEW | {"again": "on"}).text
    answer = browse(officer)("/incidents/note/", NEW | PRISON)
    newest = Incident.objects.latest("pk").pk
    assert (answer.status_code, f"/incidents/{newest}/" in answer.text) == (422, True)


def test_sent_twice_through_the_page_it_is_one(browse, officer, li):
    for person, path, typed in ((officer, "/incidents/new/", {}), (li, "/incidents/note/", PRISON | {"kind": "fire"})):
        key = str(uuid7())
        for _n in range(2):
            browse(person)(path, NEW | typed | {"key": key})
    assert Incident.objects.count() == 2


def test_noted_from_above_reported_by_the_unit(browse, li, officer):
    assert "Noted. The unit owes" in browse(li)("/incidents/note/", NEW | PRISON).text
    incident, page = Incident.objects.get(), browse(officer)
    assert "Make the first report" in page(f"/incidents/{incident.pk}/").text
    assert TEXT in page(f"/incidents/{incident.pk}/first/").text
    assert "takes a correction" in page(f"/incidents/{incident.pk}/first/", NEW | {"learned": "2020-02-03T18:20"}).text
    assert "Reported in time." in page(f"/incidents/{incident.pk}/first/", NEW).text
    assert page(f"/incidents/{incident.pk}/first/").redirect_chain


def test_everything_that_the_unit_does(browse, report, officer):
    incident, page = report(), browse(officer)
    assert "Reported. The next" in do(page, incident, "followed", text="已隔离", taken="单间").text
    assert "Say in a sentence" in do(page, incident, "closed").text
    answer = do(page, incident, "closed", text="排除")
    assert "Closed with its final report." in answer.text
    undo = f"/incidents/{incident.pk}/undo/?step={queries.now(incident).pk}"
    assert undo in answer.text
    assert "Taken back" in page(undo, {"x": "1"}).text
    assert "cannot be taken back" in page(f"/incidents/{incident.pk}/undo/?step=x", {"x": "1"}).text
    assert "Issued as 〔2020〕第1期" in do(page, incident, "issue").text
    assert "Withdrawn." in do(page, incident, "withdrawn", reason="误报").text
    assert "Open again." in do(page, incident, "reopened", reason="x").text
    assert stage(incident) == "reported"


def test_corrected_on_its_page(browse, report, officer):
    incident, page = report(), browse(officer)
    assert TEXT in page(f"/incidents/{incident.pk}/correct/").text
    assert "Corrected." in page(f"/incidents/{incident.pk}/correct/", NEW | {"text": "x", "reason": "y"}).text
    answer = page(f"/incidents/{incident.pk}/correct/", NEW | {"learned": "2020-02-03T18:31", "reason": "y"})
    assert answer.status_code == 422
    actions.withdraw(incident, "x", by=officer)
    assert page(f"/incidents/{incident.pk}/correct/").status_code == 404


def test_acknowledged_by_one_tap(browse, report, li, bao):
    incident = report()
    assert "Acknowledge: I have" in browse(li)(f"/incidents/{incident.pk}/").text
    assert "Acknowledged:" in do(browse(li), incident, "take").text
    answer = do(browse(bao), incident, "take")
    assert (answer.status_code, "has it in hand since" in answer.text) == (422, True)


def test_a_refusal_says_why_and_rubbish_changes_nothing(browse, report, li):
    incident = report()
    assert do(browse(li), incident, "followed", text="x").status_code == 422
    do(browse(li), incident, "dance")
    assert Step.objects.count() == 1


def test_the_pathway_is_entered_step_by_step(browse, report, officer):
    incident, page = report(learned="18:00"), browse(officer)

    def enter(step, **typed):
        fields = {f"fever-{step}-{key}": value for key, value in {"at": "2020-02-03T18:05", **typed}.items()}
        return page(f"/incidents/{incident.pk}/fever/", {"step": step, **fields})

    assert "begins at 37.3" in enter("measured", celsius="37").text
    assert "Entered: Measured." in enter("measured", celsius="38.5").text
    assert "entered again" in enter("measured", celsius="38.6").text
    assert "Entered: Isolated alone." in enter("isolated").text
    assert "38.5 °C" in enter("dance").text
    assert enter("doctor", at="soon").status_code == 422


def test_reported_outside(browse, report, officer):
    incident, page = report(), browse(officer)
    typed = {"outside-channel": "direct", "outside-at": "2020-02-03T18:20", "outside-card": "150100-1"}
    assert "150100-1" in page(f"/incidents/{incident.pk}/outside/", typed).text
    answer = page(f"/incidents/{incident.pk}/outside/", typed | {"outside-card": "x"})
    assert (answer.status_code, "entered again" in answer.text) == (422, True)
    assert page(f"/incidents/{incident.pk}/outside/", {}).status_code == 422


def test_a_task_comes_of_it(browse, report, li, officer):
    incident, page = report(), browse(li)
    typed = {"task-text": "核实双岗", "task-to": "prison", "task-due": "2020-02-03T20:00"}
    assert "核实双岗" in page(f"/incidents/{incident.pk}/task/", typed).text
    assert Task.objects.get().about == incident.about
    answer = page(f"/incidents/{incident.pk}/task/", typed | {"task-due": "2020-02-03T18:00"})
    assert (answer.status_code, "still to come" in answer.text) == (422, True)
    assert page(f"/incidents/{incident.pk}/task/", {}).status_code == 422
    assert browse(officer)(f"/incidents/{incident.pk}/task/", typed).status_code == 404


def test_what_it_says_of_persons_is_shown_for_a_reason(browse, report, leader, officer):
    incident = report(about_persons="王某")
    path = f"/incidents/{incident.pk}/persons/"
    assert "王某" in browse(leader)(path, {"persons-reason": "x"}).text
    assert browse(leader)(path, {}).status_code == 422
    answer = browse(officer)(path, {"persons-reason": "x"})
    assert (answer.status_code, "王某" in answer.text) == (422, False)


def test_a_bulletin_is_read(browse, report, officer, li, keeper):
    sheet = actions.issue(report(), by=officer)
    assert browse(li)(f"/incidents/sheets/{sheet.pk}/").content.startswith(b"%PDF")
    assert browse(keeper)(f"/incidents/sheets/{sheet.pk}/").status_code == 404
