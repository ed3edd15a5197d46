"""Cells as people write them."""

import pytest

from fengsui.ground.exchange import values
from fengsui.ground.exchange.tests.conftest import ID_A
from fengsui.ground.exchange.values import Unreadable


@pytest.mark.parametrize(
    ("read", "written", "meant"),
    [
        (values.identity, "１１０１０５１９４９１２３１００２ｘ", ID_A),
        (values.identity, "110105 19491231 002x", ID_A),
        (values.identity, "110105－19491231—002X", ID_A),
        (values.identity, "810000199001011230", "810000199001011230"),
        (values.phone, "+86 138-0000—0001", "13800000001"),
        (values.phone, "（0471）600０000", "04716000000"),
        (values.person_name, " 阿拉坦 ・ 巴特尔 ", "阿拉坦·巴特尔"),
        (values.person_name, "阿依古丽•买买提", "阿依古丽·买买提"),
        (values.person_name, "王　某", "王某"),
        (values.person_name, "乌兰图雅博尔济吉特额尔德尼其其格", "乌兰图雅博尔济吉特额尔德尼其其格"),
        (values.person_name, "John Smith Jr.", "John Smith Jr."),
        (values.person_name, "王\u200b某", "王某"),
        (values.code, "bureau–１５０１００", "bureau-150100"),
        (values.code, "—", "-"),
        (values.day, "2020年2月3日", "2020-02-03"),
        (values.day, "2020．2．3", "2020-02-03"),
        (values.day, "２０２０/０２/０３", "2020-02-03"),
        (values.day, "20200203", "2020-02-03"),
        (values.day, "43864", "2020-02-03"),
        (values.day, "2020-02-03 00:00:00", "2020-02-03"),
        (values.moment, "2020年2月3日 18：30", "2020-02-03 18:30"),
        (values.moment, "2020-02-03", "2020-02-03 00:00"),
        (values.moment, "2020-02-03T08:00:00", "2020-02-03 08:00"),
        (values.whole, "１２", "12"),
        (values.whole, "2.0", "2"),
        (values.division, "150000.0", "150000"),
        (values.yes, "是", "yes"),
        (values.yes, "否", ""),
        (values.unit_name, "演练（合成）  监狱", "演练（合成） 监狱"),
    ],
)
def test_what_is_written_is_understood(read, written, meant):
    assert read(written) == meant


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (values.identity, "110105194902310020"),
        (values.identity, "110105490223002"),
        (values.identity, "440524188001010015"),
        (values.phone, "无"),
        (values.phone, "13800000001、13900000001"),
        (values.day, "去年"),
        (values.day, "2020-13-01"),
        (values.moment, "2020-02-03 25:00"),
        (values.moment, "晚上九点"),
        (values.whole, "-1"),
        (values.whole, "两人"),
        (values.division, "1500"),
        (values.yes, "也许"),
        (values.person_name, "王某2"),
        (values.short_name, "长" * 41),
    ],
)
def test_what_cannot_be_meant_is_refused(read, written):
    with pytest.raises(Unreadable):
        read(written)


@pytest.mark.parametrize("read", [values.identity, values.phone, values.day, values.moment, values.whole, values.code])
def test_nothing_is_nothing(read):
    assert read("") == read("  ") == ""
