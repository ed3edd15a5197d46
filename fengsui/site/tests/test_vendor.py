import re

import pytest

from fengsui.site import icons, vendor


def test_vendored_files_are_as_they_came():
    assert vendor.verify() == []


def test_each_package_has_version_checksum_licence_and_reason():
    for package in vendor.manifest():
        assert all(package[key] for key in ("name", "version", "sha512", "licence", "why")), package["name"]


def test_every_icon_that_is_named_is_there():
    named, _perhaps = vendor.named_icons()
    assert not {name for name in named if not (vendor.ICONS / f"{name}.svg").exists()}


def test_no_vendored_text_leads_to_a_source_map():
    files = [*vendor.SITE.glob("static/vendor/**/*.css"), *vendor.SITE.glob("static/vendor/**/*.js")]
    assert files
    assert not [path for path in files if "sourceMappingURL" in path.read_text(encoding="utf-8")]


def test_an_icon_that_is_not_there_says_how_to_get_it():
    with pytest.raises(LookupError, match="vendor icons"):
        icons.svg("no-such-icon")


def test_icons_hold_nothing_but_shapes():
    odd = re.compile(r"<(?!/?(path|circle|line|rect|polyline|ellipse)\b)|on\w+=|style=|href", re.IGNORECASE)
    assert not [path.name for path in vendor.ICONS.glob("*.svg") if odd.search(path.read_text(encoding="utf-8"))]
