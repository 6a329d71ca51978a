"""The example of a new standard works as written: it loads, scores as worked by hand, and its sheet can be drawn."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import formulas.rubrics
from formulas import documents
from formulas.rubric import Rubric
from formulas.rubric_file import RubricError, load
from formulas.scoring import score
from templates.model import ScoreSheetForm, Workbook
from templates.rendering import render
from templates.score_cells import cells_of
from tests.formulas.rubric_sheets import full_sheet

PAGE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "new_rubric.md"
BLOCKS = dict(re.findall(r"```(?:toml|python)\n# (\S+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S))
STANDARD = BLOCKS["formulas/rubrics/sample-station.toml"]
CASES = tomllib.loads(BLOCKS["tests/formulas/rubric_cases/worked_scored.toml"])["case"]


def forget() -> None:
    for cached in (formulas.rubrics.codes, formulas.rubrics.rubric, cells_of, documents.documents):
        cached.cache_clear()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of standards with that of the example, its document registered."""
    known = documents._FILE.read_text(encoding="utf-8")
    listed = tmp_path / "documents.toml"
    listed.write_text(f"{known}\n{BLOCKS['formulas/documents.toml']}", encoding="utf-8")
    rubrics = tmp_path / "rubrics"
    rubrics.mkdir()
    (rubrics / "sample-station.toml").write_text(STANDARD, encoding="utf-8")
    monkeypatch.setattr(documents, "_FILE", listed)
    monkeypatch.setattr(formulas.rubrics, "FOLDER", rubrics)
    forget()
    yield rubrics
    monkeypatch.undo()
    forget()


def standard() -> Rubric:
    return formulas.rubrics.rubric("sample-station")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_example_scores_as_worked(case: dict[str, Any]) -> None:
    result = score(standard(), full_sheet(standard(), {}, case["items"])).to_json()
    assert {key: result[key] for key in case["expect"]} == case["expect"]
    assert result["findings"] == []
    assert {name: result["sections"][name] for name in case.get("sections", {})} == case.get("sections", {})


def test_a_document_outside_the_compendium_is_cited_without_lines() -> None:
    result = score(standard(), full_sheet(standard(), {}, CASES[2]["items"]))
    assert result.citations[:2] == ("豫示人社〔2027〕2号 附件1 零工驿站评价标准", "豫示人社〔2027〕2号 备注")
    assert not any("（" in each for each in result.citations)


def test_the_sheet_of_the_example_can_be_drawn() -> None:
    space: dict[str, Any] = {}
    exec(compile(BLOCKS["templates/forms/sample_station.py"], str(PAGE), "exec"), space)
    form = space["FORM"]
    assert isinstance(form, ScoreSheetForm)
    drawn = render(Workbook("sample", "零工驿站评价", forms=(form,)))
    rows = [row for sheet in drawn.worksheets for row in sheet.iter_rows(min_row=1, values_only=True)]
    words = [str(value) for row in rows for value in row]
    for text in ("有固定场所，面积不少于50平方米", "登记求职人员求职成功率×40分", "受到表彰", "弄虚作假"):
        assert any(text in each for each in words), text


# (what is written, by what it is replaced, what the message must say): lines are those of the compendium
LINES = [
    ("count = 7", 'count = 7\nline = "L812"', "sample-station.toml：豫示人社〔2027〕2号不在汇编里，不写 line"),
    ("points = 20},\n]", 'points = 20, line = "L9"},\n]', "第 一、2 项：豫示人社〔2027〕2号不在汇编里，不写 line"),
    ("豫示人社〔2027〕2号", "豫协调三方〔2023〕1号", "第 四、1 项：缺少 line（豫协调三方〔2023〕1号在汇编L"),
    ("豫示人社〔2027〕2号", "豫协调三方〔2023〕1号", "pass_line：缺少 line"),
    ('name = "rate", title', 'name = "share", title', "第 二、1 项：ratio 的第一个输入应是名为 rate 的比率"),
]


@pytest.mark.parametrize(("old", "new", "message"), LINES, ids=[message for _, _, message in LINES])
def test_a_slip_in_the_example_is_told(folder: Path, old: str, new: str, message: str) -> None:
    assert old in STANDARD
    path = folder / "sample-station.toml"
    path.write_text(STANDARD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RubricError) as refused:
        load(path)
    assert message in str(refused.value)
