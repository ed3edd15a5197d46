import pytest

from fengsui.ground.org.models import Account, Appointment, Unit
from fengsui.house import Refused
from fengsui.site import databases, golive, home, scenario
from fengsui.site.tests.conftest import UNITS

pytestmark = pytest.mark.usefixtures("ready_made")


@pytest.fixture
def units_file(tmp_path):
    path = tmp_path / "units.csv"
    path.write_text(UNITS, encoding="gb18030")
    return path


def test_golive_makes_an_empty_live_database_beside_the_drill(installation, small_scenario, units_file):
    scenario.load(small_scenario)
    passwords = golive.found(units_file, "李某", "包某")
    assert home.database_name() == f"{installation}_live"
    assert databases.kind(installation) == databases.DRILL
    with databases.using(home.database_name()):
        assert Account.objects.get(username="李某").check_password(passwords["李某"])
        assert set(Appointment.objects.values_list("office", flat=True)) == {
            "leader",
            "system_administrator",
            "security_administrator",
        }
        assert Unit.objects.count() == 2


def test_golive_refuses_a_second_live_database(installation, units_file):
    golive.found(units_file, "李某", "包某")
    with pytest.raises(Refused, match="live already"):
        golive.found(units_file, "赵某", "包某")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("code,kind\na,prison\n", "lacks: name"),
        ("code,kind,name\n", "no unit"),
        ("code,kind,name,territory\na,prison,甲,nobody\n", "nobody"),
        ("code,kind,name,territory\na,prison,甲,-\nb,prison,乙,-\n", "2 units"),
        ("code,kind,name,territory\na,castle,甲,-\n", "a"),
    ],
)
def test_a_bad_units_file_leaves_nothing_behind(installation, units_file, text, why):
    units_file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=why):
        golive.found(units_file, "李某", "包某")
    assert not databases.exists(f"{installation}_live")
    assert not databases.exists(f"{installation}_live_new")


def test_a_units_file_that_is_not_text_is_refused(units_file):
    units_file.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(Refused, match="UTF-8"):
        golive.units.read(units_file)
