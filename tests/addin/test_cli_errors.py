"""Wrong rules, forms and standards on the command line: one sentence with the place; program faults stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.cli.errors import about_data
from formulas.documents import DataError
from formulas.expressions import ExpressionError
from templates.model import FormError

ROOT = Path(__file__).resolve().parents[2]
PLACE = "formulas/subsidies/invented.py"
DECLARATION = ROOT / PLACE


def raised_by(source: str, file: Path) -> Exception:
    """What comes up when a file with this text is imported."""
    try:
        exec(compile(source, str(file), "exec"), {})
    except Exception as error:
        return error
    raise AssertionError(f"nothing came up: {source}")


WRONG = [
    ("\nRULE = undeclared\n", f"{PLACE} 第2行：写法有误，Python 说：name 'undeclared' is not defined（NameError）"),
    ("def f(): ...\nf(place=2)\n", f"{PLACE} 第2行：写法有误，Python 说：f() got an unexpected keyword argument"),
    ("a = 1\nb = )\n", f"{PLACE} 第2行：写法有误，Python 说：unmatched ')'（SyntaxError）"),
    ("from formulas.inputs import Date\n", f"{PLACE} 第1行：写法有误，Python 说："),
    ("from formulas.documents import DataError\nraise DataError('缺少 label')\n", f"{PLACE} 第2行：缺少 label"),
    ("from formulas.documents import DataError\nraise DataError('a.toml：缺少 label')\n", "a.toml：缺少 label"),
    (
        "from formulas.inputs import Inputs, date\ni = Inputs(apply_date=date('申请日期'))\ni.apply_day\n",
        f"{PLACE} 第3行：没有输入“apply_day”；有：apply_date",
    ),
    (
        "from formulas.parameters import load_parameters\nload_parameters('job_intro').per_persn\n",
        f"{PLACE} 第2行：job_intro.toml 没有参数“per_persn”；有：per_person",
    ),
    ("from formulas.expressions import number\nnumber('3')\n", f"{PLACE} 第2行：'3' 不是数字"),
]


@pytest.mark.parametrize(("source", "words"), WRONG)
def test_a_wrong_declaration_is_told_with_its_place(source: str, words: str) -> None:
    told = about_data(raised_by(source, DECLARATION))
    assert told.startswith(words)


@pytest.mark.parametrize("error", [DataError("缺少 label"), ExpressionError("缺少 label"), FormError("缺少 label")])
def test_an_error_of_data_needs_no_place(error: Exception) -> None:
    assert about_data(error) == "缺少 label"


def test_a_fault_of_the_program_keeps_its_trace() -> None:
    assert about_data(raised_by("undeclared\n", ROOT / "addin" / "cli" / "rules.py")) == ""
    assert about_data(raised_by("from calendar import monthrange\nmonthrange('一', 1)\n", DECLARATION)) == ""
    assert about_data(KeyError("x")) == ""
