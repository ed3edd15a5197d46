import pytest

from fengsui.cast import at
from fengsui.frontline.gates.actions import listing
from fengsui.frontline.gates.actions.listing import Entry
from fengsui.frontline.gates.models import Listed
from fengsui.ground.journal.models import Entry as Written
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

pytestmark = pytest.mark.usefixtures("english")
ENTRY = {
    "name": "赵六", "authority": "测试疾控中心", "paper": "测疾控〔2020〕3号", "reason": "密切接触者", "until": at("23:00"),
    "number": "15040419800101003X",
}  # fmt: skip


def code_of(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


@pytest.fixture
def row(units, chief):
    return listing.enlist(units["county"], Entry(**ENTRY), by=chief)


def test_a_person_is_listed_once_and_sealed(units, chief):
    sent = uuid7()
    row = listing.enlist(units["county"], Entry(**ENTRY), by=chief, id=sent)
    assert listing.enlist(units["county"], Entry(**ENTRY), by=chief, id=sent) == row
    assert "赵六".encode() not in bytes(row.name_sealed)
    assert Listed.objects.count() == 1
    assert Written.objects.get(kind="gates.listed").data == {"paper": "测疾控〔2020〕3号"}


@pytest.mark.parametrize("field", ["name", "authority", "paper", "reason", "until"])
def test_nothing_is_left_out(units, chief, field):
    entry = Entry(**ENTRY | {field: at("18:30") if field == "until" else "  "})
    assert code_of(lambda: listing.enlist(units["county"], entry, by=chief)) == f"gates.{field}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("150404198001010012", "check digit does not fit"),
        ("15040419800101001", "here are 17"),
        ("150404198013010010", "date of birth"),
        ("1504041980****0013", "letters and digits only"),
        ("E1", "whole number"),
        ("赵六的证件", "letters and digits only"),
    ],
)
def test_a_mistyped_number_is_noticed(units, chief, typed, said):
    with pytest.raises(Refused, match=said) as caught:
        listing.enlist(units["county"], Entry(**ENTRY | {"number": typed}), by=chief)
    assert caught.value.field == "number"


@pytest.mark.parametrize(
    ("typed", "kept"), [("15040419800101 0013", "150404198001010013"), ("Ｅ１２３４５６７８", "E12345678"), ("", "")]
)
def test_a_number_of_another_paper_is_taken(units, chief, desk, typed, kept):
    row = listing.enlist(units["county"], Entry(**ENTRY | {"number": typed}), by=chief)
    assert listing.show(row, "核对", by=desk).number == kept


def test_an_officer_lists_nobody(units, desk):
    assert code_of(lambda: listing.enlist(units["county"], Entry(**ENTRY), by=desk)) == "org.no_right"


def test_it_ends_by_hand_and_the_second_is_told(row, chief):
    assert code_of(lambda: listing.delist(row, "", by=chief)) == "gates.because"
    ended = listing.delist(row, "解除", by=chief)
    assert (ended.ended_at, ended.ended_by) == (at("18:30"), chief)
    assert code_of(lambda: listing.delist(row, "解除", by=chief)) == "gates.ended"
    assert not Listed.objects.on().exists()


def test_what_has_ended_by_itself_is_not_ended_again(row, chief, drill):
    drill(at("23:30"))
    assert code_of(lambda: listing.delist(row, "解除", by=chief)) == "gates.ended"


def test_the_name_is_shown_for_a_reason(row, desk, zhao):
    assert code_of(lambda: listing.show(row, "", by=desk)) == "gates.reason"
    assert code_of(lambda: listing.show(row, "x", by=zhao)) == "org.no_right"
    assert listing.show(row, "核对", by=desk).name == "赵六"
    assert Written.objects.get(kind="gates.list_shown").data == {"reason": "核对"}


def test_the_system_lists_too(units):
    from fengsui.ground.org.scope import SYSTEM

    assert listing.enlist(units["county"], Entry(**ENTRY), by=SYSTEM, synthetic=True).entered_by is None


def test_who_sees_the_list(row, desk, chief, zhao, uyunna):
    assert [list(Listed.objects.visible_to(one)) for one in (desk, chief, zhao, uyunna)] == [[row], [row], [], []]
