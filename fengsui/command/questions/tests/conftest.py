import pytest

from fengsui.cast import at
from fengsui.command.questions import actions
from fengsui.command.questions.actions import Given, GivenRow, Wanted
from fengsui.command.questions.models import Answer, Asked
from fengsui.ground.vault.actions import uuid7

TEXT = "曾到湖北后返回的民警职工人数"
COLUMNS = [
    {"name": "姓名", "kind": "text", "personal": True, "choices": []},
    {"name": "电话", "kind": "text", "personal": True, "choices": []},
    {"name": "返回日期", "kind": "date", "personal": False, "choices": []},
]


@pytest.fixture
def ask(units, bao):
    """Ask as the commander: ask("prison", "centre", kind="text"); of all three facilities unless units are named."""

    def asking(*codes, by=bao, unit="department", due="19:30", **wanted):
        chosen = [units[code] for code in codes or ("prison", "prison-2", "centre")]
        return actions.ask(units[unit], Wanted(wanted.pop("text", TEXT), **wanted), chosen, due=at(due), by=by)

    return asking


@pytest.fixture
def send(units):
    """Answer for a unit: send(round, "prison", officer, 3), with a text, a choice or rows; returns the answer."""

    def sending(row, code, by, said=None, *, seen=None, key=None):
        asked = Asked.objects.get(round=row, unit=units[code])
        now = Answer.objects.as_known().filter(asked=asked).first()
        seen = (str(now.pk) if now else "") if seen is None else seen
        return actions.answer(asked, given(row, said), key=key or uuid7(), seen=seen, by=by)

    return sending


def given(row, said):
    kind = row.question.kind
    if kind == "rows":
        return Given(
            rows=None if said is None else [one if isinstance(one, GivenRow) else GivenRow(list(one)) for one in said]
        )
    return Given(**{kind: said}) if said is not None else Given()


@pytest.fixture
def clerk(units):
    """An officer of the justice office."""
    from fengsui.cast import _person

    return _person(units, "所员甲", "office", "officer")
