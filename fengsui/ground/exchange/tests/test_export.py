"""Going out: masked unless there is a right and a reason; the journal knows."""

import pytest

from fengsui.cast import DAY
from fengsui.ground.exchange import actions as exchange
from fengsui.ground.exchange.queries import Taking, outgoing
from fengsui.ground.exchange.queries.leaving import counted
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Seat, Station
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.runs import actions as runs
from fengsui.ground.runs.queries import opened
from fengsui.house import Refused


def out(by, unit, **how):
    return {sheet.key: list(rows) for sheet, rows in outgoing(Taking(by, unit, DAY, **how))}


@pytest.fixture
def staffed(units, leader):
    org.register_many(
        [org.PersonRow("王某", units["prison"], phone="13800000001", number="11010519491231002X", valid_from=DAY)],
        by=SYSTEM,
    )
    org.set_up_many(
        [Seat(unit=units["prison"], kind="commander"), Station(unit=units["prison"], name="大门岗")], by=SYSTEM
    )
    return units["prison"]


def test_persons_go_out_masked(security, staffed):
    row = next(row for row in out(security, staffed)["persons"] if row["phone"])
    assert (row["name"], row["phone"][-2:], row["identity"][:16]) == ("王*", "01", "*" * 16)


def test_only_what_is_below_and_in_reach(leader, staffed):
    assert {row["code"] for row in out(leader, staffed)["units"]} == {"prison", "ward-1", "ward-2"}


def test_who_registers_nobody_takes_no_person_out(system, staffed):
    sheets = out(system, staffed)
    assert set(sheets) == {"units", "seats", "stations"}
    assert all("name" not in row for row in sheets["seats"])


def test_who_holds_a_seat_goes_out_with_it(security, staffed):
    held = [row for row in out(security, staffed)["seats"] if row.get("name")]
    assert [(row["seat"], row["since"], row["until"]) for row in held] == [
        ("leader_on_duty", "2020-02-03 06:30", "2020-02-04 06:30")
    ]


def test_who_was_destroyed_does_not_go_out(security, staffed, leader):
    from fengsui.ground.vault import actions as vault

    vault.destroy([leader.pk])
    sheets = out(security, staffed, unmasked=True)
    assert [row["name"] for row in sheets["persons"]] == ["王某"]
    assert sheets["appointments"] == []


def test_unmasked_takes_a_reason_and_the_journal_keeps_it(leader, staffed):
    with pytest.raises(Refused, match="Say why"):
        exchange.export(staffed, by=leader, unmasked=True, reason=" ")
    exchange.export(staffed, by=leader, unmasked=True, reason="移交", now=True)
    assert Entry.objects.get(kind="exchange.exported").data == {"form": "xlsx", "how": "unmasked", "reason": "移交"}


@pytest.mark.parametrize(
    ("how", "sentence"),
    [({"form": "pdf"}, "Choose a workbook"), ({"form": "persons"}, "You cannot"), ({"unmasked": True}, "You cannot")],
)
def test_what_cannot_be_taken_out_is_refused(system, staffed, how, sentence):
    with pytest.raises(Refused, match=sentence):
        exchange.export(staffed, by=system, **how)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("form", "begins"), [("xlsx", b"PK"), ("units", b"\xef\xbb\xbf")])
def test_the_run_keeps_the_file(system, staffed, form, begins):
    run = exchange.export(staffed, by=system, form=form, now=True)
    runs.perform(run.pk)
    run.refresh_from_db()
    assert (run.state, opened(run)[: len(begins)]) == ("done", begins)


@pytest.mark.django_db(transaction=True)
def test_a_large_file_is_matched_taken_and_undone_in_the_background(system, units, second_province):
    batch = exchange.bring(second_province, "x", unit=units["department"], by=system)
    for kind in ("exchange.match", "exchange.take", "exchange.undo"):
        run = exchange.begin(kind, batch, by=system, leave_out=True)
        runs.perform(run.pk)
        run.refresh_from_db()
        assert (run.state, run.refusal) == ("done", ""), kind


def test_many_rows_say_how_far_they_are():
    tally, said = [0], []
    sheets = [(None, ({"name": str(n)} for n in range(1000)))]
    ((_sheet, rows),) = counted(sheets, tally, lambda done, total: said.append((done, total)))
    assert (len(list(rows)), tally, said) == (1000, [1000], [(500, 501), (1000, 1001)])
