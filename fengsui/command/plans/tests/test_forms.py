"""The editor's lines by themselves."""

from fengsui.command.plans import forms
from fengsui.command.plans.content import Content, Entry, Part


def test_units_of_the_same_name_are_called_by_their_code(units):
    one, other = units["prison"], units["prison-2"]
    other.name, other.name_en = one.name, one.name_en
    assert forms.called([one, other, units["league"]]) == {
        one.pk: "prison", other.pk: "prison-2", units["league"].pk: units["league"].label,
    }  # fmt: skip


def test_what_was_written_is_read_again(units):
    said = Content((Part("x", "y", (Entry("z", unit=units["prison"], recurring="每日"),)),), "p")
    listed = list(units.values())
    assert forms.read(forms.lines_of(said, listed), listed, "p") == said


def test_the_first_line_stays_a_section():
    lines = [forms.fresh(forms.SECTION), forms.fresh(forms.ITEM)]
    assert forms.changed(list(lines), f"up:{lines[1].id}")[0] == lines
    assert forms.changed(list(lines), f"up:{lines[0].id}")[0] == lines
    assert forms.changed(list(lines), "up:nowhere") == (lines, "")
    assert forms.changed([], "remove:x") == ([], "")
