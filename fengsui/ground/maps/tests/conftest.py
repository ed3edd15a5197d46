"""The system administrator, and a map of two squares."""

import json

import pytest

from fengsui.ground.maps import queries


@pytest.fixture
def admin(units):
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    person = org.register(["系统员"], unit=units["department"], capacity="officer", by=SYSTEM)[0]
    org.appoint(person, units["department"], "system_administrator", by=SYSTEM)
    return person


def square(code, name, west, south, **more):
    ring = [[west, south], [west + 2, south], [west + 2, south + 2], [west, south + 2], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code, "name": name} | more, "geometry": geometry}


def file(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


TWO = (square("150100", "甲市", 110, 40, name_en="First City"), square("150200", "乙市", 112, 40))


@pytest.fixture
def two(admin):
    from fengsui.ground.maps import actions

    actions.replace_map(file(*TWO), source="测试", review_number="GS(2019)1号", by=admin)
    return queries.current()
