"""The functions of cells: made from the rules, equal to them, with help in Chinese."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from addin.functions import Argument, Function, FunctionError, all_functions, call, metadata
from addin.hosts import udfs
from addin.xlam import rule_functions
from addin.xlam.rule_functions import BY_HAND, rule_modules
from addin.xlam.vba_source import VbaSourceError, procedures
from formulas.subsidies import rules
from formulas.subsidy import award
from tests.addin.excel_client import ExcelClient
from tests.addin.filled_books import ID_NUMBERS, foreign
from tests.addin.serving import running
from tests.ledger_books import cell_value
from tests.ledger_cases import cases


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with running() as address:
        yield address


# Values worked by hand; the awards from the texts of the rules: 2 % of 9,000 元; 4 % of 60,000 元, at most 1,500 元
WORKER = (2024, "脱贫享受政策户")
VALUES: list[tuple[str, list[Any], object]] = [
    ("CREDIT_CODE_OK", ["91410402MA00000A1L"], True),
    ("CREDIT_CODE_OK", [" 91410402ma00000a1l "], True),
    ("CREDIT_CODE_OK", ["91410402MA00000A1M"], False),
    ("CREDIT_CODE_OK", ["91410402MA00000A1"], False),
    ("CREDIT_CODE_OK", [None], False),
    ("CREDIT_CODE_OK", [914104020000000000], False),
    ("ID_OK", [ID_NUMBERS[0]], True),
    ("ID_OK", [ID_NUMBERS[0][:-1] + "6"], False),
    ("ID_OK", ["41040219900230001X"], False),  # 30 February
    ("ID_OK", [410402199003070015.0], False),  # a number has lost its last digits
    ("ID_OK", [""], False),
    ("AGE", [ID_NUMBERS[0], 45078], 33),  # born 1990-03-07, on 2023-06-01
    ("AGE", ["2000-02-29", "2023-02-28"], 22),
    ("AGE", ["2000-02-29", "2023-03-01"], 23),
    ("AGE", [36526, 36526], 0),  # 2000-01-01
    ("AGE", ["1990年3月7日", "2023-6-1"], 33),
    ("AGE", ["19900307", 45078], 33),
    ("LABOUR_AWARD", [*WORKER, 2000, 3000, 2000, 2000, "否"], 180.0),
    ("LABOUR_AWARD", [*WORKER, 15000, 15000, 15000, 15000, "否"], 1500.0),
    ("LABOUR_AWARD", [*WORKER, 15000, 15000, 15000, 15000, "是"], 0.0),
    ("LABOUR_AWARD", [*WORKER, 15000, 15000, 15000, 15000, False], 1500.0),
]


@pytest.mark.parametrize(("name", "arguments", "value"), VALUES, ids=lambda each: str(each)[:40])
def test_a_value_worked_by_hand(name: str, arguments: list[Any], value: object) -> None:
    assert call(name, arguments) == value


REFUSED: list[tuple[str, list[Any], str]] = [
    ("AGE", ["abc", 45078], "出生日期：应为日期"),
    ("AGE", [ID_NUMBERS[0], "昨天"], "日期：应为日期"),
    ("AGE", [45078, 36526], "日期早于出生日期"),
    ("AGE", [ID_NUMBERS[0], 2023], "日期：应为日期"),  # a mere year is no day
    ("AGE", [45078], "要2个参数，给了1个"),
    ("LABOUR_AWARD", [*WORKER, None, 1, 1, 1, "否"], "上一年第四季度务工工资：请填不小于0的数"),
    ("LABOUR_AWARD", [*WORKER, -1, 1, 1, 1, "否"], "请填不小于0的数"),
    ("LABOUR_AWARD", [2024, "富户", 1, 1, 1, 1, "否"], "中选一项"),
    ("LABOUR_AWARD", [*WORKER, 1, 1, 1, 1, "也许"], "请填“是”或者“否”"),
]


@pytest.mark.parametrize(("name", "arguments", "words"), REFUSED, ids=lambda each: str(each)[:40])
def test_an_argument_that_does_not_fit_is_told_in_chinese(name: str, arguments: list[Any], words: str) -> None:
    with pytest.raises(FunctionError, match=words):
        call(name, arguments)


AMOUNT_RULES = sorted(code for code, rule in rules().items() if not rule.check_only)


@pytest.mark.parametrize("code", AMOUNT_RULES)
def test_a_rules_function_gives_the_rules_own_amount(code: str) -> None:
    """Over records as a ledger's cells hold them: 是/否, true dates as numbers, percentages as fractions."""
    rule = rules()[code]
    compared = 0
    for record in cases(rule, 25):
        arguments = [_cells(spec, record.get(name)) for name, spec in rule.inputs]
        expected = award(rule, record)
        if expected.invalid:
            with pytest.raises(FunctionError):
                call(code.replace("-", "_").upper(), arguments)
            continue
        assert call(code.replace("-", "_").upper(), arguments) == float(expected.amount)
        compared += 1
    assert compared


