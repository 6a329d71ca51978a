"""Check digits: 统一社会信用代码 and 公民身份号码 against python-stdnum, in Python and as LibreOffice computes them.

1. 2,000 valid and 2,000 corrupted numbers of each kind get the answer of python-stdnum's check digits.
2. The workbook's formula gives the same answer for every one of them.
3. The known good numbers of the standards are valid.
4. A validation refuses nothing that is valid.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from templates.fields import CELL, NAMED_CONSTANTS, FieldContext, FieldType, ResidentId, Uscc
from tests.templates.formula_sheet import TODAY, write_formula_sheet

COUNT = 2000
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CONTEXT = FieldContext("代码", filed_on=TODAY)
REGIONS = ("410402", "410425", "110105", "350100", "440305", "650102")


def valid_codes() -> list[str]:
    """Half of them fit python-stdnum's own pattern (eight leading digits), half only the wider national rule."""
    chance = random.Random(32100)
    codes = []
    for number in range(COUNT):
        head = "91" + "".join(chance.choice("0123456789" if number % 2 else ALPHABET) for _ in range(6))
        body = head + "".join(chance.choice(ALPHABET) for _ in range(9))
        codes.append(body + uscc.calc_check_digit(body))
    return codes


def valid_ids() -> list[str]:
    chance = random.Random(11643)
    numbers = []
    for _ in range(COUNT):
        born = dt.date(1900, 1, 1) + dt.timedelta(days=chance.randrange((TODAY - dt.date(1900, 1, 1)).days + 1))
        body = f"{chance.choice(REGIONS)}{born:%Y%m%d}{chance.randrange(1000):03}"
        numbers.append(body + ric.calc_check_digit(body + "0"))
    return numbers


def corrupted(number: str, chance: random.Random, alphabet: str, strange: str) -> str:
    place = chance.randrange(18)
    kind = chance.randrange(6)
    if kind == 0:
        return number[:place] + chance.choice(alphabet) + number[place + 1 :]
    if kind == 1:
        return number[:place] + number[place + 1 : place + 2] + number[place] + number[place + 2 :]
    if kind == 2:
        return number[:place] + number[place + 1 :]
    if kind == 3:
        return number[:place] + chance.choice(alphabet) + number[place:]
    if kind == 4:
        return number[:place] + chance.choice(strange) + number[place + 1 :]
    return number[:6] + f"{chance.randrange(10**8):08}" + number[14:]


def code_is_valid(code: str) -> bool:
    """python-stdnum's check character over the alphabet of GB 32100-2015; its pattern of leading digits left out."""
    return len(code) == 18 and set(code) <= set(ALPHABET) and uscc.calc_check_digit(code[:17]) == code[17]


def id_is_valid(number: str) -> bool:
    digits = "0123456789"
    if len(number) != 18 or not set(number[:17]) <= set(digits) or number[17] not in digits + "X":
        return False
    try:
        born = ric.get_birth_date(number)
    except (ValidationError, ValueError):
        return False
    return dt.date(1900, 1, 1) <= born <= TODAY and ric.calc_check_digit(number) == number[17]


def corrupted_codes() -> list[str]:
    chance = random.Random(1)
    return [corrupted(code, chance, ALPHABET, "IOSVZ*?０甲") for code in valid_codes()]


def corrupted_ids() -> list[str]:
    chance = random.Random(2)
    return [corrupted(number, chance, "0123456789", "XIO.E+*１甲") for number in valid_ids()]


CASES = [
    pytest.param(Uscc(), [*valid_codes(), *corrupted_codes()], code_is_valid, id="credit-code"),
    pytest.param(ResidentId(), [*valid_ids(), *corrupted_ids()], id_is_valid, id="resident-id"),
]


@pytest.mark.parametrize("field_type, numbers, oracle", CASES)
def test_python_agrees_with_stdnum(field_type: FieldType, numbers: list[str], oracle: Callable[[str], bool]) -> None:
    for number in numbers:
        errors = [each for each in field_type.problems(number, CONTEXT) if each.severity == "error"]
        assert bool(errors) != oracle(number), (number, errors)


@pytest.mark.parametrize("field_type, numbers, oracle", CASES)
def test_the_workbook_agrees_with_stdnum(
    field_type: FieldType, numbers: list[str], oracle: Callable[[str], bool], recalculated: Callable, tmp_path: Path
) -> None:
    validation = field_type.validation()
    assert validation is not None
    formulas = [field_type.valid_formula(CELL), f"IFERROR({validation.formula1},FALSE)"]
    path = write_formula_sheet(tmp_path / "codes.xlsx", [((n,), formulas) for n in numbers], NAMED_CONSTANTS)
    cells = recalculated([path])[0].cells["试算"]
    for row, number in enumerate(numbers, start=1):
        assert cells[row, 2] is oracle(number), number
        assert cells[row, 3] or not oracle(number), f"the validation refuses {number}"


def test_the_samples_hold_what_they_should() -> None:
    """The oracle finds the 2,000 valid ones valid, most corrupted ones not, and stdnum's narrow pattern agrees."""
    assert all(map(code_is_valid, valid_codes())) and all(map(id_is_valid, valid_ids()))
    assert all(map(uscc.is_valid, valid_codes()[1::2])) and not all(map(uscc.is_valid, valid_codes()[::2]))
    for sample, oracle in ((corrupted_codes(), code_is_valid), (corrupted_ids(), id_is_valid)):
        wrong = sum(not oracle(number) for number in sample)
        assert len(sample) == COUNT and 1700 < wrong < COUNT


@pytest.mark.parametrize("field_type, number", [(Uscc(), "91350100M000100Y43"), (ResidentId(), "11010519491231002X")])
def test_known_good_numbers(field_type: FieldType, number: str) -> None:
    assert field_type.problems(number, CONTEXT) == []
    assert field_type.normalise(number.lower()) == number
