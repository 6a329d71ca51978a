"""An input left blank, with and without a figure of 当地参数 in its place: `jiuye check` and what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formulas.subsidies import rules
from tests.addin.command_line import CommandLine
from tests.formulas.case_files import all_cases
from tests.ledger_books import filled_ledger

LOAN = "loan-interest-small"  # LPR of the day of signing, 平人社〔2023〕23号 第九条


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


@pytest.mark.parametrize(
    ("lpr", "first_day", "missing"),
    [
        (None, None, True),
        (None, "2020-01-01", False),
        (None, "2099-01-01", True),  # in force only after the contract was signed
        (3.65, None, False),
    ],
)
def test_a_blank_without_a_local_figure_is_an_error(
    lpr: float | None, first_day: str | None, missing: bool, jiuye: CommandLine, tmp_path: Path
) -> None:
    record = next(case.record for case in all_cases() if case.rule.code == LOAN and not case.reasons)
    local = {"lpr": [(first_day, 0.0365)]} if first_day else None
    path = filled_ledger(rules()[LOAN], [{**record, "lpr": lpr}], tmp_path / "贴息.xlsx", local=local)
    status, out, _ = jiuye("check", path, "--json")
    findings: list[dict[str, Any]] = json.loads(out)["findings"]
    found = [each for each in findings if each["rule"] == "LOCAL_FIGURE_MISSING"]
    assert len(found) == missing
    if missing:
        assert status == 1 and found[0]["field"] == "lpr" and found[0]["cell"].endswith("4")
        words = "“政策参数”表里也没有这一天的“贷款市场报价利率（LPR）”。请补填，或在“政策参数”表填上。"
        assert words in found[0]["message"]
