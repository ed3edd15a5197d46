import re
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengsui.ground.maps import drawing, geometry, placing, queries
from fengsui.ground.maps.drawing import Fill, Mark

ROOT = "150000"


def test_every_area_says_its_sentence_and_leads_on(db):
    fills = {"150100": Fill("l3", "7", "Hohhot: 7 <cases>", "/cases/150100/"), "150200": Fill("gap")}
    drawn = drawing.svg(ROOT, fills, label="Cases")
    assert drawn.count("<title>") == 12
    assert 'href="/cases/150100/" aria-label="Hohhot: 7 &lt;cases&gt;"' in drawn
    assert 'role="group"' in drawn
    assert "<title>Baotou City</title>" in drawn


def test_a_picture_without_links_is_one_image(db):
    assert 'role="img"' in drawing.svg(ROOT, {}, label="x")


def test_no_style_stands_in_the_page(db):
    drawn = drawing.svg("150100", {"150102": Fill("gap")}, [Mark("150102", "bad", "x")], label="x")
    assert "style=" not in drawn
    assert not re.search(r'fill="#', drawn)


def test_a_file_of_its_own_has_its_colours_in_it(db):
    drawn = drawing.svg(ROOT, {"150100": Fill("bad", url="/x")}, [Mark("150200", "due", "x")], label="x", standalone=True)  # fmt: skip
    assert drawn.startswith("<svg xmlns=")
    assert 'fill="#f5b9b9"' in drawn
    assert "class=" not in drawn.replace('class="map-gap', "")
    assert "<a " not in drawn


def test_a_view_that_is_none_is_empty(db):
    assert drawing.svg("999999", {}, label="x") == ""


def test_names_follow_the_language_and_can_be_left_out(db):
    assert ">Hohhot</text>" in drawing.svg(ROOT, {}, label="x", language="en")
    assert ">呼和浩特市</text>" in drawing.svg(ROOT, {}, label="x", language="zh-hans")
    assert "<text" not in drawing.svg(ROOT, {}, label="x", names=False)


def test_facilities_at_one_place_do_not_hide_each_other(db):
    marks = [Mark("150102", "good", f"n{n}") for n in range(9)] + [Mark("150900", "due", "y", lon=111.7, lat=40.8)]
    drawn = drawing.svg(ROOT, {}, marks, label="x")
    places = re.findall(r'class="map-mark map-mark-\w+" d="M([\d.]+) ([\d.]+)', drawn)
    assert len(set(places)) == 10


def test_a_facility_elsewhere_is_not_on_a_leagues_picture(db):
    assert "map-mark" not in drawing.svg("150100", {}, [Mark("150202", "good", "x")], label="x")
    assert "map-mark" in drawing.svg(ROOT, {}, [Mark("150000", "good", "x")], label="x")


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300)), max_size=40))
def test_points_on_a_grid_keep_their_distance(places):
    found = placing.fan(places, 20)
    assert all(dist(one, other) > 19 for n, one in enumerate(found) for other in found[:n])


def test_names_that_meet_are_moved_apart_or_left_out():
    frame = placing.Box(0, 0, 400, 400)
    found = placing.labels([((200, 200), ["甲乙丙", "12"])] * 60, 20, [], frame)
    boxes = [placing.box(one.lines, one.at, 20) for one in found]
    assert 3 < len(found) < 60
    assert not any(one.meets(other) for n, one in enumerate(boxes) for other in boxes[:n])


@pytest.mark.parametrize(
    ("name", "brief", "said"),
    [
        ("科尔沁右翼前旗", False, "科右前旗"),
        ("呼和浩特市", True, "呼和浩特"),
        ("呼和浩特市", False, "呼和浩特市"),
        ("五原县", True, "五原"),
    ],
)
def test_long_names_are_said_as_people_say_them(name, brief, said):
    assert drawing.short(name, brief=brief) == said


def test_a_ramp_tells_zero_missing_and_corrected_apart():
    values = {"a": 0, "b": None, "c": -2, "d": 1, "e": 900}
    assert drawing.ramp(values) == {"a": "none", "b": "gap", "c": "due", "d": "l1", "e": "l2"}
    assert drawing.steps(values) == [
        ("due", "below 0: corrected"), ("none", "0"), ("l1", "1"), ("l2", "900"), ("gap", "missing"),
    ]  # fmt: skip


@given(st.dictionaries(st.text(max_size=3), st.none() | st.integers(-5, 5000), max_size=30))
def test_more_is_never_paler(values):
    tones = drawing.ramp(values)
    amounts = sorted((value, tones[code]) for code, value in values.items() if value and value > 0)
    assert [tone for _value, tone in amounts] == sorted(tone for _value, tone in amounts)
    assert set(tones.values()) - {"gap"} == {tone for tone, _words in drawing.steps(values)} - {"gap"}


def test_a_legend_names_tones_and_marks():
    said = drawing.legend([("l1", "1–3")], marks=[("bad", "late")])
    assert "map-key-l1" in said
    assert "late" in said


def crossings(rings, x, y):
    edges = [(a, b) for ring in rings for a, b in zip(geometry.pairs(ring), geometry.pairs(ring)[1:] + geometry.pairs(ring)[:1], strict=True)]  # fmt: skip
    return sum((a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in edges)


def test_the_place_of_every_area_is_inside_it():
    areas = queries.built_in().areas.values()
    assert [area.name for area in areas if crossings(area.rings, *area.at) % 2 == 0] == []


def test_every_division_of_2020_is_on_the_map_in_its_league():
    areas = queries.built_in().areas
    assert {areas[area.parent].parent for area in areas.values() if area.parent != ROOT} == {ROOT}
    assert not [code for code in areas if code[4] == "7"]


def test_a_longitude_and_latitude_is_placed_where_its_banner_is():
    data = queries.built_in()
    assert dist(data.projection.place(111.66, 40.85), data.areas["150102"].at) < 500  # 50 km


def test_parallels_that_are_one_are_a_projection_too():
    place = geometry.Projection(40, 40, 110, 40).place
    assert place(110, 40) == (0, 0)
    assert place(110, 41)[1] == pytest.approx(-1112, abs=2)
