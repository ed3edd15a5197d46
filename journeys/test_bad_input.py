"""What people really send: each is answered with a sentence, and nothing is lost or half-written."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.ground.journal.models import Entry

REPORT = "/reports/prison/2020-02-03/"
GRID = "/custody/prison/2020-02-03/evening/"
HELD, NOTE = "value-custody.prisoners", {"note": "—"}


@pytest.fixture
def counted(units, officer):
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row

    rows = [Row(units["ward-1"], 300, 0, 300, 0), Row(units["ward-2"], 280, 0, 280, 0)]
    custody.count(units["prison"], DAY, "evening", rows, by=officer)


@pytest.fixture
def desk(client, account, officer, counted):
    """The officer at the form of the prison's report."""
    client.force_login(account(officer))

    def send(do="save", path=REPORT, **typed):
        return client.post(path, {"do": do, "revision": 0, **NOTE, **typed}, headers={"Accept-Language": "en"})

    return send


def kept():
    from fengsui.command.reports.models import Report

    return Report.objects.count()


@pytest.mark.parametrize("text", ["-1", "abc", "1e400", "12.5", "½", "9" * 12, "nan", "1;2", "=1+1"])
def test_what_is_no_count_is_said_beside_the_field_and_stays_typed(desk, text):
    answer = desk(**{HELD: text, "reason-custody.prisoners": "why"})
    assert answer.status_code == 422
    assert f'value="{text}"' in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not kept()


@pytest.mark.parametrize("text", ["５７９", " 579 ", "5,79", "579.0"])
def test_a_count_is_read_as_people_type_it(desk, text, prison):
    from fengsui.command.reports.queries import sheet

    assert desk(**{HELD: text, "reason-custody.prisoners": "why"}).status_code == 302
    assert next(line for line in sheet(prison, DAY).lines if line.indicator.code == "custody.prisoners").value == 579


def test_half_a_form_leaves_the_rest_as_it_was(desk, prison):
    from fengsui.command.reports.queries import sheet

    desk(**{HELD: "579", "reason-custody.prisoners": "why"})
    assert desk(revision=1, note="half").status_code == 302
    assert next(line for line in sheet(prison, DAY).lines if line.indicator.code == "custody.prisoners").value == 579


@pytest.mark.parametrize("revision", ["", "-1", "x", "99", "１"])
def test_a_form_of_another_time_is_shown_again(desk, revision):
    desk()
    answer = desk(revision=revision, note="mine")
    assert answer.status_code == 409
    assert "mine" in answer.content.decode()


def test_a_report_far_too_long_is_refused_whole(desk):
    assert desk(note="x" * (6 * 1024 * 1024)).status_code == 413
    assert not kept()


def test_a_character_that_no_text_has_is_left_out(desk):
    from fengsui.command.reports.models import Report

    assert desk(note="a\x00b").status_code == 302
    assert Report.objects.get().note == "ab"


def test_a_minute_before_midnight_it_is_still_today(desk, drill, prison):
    drill(at("23:59"))
    assert desk("sign").status_code == 302
    assert Entry.objects.get(kind="reports.signed").data["late"] is True


def test_after_midnight_yesterday_can_be_signed_and_tomorrow_cannot(desk, drill):
    drill(at("00:00", DAY + timedelta(days=1)))
    assert desk("sign").status_code == 302
    assert desk("sign", "/reports/prison/2020-02-05/").status_code == 422


def test_a_cut_off_at_23_59_is_of_the_same_day(desk, bao, prison, drill):
    from fengsui.command.reports.queries import sheet
    from fengsui.ground.measures import actions as measures
    from fengsui.ground.measures.queries import parameters

    measures.put(parameters()["reports.cutoff"], "23:59", basis="test", by=bao)
    drill(at("23:58"))
    page = sheet(prison, DAY)
    assert (page.cutoff, page.is_silent) == (at("23:59"), False)


def test_a_closed_unit_has_no_report(desk, prison):
    prison.valid_to = DAY
    prison.save()
    assert desk("sign").status_code == 404
    assert not kept()


@pytest.mark.parametrize("day", ["2020-02-30", "2020-13-01", "20200203", "0000-00-00", "9999-12-31"])
def test_a_day_that_is_none(desk, day):
    assert desk("save", f"/reports/prison/{day}/").status_code in {404, 422}
    assert not kept()


LINES = "监区,清点,监外,测温,无读数\r\n一监区,301,0,301,0\r\n二监区,279,1,279,0\r\n"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig"])
def test_a_file_is_read_however_it_was_saved(client, account, officer, counted, encoding, tmp_path):
    client.force_login(account(officer))
    (tmp_path / "a.csv").write_bytes(LINES.encode(encoding))
    with (tmp_path / "a.csv").open("rb") as file:
        answer = client.post(GRID, {"do": "fill", "file": file})
    assert answer.status_code == 200
    assert 'value="301"' in answer.content.decode()


@pytest.mark.parametrize(
    "broken", ['一监区,"301', "一监区;301;0", "\x00\x01\x02", "", "无此监区,1,2,3,4\n", "一监区,abc,0,0,0"]
)
def test_a_broken_file_is_answered_with_a_sentence(client, account, officer, counted, broken, tmp_path):
    client.force_login(account(officer))
    (tmp_path / "a.csv").write_bytes(broken.encode())
    with (tmp_path / "a.csv").open("rb") as file:
        answer = client.post(GRID, {"do": "fill", "file": file})
    assert answer.status_code in {200, 302, 422}
    assert Entry.objects.filter(kind="custody.counted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_forged_id_is_noted_although_nothing_else_is_written(client, account, officer, units):
    client.force_login(account(officer))
    assert client.post("/reports/prison-2/2020-02-03/accept/").status_code == 404
    assert client.get("/documents/00000000-0000-0000-0000-000000000000/").status_code == 404
    assert client.get("/documents/not-a-number/").status_code == 404
    assert Entry.objects.filter(kind="org.denied", actor=officer.pk).count() == 2
