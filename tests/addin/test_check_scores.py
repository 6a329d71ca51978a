"""Score sheets on the command line: `check` names what is missing, `compute` writes the results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from templates.registry import workbook_of
from templates.rendering import render
from templates.score_cells import cells_of
from templates.score_forms import answer_forms
from tests.addin.command_line import CommandLine
from tests.ledger_books import fill


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


def half_filled(path: Path) -> Path:
    """The sheet of 劳动关系和谐企业 with its first item met and every other open."""
    form, _ = answer_forms()["harmonious-enterprise"]
    workbook = workbook_of(form.code)
    assert workbook is not None
    book = render(workbook, rows=3)
    first = cells_of("harmonious-enterprise")[0]
    assert first.item.no == "1.1①"
    fill(book, f"{form.name}.i001", ["是"])
    book.save(path)
    return path


def test_check_names_every_open_item(jiuye: CommandLine, tmp_path: Path) -> None:
    path = half_filled(tmp_path / "和谐企业.xlsx")
    status, out, _ = jiuye("check", str(path), "--json")
    assert status == 1
    messages = [each["message"] for each in json.loads(out)["findings"]]
    assert any("第 1.1② 项未填" in each for each in messages)
    assert not any("第 1.1① 项未填" in each for each in messages)


def test_compute_writes_the_results(jiuye: CommandLine, tmp_path: Path) -> None:
    path = half_filled(tmp_path / "和谐企业.xlsx")
    before = path.read_bytes()
    out = tmp_path / "结果.xlsx"
    status, said, _ = jiuye("compute", str(path), "-o", str(out))
    assert status == 0
    assert "评分结果" in said
    texts = {str(cell.value) for sheet in load_workbook(out) for row in sheet.iter_rows() for cell in row if cell.value}
    assert any("未填完" in each for each in texts)
    assert path.read_bytes() == before
