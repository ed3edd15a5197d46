"""Duty for programs: who is on duty, where somebody is missing; within reach, and nothing is written."""

import pytest

from fengsui.cast import at
from fengsui.ground.interfaces.testing import program

__all__ = ["program"]


@pytest.fixture
def reader(program):
    return program("duty.read")


def test_who_is_there_and_where_nobody_is(reader, gate, put, guards, leader):
    put(guards[0])
    now = reader.get("/duty").json()
    (one,) = now["items"]
    assert (one["unit"], one["there"][0]["place"], one["gaps"][0]["missing"]) == ("prison", "Leader on duty", 1)
    night = reader.get("/duty", at=at("21:00").isoformat()).json()["items"][0]
    assert [(row["name"], row["seat"]) for row in night["there"]] == [("所领导甲", True), ("民警丙", False)]
    assert night["gaps"] == []


def test_one_unit_page_by_page(reader, gate):
    assert reader.get("/duty", unit="centre").json()["items"] == []
    first = reader.get("/duty", limit=1).json()
    assert first["next"] == "prison"
    assert reader.get("/duty", after=first["next"]).json()["next"] is None


def test_not_without_the_scope(program, gate):
    assert program("tasks.read").get("/duty").status_code == 403
