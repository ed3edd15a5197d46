import pytest

from fengsui.command.forms import actions
from fengsui.command.forms.models import Cell, Form, Version
from fengsui.command.forms.tests import sheets
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def test_a_form_is_called_by_the_title_on_the_sheet(form):
    assert form.name == "监狱系统新冠肺炎疫情防控情况日报表"


def test_most_cells_are_recognised_at_once(form):
    entry = Entry.objects.get(kind="forms.registered")
    assert (entry.data["cells"], entry.data["unclear"]) == (11, 0)


def test_what_is_recognised_is_only_suggested(version):
    assert not Cell.objects.filter(version=version, sure=True).exists()


def test_a_name_that_is_typed_wins(counted, units, superior):
    form = actions.register(units["prisons"], sheets.saved(sheets.own()), "x.xlsx", name=" 日报 ", by=superior)
    assert form.name == "日报"


def test_without_a_title_the_file_gives_the_name(counted, units, superior):
    form = actions.register(units["prisons"], sheets.saved(sheets.oddities()), "情况.xlsx", by=superior)
    assert form.name == "情况"


def test_the_bytes_are_kept_as_they_came(form, version):
    assert bytes(Version.objects.get(pk=version.pk).body) == sheets.saved(sheets.daily())[:0] + bytes(version.body)
    assert version.kind == "xlsx"


def test_the_same_sheet_is_not_kept_twice(form, units, superior):
    with pytest.raises(Refused, match="keep this sheet already") as refused:
        actions.register(units["prisons"], sheets.saved(sheets.daily()), "又一份.xlsx", by=superior)
    assert refused.value.facts["form"] == form


def test_another_unit_may_keep_the_same_sheet(form, units, li):
    actions.register(units["department"], sheets.saved(sheets.daily()), "x.xlsx", by=li)
    assert Form.objects.count() == 2


def test_nobody_keeps_a_form_for_another_unit(counted, units, superior, zhao):
    for person, code in ((superior, "prison"), (zhao, "institute"), (superior, "department")):
        with pytest.raises(Refused, match="You cannot"):
            actions.register(units[code], sheets.saved(sheets.daily()), "x.xlsx", by=person)
