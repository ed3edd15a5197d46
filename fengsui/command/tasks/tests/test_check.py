"""What the check behind a task says."""

from fengsui.cast import DAY
from fengsui.command.tasks import queries
from fengsui.command.tasks.queries import Answer


def test_it_fails_until_it_is_mended(silent, officer):
    from fengsui.command.reports import actions as reports

    assert queries.answers([silent]) == {silent.pk: Answer.FAILS}
    reports.sign(queries.now(silent).to, DAY, {}, revision=0, by=officer, note="—")
    assert queries.answers([silent]) == {silent.pk: Answer.HOLDS}
    assert queries.statement(silent) == "Everybody who owes a report signs it by the cut-off"


def test_a_task_without_a_check_is_not_asked_for(give):
    task = give()
    assert queries.answers([task]) == {}


def test_a_check_that_no_room_declares_any_more_is_told_by_its_key(give, units):
    assert queries.statement(give(check=("old.rule", units["prison"].pk, ""))) == "old.rule"
