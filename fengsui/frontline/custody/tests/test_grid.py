"""The grid as people use it: typed, pasted, sent twice, by two officers at once."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fengsui.cast import DAY, at
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.models import Count

PATH = "/custody/prison/2020-02-03/evening/"


@pytest.fixture
def form(wards):
    """`form((100, 0, 100, 0), (80,))`: the grid's fields, one tuple per ward; what is left out is empty."""

    def fields(*lines, **more):
        found = {"key": str(uuid4()), "do": "save", **more}
        for ward, line in zip(wards, lines, strict=False):
            values = [str(value) for value in line] + [""] * (4 - len(line))
            names = ("present", "outside", "measured", "unreadable")
            found |= {f"{name}-{ward.pk}": value for name, value in zip(names, values, strict=True)}
        return found

    return fields


def test_nothing_is_filled_in_that_must_be_counted(walk, officer, count, wards, move):
    count(100, 80, slot="morning")
    move("escort_out")
    page = walk(officer).get(PATH).content.decode()
    assert f'name="present-{wards[0].pk}" value=""' in page
    assert f'name="outside-{wards[0].pk}" value="1"' in page
    assert 'value="100"' not in page
    assert ">100<" not in page


def test_the_grid_is_saved_and_shows_whether_it_adds_up(walk, officer, form, count):
    count(100, 80, slot="morning")
    client = walk(officer)
    page = client.post(PATH, form((99, 0, 99, 0), (80, 0, 80, 0)), follow=True).content.decode()
    assert "2 lines saved." in page
    assert "Test ward-1: 99 counted, 100 expected, difference -1." in page
    assert client.post(PATH, form(), follow=True).status_code == 422


def test_the_second_click_counts_nothing_again(walk, officer, form):
    client, fields = walk(officer), form((100, 0, 100, 0), (80, 0, 80, 0))
    for _ in range(2):
        assert client.post(PATH, fields).status_code == 302
    assert Count.objects.count() == 2
    assert b"Nothing was changed." in client.get(PATH).content


def test_half_a_grid_is_saved_as_half(walk, officer, form):
    walk(officer).post(PATH, form(("１００", "0"), ("", "0")))
    row = Count.objects.get()
    assert (row.present, row.measured) == (100, None)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("ten", 0), "whole number, for example"),
        ((-1, 0), "from 0 to 9999"),
        (("", 0, 5), "nobody is 0"),
        ((5, ""), "nobody is 0"),
    ],
)
def test_a_cell_that_cannot_be_is_marked_and_nothing_is_lost(walk, officer, form, wards, line, words):
    answer = walk(officer).post(PATH, form(line, (80, 0, 77, 0)))
    page = answer.content.decode()
    assert (answer.status_code, words in page, 'value="77"' in page) == (422, True, True)
    assert not Count.objects.exists()


def test_two_officers_see_each_other(walk, officer, leader, form, wards, count):
    client = walk(leader)
    client.get(PATH)
    [theirs] = count(100)
    answer = client.post(PATH, form((101, 0, 101, 0), (80, 0, 80, 0)))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "民警甲 saved at <time" in page
    assert ": 100 / 0 / 100 / 0" in page
    assert 'value="101"' in page
    assert f'name="seen-{wards[0].pk}" value="{theirs.pk}"' in page
    assert Count.objects.count() == 1


def test_a_correction_asks_why_and_keeps_what_was_typed(walk, officer, form, wards, count):
    [row] = count(100)
    fields = form((99, 0, 99, 0)) | {f"seen-{wards[0].pk}": str(row.pk)}
    client = walk(officer)
    page = client.post(PATH, fields).content.decode()
    assert "Say why a count that is saved already is corrected." in page
    client.post(PATH, fields | {"reason": "counted again", "key": "rubbish"})
    assert Count.objects.as_known().get().present == 99


def test_a_late_count_says_when(walk, officer, form, drill):
    drill(at("23:30"))
    walk(officer).post(PATH, form((100, 0), at="2020-02-03T18:10"))
    assert Count.objects.get().at == at("18:10")
    page = walk(officer).post(PATH, form((), (80, 0), at="2020-02-03T23:59")).content.decode()
    assert "still to come" in page
    assert "Counted at" in page


@pytest.mark.parametrize("written", ["rubbish", "2020-13-40T99:99"])
def test_an_hour_that_is_none_is_said(walk, officer, form, written):
    answer = walk(officer).post(PATH, form((100, 0), at=written))
    assert (answer.status_code, Count.objects.count()) == (422, 0)


def send(client, form, content, **more):
    return client.post(PATH, form(do="fill", file=SimpleUploadedFile("点名.csv", content), **more))


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_a_file_is_put_into_the_table_and_not_saved(walk, officer, form, encoding):
    answer = send(walk(officer), form, "监区,在场,在外,已测温,无法读数\n二监区,80,1,79,1\n".encode(encoding))
    page = answer.content.decode()
    assert (answer.status_code, 'value="79"' in page, "1 line was read." in page) == (200, True, True)
    assert not Count.objects.exists()


def test_a_broken_file_is_refused_with_its_line(walk, officer, form):
    answer = send(walk(officer), form, "一监区,100\n二监区,八十\n".encode())
    assert answer.status_code == 422
    assert "Line 2: “八十” is no whole number." in answer.content.decode()


def test_a_large_or_a_binary_file_is_refused(walk, officer, form):
    assert b"too large" in send(walk(officer), form, b"1" * 70_000).content
    assert b"UTF-8 or GBK" in send(walk(officer), form, b"\xff\xfe\xff\xff\x00").content


def test_a_pasted_block_is_never_ignored(walk, officer, form):
    """Whoever pastes and presses “Save” gets it into the table first."""
    page = walk(officer).post(PATH, form(block="一监区\t66\t0\t66\t0")).content.decode()
    assert page.count('value="66"') == 2
    assert not Count.objects.exists()


def test_who_may_not_count_reads(walk, superior, count):
    count(100, 80)
    page = walk(superior).get(PATH).content.decode()
    assert "100" in page
    assert "<input name=" not in page


def test_the_leader_confirms_with_one_tap(walk, officer, leader, count):
    count(100, 80)
    for person, expected in ((officer, b"You cannot"), (leader, b"Confirmed.")):
        answer = walk(person).post(f"{PATH}confirm/", follow=True)
        assert expected in answer.content
    assert b"\xe6\x89\x80\xe9\xa2\x86\xe5\xaf\xbc\xe7\x94\xb2" in walk(officer).get(PATH).content  # 所领导甲


def test_a_morning_to_come_says_when_it_begins(walk, officer, drill):
    from datetime import timedelta

    drill(at("06:00", DAY + timedelta(days=1)))
    page = walk(officer).get("/custody/prison/2020-02-04/morning/").content.decode()
    assert "This roll-call begins at" in page


def test_an_officer_of_one_ward_types_only_that_ward(walk, uyunna, wards, prison):
    from fengsui.cast import FOUNDED
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    org.appoint(uyunna, wards[0], "officer", by=SYSTEM, since=FOUNDED)
    custody.count(prison, DAY, "evening", [custody.Row(wards[1], 80, 1)], by=SYSTEM, at=at("18:05"))
    page = walk(uyunna).get(PATH).content.decode()
    assert f'name="present-{wards[0].pk}"' in page
    assert f'name="present-{wards[1].pk}"' not in page
