import pytest

from fengsui.command.forms import actions
from fengsui.command.forms.models import Block, Cell
from fengsui.command.forms.spec import Spec
from fengsui.house import Refused


def state(version):
    return set(Cell.objects.current().filter(version=version).values_list("ref", "code", "sure"))


def test_accepting_is_undone_as_one_act(version, superior):
    before = state(version)
    actions.accept(version, by=superior)
    assert actions.undo(version, by=superior).deed == "accepted"
    assert state(version) == before


def test_pointing_is_undone_step_by_step(version, superior, prison):
    steps = [state(version)]
    for code in ("custody.prisoner_fevers", "custody.prisoner_releases"):
        actions.point(version, Spec("监狱", "C5", code=code, unit_id=prison.pk), by=superior)
        steps.append(state(version))
    for wanted in reversed(steps[:-1]):
        actions.undo(version, by=superior)
        assert state(version) == wanted


def test_a_repeated_row_is_undone(version, superior, units):
    actions.repeat(version, "监狱", 5, unit=units["prisons"], kinds=["prison"], rows=1, by=superior)
    actions.undo(version, by=superior)
    assert not Block.objects.current().filter(version=version).exists()


def test_what_was_recognised_is_not_undone(version, superior):
    with pytest.raises(Refused, match="nothing to undo"):
        actions.undo(version, by=superior)
