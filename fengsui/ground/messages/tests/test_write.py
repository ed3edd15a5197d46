"""Templates: their places are checked when they are saved, in both languages, not when they are sent."""

import pytest

from fengsui.ground.messages import places
from fengsui.ground.messages.actions import templates
from fengsui.ground.messages.models import Template, Wording
from fengsui.ground.messages.queries import rounds
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

ZH, EN = "请于{时间}前到{地点}。{单位}", "Please come to {地点} by {时间}."


@pytest.fixture
def wording(units, li):
    return templates.write(units["department"], "集合", ZH, en=EN, fields="地点", by=li)


def test_a_template_is_written_and_found(wording, li, zhao):
    assert (wording.version, wording.fields, wording.by) == (1, ["地点"], li)
    assert list(rounds.templates(li)) == [wording.template]
    assert rounds.latest(rounds.templates(li)) == {wording.template_id: wording}
    assert not rounds.templates(zhao).exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"), ({"title": "x" * 61}, "title"), ({"zh": ""}, "zh"), ({"zh": "x" * 501}, "zh"),
        ({"en": "x" * 1001}, "en"), ({"zh": "去{地方}和{地点}"}, "zh"), ({"zh": "去"}, "zh"), ({"en": "go"}, "en"),
        ({"en": "go to {地点} {place}"}, "en"), ({"zh": "去{地点}}"}, "zh"), ({"fields": "a-b"}, "fields"), ({"fields": "单位"}, "fields"),
        ({"fields": [f"f{n}" for n in range(9)]}, "fields"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_when_it_is_saved(units, li, more, field):
    whole = {"title": "集合", "zh": ZH, "en": EN, "fields": "地点"} | more
    with pytest.raises(Refused) as refused:
        templates.write(units["department"], by=li, **whole)
    assert refused.value.field == field
    assert not Wording.objects.exists()


def test_wide_braces_and_blanks_are_mended(units):
    made = templates.write(units["department"], "集合", "到｛ 地点 ｝  \n集合", fields="｛地点｝", by=SYSTEM)
    assert (made.zh, made.fields, made.by) == ("到{地点}\n集合", ["地点"], None)


def test_only_one_of_a_title(wording, units, li):
    with pytest.raises(Refused, match="title already"):
        templates.write(units["department"], "集合", "x", by=li)


def test_a_new_version_leaves_the_old_one(wording, units, li):
    templates.write(units["department"], "集合", "到{地点}", fields="地点", by=li, template=wording.template, seen=1)
    wording.refresh_from_db()
    assert (wording.zh, wording.template.wordings.count()) == (ZH, 2)
    with pytest.raises(Refused, match="newer version"):
        templates.write(units["department"], "集合", "x", by=li, template=wording.template, seen=1)


def test_what_is_out_of_use_is_not_written_on_until_it_is_back(wording, units, li):
    templates.retire(wording.template, by=li)
    with pytest.raises(Refused, match="faster"):
        templates.retire(wording.template, by=li)
    with pytest.raises(Refused, match="no longer in use"):
        templates.write(units["department"], "集合", "x", by=li, template=wording.template)
    templates.restore(wording.template, by=li)
    assert Template.objects.get().retired_at is None


def test_filling_looks_at_nothing_twice():
    assert places.filled("{甲}{乙}{丙}", {"甲": "{乙}", "乙": "2"}) == "{乙}2{丙}"


def test_words_that_tell_what_somebody_is_are_named():
    assert places.telling("请社矫对象报到") == ["社矫"]
    assert places.telling("请按时报到") == []


def test_not_by_who_only_works_there(units, officer):
    with pytest.raises(Refused):
        templates.write(units["prison"], "集合", "x", by=officer)
