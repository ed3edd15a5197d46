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
    "number": "15040419800101001X",
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
