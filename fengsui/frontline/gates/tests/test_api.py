"""Numbers of gates for programs; the doors for phones in the document."""

import msgspec

from fengsui.cast import EVENING
from fengsui.frontline.gates import wire
from fengsui.frontline.gates.actions.storing import Fresh, store
from fengsui.frontline.gates.queries.state import state
from fengsui.frontline.gates.tests.conftest import ident, record
from fengsui.ground.interfaces.testing import program  # noqa: F401 - a fixture


def test_the_document_knows_the_doors_for_phones():
    from fengsui.site.api import schema

    told = schema()
    for path in ("/gates/phone/bind", "/gates/phone/state", "/gates/phone/sync"):
        assert path in told["paths"]
    assert told["components"]["schemas"]["GatesPassed"]["properties"]["heat"]


def test_what_a_phone_is_told_is_as_documented(keeper_device):
    found = msgspec.convert(state(keeper_device), wire.State, strict=False)
    assert found.gate.name == "林西小区东门"
    assert found.policy[0].form == "registration"
    assert EVENING.date() == found.now.date()


def test_a_record_is_as_documented():
    assert msgspec.convert(record(1), wire.AnyRecord, strict=False).way == "in"


def test_numbers_of_a_day(program, gate, other_gate):  # noqa: F811
    row = Fresh(id=ident(EVENING), at=EVENING, direction=0, kind=0, heat=380)
    store(other_gate, [row], known_at=EVENING)
    told = program("gates.read").get("/gates", day="2020-02-03", limit=1).json()
    assert [one["gate"] for one in told["items"]] == [other_gate.pk]
    assert told["items"][0]["numbers"][0] == {
        "way": "in", "kind": "person", "outcome": "admitted", "passages": 1, "people": 1, "measured": 1, "unreadable": 0, "fevers": 1,
    }  # fmt: skip
    assert told["next"] is None
