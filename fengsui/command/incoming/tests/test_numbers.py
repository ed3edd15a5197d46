"""How a number is written that was typed or pasted."""

import pytest

from fengsui.command.incoming.numbers import mended


@pytest.mark.parametrize("typed", [
    "司发通[2020]5号", "司发通(2020)5号", "司发通（2020）5号", "司发通【2020】5号", "司发通﹝2020﹞5号", " 司发通 [ 2020 ] ５号 ",
    "司发通[2020年]5号", "司发通<2020>5号", "司发通〔２０２０]5号",
])  # fmt: skip
def test_whatever_brackets_were_pasted(typed):
    assert mended(typed) == ("司发通〔2020〕5号", True)


@pytest.mark.parametrize("typed", ["司发通〔2020〕5号", "第148号", "（2020）", ""])
def test_nothing_else_is_touched(typed):
    assert mended(typed).number == typed.replace("（2020）", "〔2020〕")


def test_only_brackets_are_told():
    assert not mended("司发通 〔2020〕 ５号").brackets
