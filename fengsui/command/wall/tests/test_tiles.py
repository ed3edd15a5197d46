"""The poll: only what says something else is sent, and each answer says of when it is."""

import re

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions as assessment
from fengsui.command.reports import actions as reports
from fengsui.command.wall.tests.conftest import WALL


def have(html):
    return re.findall(r'name="have" value="([^"]+)"', html)


def poll(client, marks, **more):
    return client.get(f"{WALL}tiles/", {"have": marks} | more, headers={"HX-Request": "true"})


def sent(response):
    return re.findall(r'id="tile-(\w+)"', response.content.decode())


def test_nothing_new_is_nothing_sent(as_, bao, drill, count):
    count(held=500, fevers=1)
    client = as_(bao)
    marks = have(client.get(WALL).content.decode())
    drill(at("18:30:40"))
    answer = poll(client, marks)
    assert (len(marks), answer.status_code, answer.content) == (5, 204, b"")
    assert (answer["X-Wall-Hour"], answer["X-Wall-Rate"], answer["X-Wall-Head"]) == ("18:30:40", "0", f"{DAY}.1.0")


def test_a_signature_changes_the_tiles_that_speak_of_it_and_no_other(as_, bao, officer, prison, count):
    count(held=500, fevers=1)
    assessment.look(DAY)
    client = as_(bao)
    marks = have(client.get(WALL).content.decode())
    reports.sign(prison, DAY, {}, revision=0, by=officer)
    answer = poll(client, marks)
    assert sent(answer) == ["figures", "coming", "map"]
    assert answer.content.decode().count('hx-swap-oob="true"') == 3
    assert poll(client, [*marks[3:], *have(answer.content.decode())]).status_code == 204


def test_findings_looked_for_again_say_of_when_they_are(as_, bao, drill, count):
    assessment.look(DAY)
    client = as_(bao)
    marks = have(client.get(WALL).content.decode())
    drill(at("18:30:20"))
    assessment.look(DAY)
    drill(at("18:30:40"))
    answer = poll(client, marks)
    assert sent(answer) == ["grave"]
    assert "18:30:20" in answer.content.decode()


def test_the_map_that_was_chosen_is_kept(as_, bao, count, place):
    place(prison="150402")
    count(held=500, fevers=1)
    client = as_(bao)
    marks = have(client.get(f"{WALL}?fill=toy.held").content.decode())
    assert poll(client, marks, fill="toy.held").status_code == 204
    assert sent(poll(client, marks)) == ["map"]


def test_a_live_database_runs_at_the_pace_of_the_world(as_, bao, monkeypatch):
    from fengsui.ground.clock import queries as clock

    client = as_(bao)
    monkeypatch.setattr(clock.Clock, "is_drill", False)
    assert poll(client, [])["X-Wall-Rate"] == "1"
