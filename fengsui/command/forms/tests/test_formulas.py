import pytest

from fengsui.command.forms.paper.formulas import Sums
from fengsui.command.forms.paper.grid import place_of

VALUES = {"A1": 1.0, "A2": 2.0, "A3": None, "A4": "未报", "A5": 10.0}


def result(formula, missing=("A4",), **more):
    formulas = {("s", *place_of(ref)): text for ref, text in {"Z1": formula, **more}.items()}
    values = {("s", *place_of(ref)): value for ref, value in VALUES.items()}
    gone = {("s", *place_of(ref)) for ref in missing}
    return Sums(lambda cell: formulas.get(cell, ""), values.get, gone.__contains__).result(("s", 1, 26))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1+2*3", 7), ("(1+2)*3", 9), ("-A1+A2", 1), ("2^3", 8), ("50%", 0.5), ("A1+A3", 1), ("A5/A2", 5),
        ("SUM(A1:A3)", 3), ("SUM(A1:A5)", 13), ("SUM(A1,A2,5)", 8), ("AVERAGE(A1:A2)", 1.5), ("MAX(A1:A5)", 10),
        ("MIN(A1:A2)", 1), ("COUNT(A1:A5)", 3), ("COUNTA(A1:A5)", 4), ("ROUND(2.5,0)", 3), ("ROUND(-2.5,0)", -3),
        ("ABS(-4)", 4), ("INT(2.9)", 2), ("IF(A1>0,5,6)", 5), ("IF(A1>5,5)", 0), ("IFERROR(A1/A3,9)", 9),
        ("IFERROR(A4+1,7)", 7), ('IF(A4="未报",1,2)', 1), ("IF(A1<>A2,1,0)", 1), ("IF(A1<=1,1,0)", 1),
        ("$A$1+s!A2", 3), ("'s'!A1", 1), ("IF(A3=0,1,2)", 1), ('IF("a">1,1,2)', 1), ('"3"+1', 4),
    ],
)  # fmt: skip
def test_what_such_sheets_use_is_worked_out(formula, value):
    assert result(formula).value == pytest.approx(value)


@pytest.mark.parametrize(("formula", "text"), [('"共"&A1&"人"', "共1人"), ('""&A3', ""), ('"say ""a"""', 'say "a"')])
def test_words_are_joined(formula, text):
    assert result(formula).value == text


@pytest.mark.parametrize(
    ("formula", "error"),
    [("A4+1", "#VALUE!"), ("1/0", "#DIV/0!"), ("AVERAGE(A3:A3)", "#DIV/0!"), ("IF(1/0,1,2)", "#DIV/0!")],
)
def test_an_error_is_an_error(formula, error):
    assert result(formula).error == error


@pytest.mark.parametrize(
    "formula",
    ["VLOOKUP(1,A1:A2,1)", "A1 A2", "SUM(A:A)", "1+", "SUM(A1:XFD9999)", "{1,2}", "(1", "1)", "A1:A2", "Z1", "9^9^9^9"],
)
def test_anything_else_is_unknown(formula):
    assert result(formula) is None


def test_what_a_sum_lacks_is_told():
    assert {cell[1] for cell in result("SUM(A1:A5)").missing} == {4}
    assert {cell[1] for cell in result("SUM(Y1,1)", Y1="SUM(A3:A4)").missing} == {4}


def test_what_is_not_chosen_is_not_lacking():
    assert result("IF(A1>0,A2,A4)").missing == set()


def test_a_formula_that_uses_an_unknown_or_wrong_one():
    assert result("Y1+1", Y1="VLOOKUP(1)") is None
    assert result("Y1+1", Y1="1/0").error == "#DIV/0!"
