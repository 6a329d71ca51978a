"""The command line as a test calls it: in this process, with what it prints and its exit status."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from addin.cli.app import run

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
PERSON, OTHER = "41040019900101001X", "410400199202020020"
COURSE: dict[str, Any] = {
    "apply_date": "2023-06-01",
    "institution_listed": True,
    "occupation_related": True,
    "hours": 31,
    "certificate": True,
    "occupation_class": "未列入",
    "paid_this_year": 0,
    "person_id": PERSON,
}  # of train-offjob: 31 ÷ 8 = 3, 3 × 200元 = 600元
WORKER: dict[str, Any] = {
    "award_year": 2024,
    "household_type": "脱贫享受政策户",
    "wage_q4_prev": 15000,
    "wage_q1": 15000,
    "wage_q2": 15000,
    "wage_q3": 15000,
    "paid_this_year": False,
}  # of labour-award: 60000元 × 4% = 2400元, at most 1500元


class CommandLine:
    """`jiuye(...)` gives exit status, stdout and stderr; the methods ask for what a test wants to see."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self._folder = folder

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        status = run([str(each) for each in arguments])
        printed = self._capsys.readouterr()
        return status, printed.out, printed.err

    def save(self, document: Any, name: str = "rows.json") -> Path:
        """A file of JSON, or of a text as it is."""
        path = self._folder / name
        text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
        path.write_text(text, encoding="utf-8")
        return path

    def answer(self, *arguments: object) -> Any:
        """The one JSON document on stdout of a call that succeeds and says nothing else but hints."""
        status, out, err = self(*arguments, "--json")
        assert status == 0 and all(line.startswith("提醒") for line in err.splitlines()), err
        return json.loads(out)

    def calc(self, code: str, rows: Sequence[Any] | str, *options: object) -> Any:
        """The answers for some rows."""
        return self.answer("calc", code, "--input", self.save(rows), *options)

    def amounts(self, code: str, rows: Sequence[Any] | str, *options: object) -> list[str]:
        return [each["amount"] for each in self.calc(code, rows, *options)]

    def refused(self, *arguments: object) -> str:
        """The one sentence on stderr of a call that could not run."""
        status, out, err = self(*arguments)
        assert (status, out) == (2, "")
        assert "Traceback" not in err and err.count("\n") == 1
        return err
