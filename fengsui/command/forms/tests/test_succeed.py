"""A unit on the sheet was merged: the sheet says into which one, and one click lets its cells tell of that one."""

import pytest

from fengsui.cast import DAY, at
from fengsui.command.forms import actions
from fengsui.command.forms.models import Act, Block, Cell
from fengsui.command.forms.queries.filling import sheetful
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.actions import Row
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Unit
from fengsui.ground.org.plans import Part
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def cells(version, unit):
    return set(Cell.objects.current().filter(version=version, unit=unit).values_list("ref", flat=True))


@pytest.fixture
def mapped(mapped, units, drill):
    """The sheet; the prison is empty since half an hour, so that it can be merged or split."""
    drill(at("19:00"))
    rows = [Row(units[ward], 0, 0, 0, 0) for ward in ("ward-1", "ward-2")]
    custody.count(units["prison"], DAY, "evening", rows, reason="moved out", by=SYSTEM)
    return mapped


@pytest.fixture
def heir(units, mapped):
    """A third prison, of which the sheet says nothing."""
    line = {"territory": "prisons", "prison": "prisons"}
    org.arrange([org.UnitRow("prison-3", "prison", "测试第三监狱", superiors=line)], since=DAY, by=SYSTEM)
    return Unit.objects.get(code="prison-3")


@pytest.fixture
def merged(units, heir):
    org.merge([units["prison"]], heir, since=DAY, by=SYSTEM)
    return Unit.objects.get(code="prison")


def test_the_sheet_names_the_successor(merged, version, superior):
    item = sheetful(version, DAY, superior).by_place["监狱", "C5"]
    assert "closed since 2020-02-03 and lives on in 测试第三监狱: choose that" in item.note
    assert item.entry.value == "未报"


def test_all_cells_tell_of_the_successor(merged, heir, version, superior):
    before = cells(version, merged)
    assert actions.succeed(version, merged, by=superior) == (len(before), 0)
    assert (cells(version, merged), cells(version, heir)) == (set(), before)
    assert "closed" not in {item.answer.state for item in sheetful(version, DAY, superior).gaps}


def test_it_is_undone_in_one_go(merged, heir, version, superior):
    before = cells(version, merged)
    actions.succeed(version, merged, by=superior)
    assert actions.undo(version, by=superior).deed == "succeeded"
    assert (cells(version, merged), cells(version, heir)) == (before, set())


def test_what_is_only_suggested_stays_a_suggestion(mapped, units, version, superior):
    actions.undo(version, by=superior)  # the acceptance
    org.merge([units["prison"]], units["prison-2"], since=DAY, by=SYSTEM)
    actions.succeed(version, Unit.objects.get(code="prison"), by=superior)
    assert not Cell.objects.current().filter(version=version, sure=True).exclude(what="empty").exists()


def test_a_number_that_is_there_already_is_not_told_twice(mapped, units, version, superior):
    before, there = cells(version, units["prison"]), cells(version, units["prison-2"])
    org.merge([units["prison"]], units["prison-2"], since=DAY, by=SYSTEM)
    told, empty = actions.succeed(version, Unit.objects.get(code="prison"), by=superior)
    assert empty > 0
    assert told + empty == len(before)
    assert cells(version, units["prison-2"]) >= there
    assert Cell.objects.current().get(version=version, ref="C5").what == "empty"


def test_rows_that_repeat_go_over_too(mapped, units, heir, version, superior):
    actions.repeat(version, "监狱", 5, unit=units["prison"], kinds=["ward"], rows=1, by=superior)
    org.merge([units["prison"]], heir, since=DAY, by=SYSTEM)
    actions.succeed(version, Unit.objects.get(code="prison"), by=superior)
    assert Block.objects.current().get(version=version).unit == heir


def test_of_a_split_unit_a_person_says_which(mapped, units, version, superior):
    parts = [Part("p-a", "甲监狱", takes=("ward-1",)), Part("p-b", "乙监狱", takes=("ward-2",))]
    org.split(units["prison"], parts, since=DAY, by=SYSTEM)
    assert "lives on in 甲监狱, 乙监狱" in sheetful(version, DAY, superior).by_place["监狱", "C5"].note
    with pytest.raises(Refused, match="No single unit took over"):
        actions.succeed(version, Unit.objects.get(code="prison"), by=superior)
    assert not Act.objects.filter(deed="succeeded").exists()


def test_of_a_unit_that_is_not_on_the_sheet_there_is_nothing_to_take_over(merged, version, superior):
    actions.succeed(version, merged, by=superior)
    with pytest.raises(Refused, match="Nothing on this sheet"):
        actions.succeed(version, merged, by=superior)


def test_only_who_keeps_the_form(merged, version, officer, bao):
    for person in (officer, bao):
        with pytest.raises(Refused, match="You cannot"):
            actions.succeed(version, merged, by=person)


def test_the_page_offers_it(merged, heir, mapped, version, web):
    page = f"/forms/{mapped.pk}/map/"
    web.cookies["django_language"] = "en"
    assert "Let them tell of 测试第三监狱" in web.get(page).content.decode()
    assert web.post(f"{page}succeed/", {"unit": "prison"}, follow=True).status_code == 200
    assert cells(version, heir)
    assert "Let them tell of" not in web.get(page).content.decode()
    assert web.post(f"{page}succeed/", {"unit": "no-such"}).status_code == 404
    assert "Nothing on this sheet" in web.post(f"{page}succeed/", {"unit": "prison"}, follow=True).content.decode()
