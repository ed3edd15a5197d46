import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengsui.ground.documents import filetypes
from fengsui.ground.documents.photos import bare

PICTURE = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"x" * 40 + b"\xff\xd9"
TABLE = b"\xff\xdb\x00\x05abc"


def part(mark, body):
    return bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body


def exif(way, order="<"):
    """As a phone writes it: which way up it was held, and an entry of another kind (274 is the way, 271 the maker)."""
    lead = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(f"{order}HHIHH", 271, 2, 4, 0, 0) + struct.pack(f"{order}HHIHH", 274, 3, 1, way, 0)
    return part(0xE1, b"Exif\0\0" + lead + struct.pack(f"{order}IH", 8, 2) + entries + b"GPS 43.6,118.06")


def photo(*parts):
    return b"\xff\xd8" + b"".join(parts) + TABLE + PICTURE


@pytest.mark.parametrize("told", [exif(1), part(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"), part(0xED, b"IPTC"),
                                  part(0xFE, b"comment"), part(0xE1, b"Exif\0\0??"), part(0xE1, b"Exif\0\0II*\0\xff\0\0\0")])  # fmt: skip
def test_what_the_phone_wrote_is_gone_and_the_picture_stays(told):
    assert bare(photo(told)) == photo()


@pytest.mark.parametrize("order", "<>")
def test_which_way_up_stays(order):
    made = bare(photo(exif(6, order)))
    assert b"GPS" not in made
    assert made == bare(made)
    assert made.endswith(TABLE + PICTURE)
    assert struct.pack(">HHIH", 274, 3, 1, 6) in made
    assert filetypes.sniff(made, "a.jpg") == "jpg"


def test_a_rubbish_way_is_no_way():
    assert bare(photo(exif(99))) == photo()


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", "名单".encode(), b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\xff\xff",
                                  b"\xff\xd8xxxxxxxx"])  # fmt: skip
def test_what_is_no_photo_or_cannot_be_read_stays_as_it_is(body):
    assert bare(body) == body


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(rubbish):
    assert bare(photo(part(0xE1, b"Exif\0\0" + rubbish))).endswith(TABLE + PICTURE)
    bare(b"\xff\xd8" + rubbish)