def _cells(spec: Any, value: Any) -> object:
    if spec.item is not None:
        filled = [cell_value(spec.item, each) for each in value or []]
        return [[*filled, *[None] * (16 - len(filled))]]
    cell = cell_value(spec, value)
    return (cell - dt.date(1899, 12, 30)).days if isinstance(cell, dt.date) else cell


def test_the_metadata_is_what_office_js_takes() -> None:
    described = json.loads(json.dumps(metadata(), ensure_ascii=False))["functions"]
    assert [each["id"] for each in described] == list(all_functions())
    assert len(described) == len(AMOUNT_RULES) + 3
    for each in described:
        assert re.fullmatch(r"[A-Z][A-Z0-9_.]*", each["name"]) and len(each["name"]) <= 128
        assert re.search(r"[\u4e00-\u9fff]", each["description"])
        names = [parameter["name"] for parameter in each["parameters"]]
        assert len(set(names)) == len(names) >= 1
        for parameter in each["parameters"]:
            assert re.search(r"[\u4e00-\u9fff]", parameter["description"])
            assert parameter["dimensionality"] in ("scalar", "matrix")
        assert each["result"]["type"] in ("number", "boolean")


def test_a_functions_help_names_the_document() -> None:
    assert "平巩固脱贫成果办〔2023〕7号 二（一）" in all_functions()["LABOUR_AWARD"].help


def test_the_functions_of_windows_have_the_arguments_of_the_rules() -> None:
    made = {name: each for name, each in vars(udfs).items() if name.startswith("JY_")}
    assert set(made) == {f"JY_{name}" for name in all_functions()}
    signature = inspect.signature(made["JY_LABOUR_AWARD"])
    assert list(signature.parameters) == [name for name, _ in rules()["labour-award"].inputs]
    assert made["JY_LABOUR_AWARD"](*WORKER, 2000, 3000, 2000, 2000, "否") == 180.0
    assert "中选一项" in made["JY_LABOUR_AWARD"](2024, "富户", 1, 1, 1, 1, "否")
    assert made["JY_AGE"].__doc__ == all_functions()["AGE"].help


def test_the_addins_own_functions_are_those_of_windows_argument_by_argument() -> None:
    """The VBA that the build makes calls `addin.hosts.udfs` by name and position, and the server without JY_."""
    functions, helps = (module.source.replace(" _\r\n        ", " ") for module in rule_modules())
    made = {each.name: each.parameters for each in procedures(functions)}
    assert set(made) == {f"JY_{name}" for name in all_functions() if name not in BY_HAND}
    for name, parameters in made.items():
        assert parameters == tuple(inspect.signature(vars(udfs)[name]).parameters)
        assert f'{name} = JyRule("{name}", Array({", ".join(parameters)}))' in functions
    for name, function in all_functions().items():
        told = " & vbLf & ".join(f'"{each.help}"' for each in function.arguments)
        assert f'JyDescribe "JY_{name}", "{function.help}", {told}' in helps


def test_a_name_that_vba_keeps_for_itself_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    argument = Argument("date", "日期", "哪一天")
    odd = Function("ODD", "怪", "怪函数", (argument,), "number", lambda on: on)
    monkeypatch.setattr(rule_functions, "all_functions", lambda: {"ODD": odd})
    with pytest.raises(VbaSourceError, match="date"):
        rule_modules()


def test_calls_travel_together(base: str) -> None:
    client = ExcelClient(base, foreign())
    calls = [{"name": name, "args": arguments} for name, arguments, _ in VALUES]
    calls += [{"name": "AGE", "args": ["abc", 1]}, {"name": "NOTHING", "args": []}]
    results = _post(client, {"calls": calls})
    assert [each.get("value") for each in results[:-2]] == [value for _, _, value in VALUES]
    assert "出生日期" in results[-2]["error"] and "没有函数" in results[-1]["error"]


@pytest.mark.parametrize("body", [{}, {"calls": 5}, {"calls": [{"name": "AGE"}]}, {"calls": [{"name": 5, "args": []}]}])
def test_calls_that_are_none_are_refused(base: str, body: Any) -> None:
    assert ExcelClient(base, foreign()).post("/functions", json.dumps(body).encode()).status == 400


def _post(client: ExcelClient, body: Any) -> list[dict[str, Any]]:
    import urllib.request

    request = urllib.request.Request(client.base + "/functions", json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=60) as response:
        results: list[dict[str, Any]] = json.loads(response.read())["results"]
        return results
