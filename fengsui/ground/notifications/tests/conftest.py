import pytest

from fengsui.ground.notifications import actions as notifications

TEXT = "{姓名}：\n请于{日期}起每日报告体温，住址：{楼号}。咨询{联系电话}。\n（{编号}，{告知人}）"
PERSONS = "合成甲\t1号楼\n合成乙\t2号楼\n合成丙\t3号楼"


@pytest.fixture
def department(units):
    return units["department"]


@pytest.fixture
def wording(department, bao):
    return notifications.write(
        department, "居家观察告知书", TEXT, each="楼号", shared="联系电话", letters="测司告", by=bao
    )


@pytest.fixture
def merge(wording, li):
    """Make notifications for some persons (three)."""

    def make(persons=PERSONS, **more):
        return notifications.merge(wording, persons, **{"shared": {"联系电话": "0000"}, "by": li, **more})

    return make


@pytest.fixture
def batch(merge):
    """测司告〔2020〕1—3号."""
    return merge()


def refused(code):
    """A refusal with a code, in a with statement."""
    from fengsui.house import Refused

    return pytest.raises(Refused, check=lambda one: one.code == code)
