import pytest

from fengsui.ground.interfaces import actions
from fengsui.ground.interfaces.testing import Program, program
from fengsui.ground.interfaces.tests.receiver import receiver

__all__ = ["Program", "program", "receiver"]


@pytest.fixture
def webhook(receiver, leader, prison):
    kinds = ["reports.signed", "reports.drafted"]
    return actions.subscribe(prison, "HR", receiver.url, kinds, level="internal", by=leader)


@pytest.fixture
def happen(prison, officer):
    """Let things happen at the prison, and seal them."""
    from fengsui.ground.journal import actions as journal

    def some(count=1, unit=prison, kind="reports.drafted", **data):
        data = data or {"day": "2020-02-03", "changed": 1}
        made = [
            journal.write(kind, by=officer.pk, unit=unit.pk, about="reports.report:x", **data) for _n in range(count)
        ]
        journal.seal()
        return made

    return some
