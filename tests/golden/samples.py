"""The workbooks that are kept as text: each shape of form once, with few rows, and each kind of result."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from addin.computing import compute
from addin.result_sheet import with_results
from addin.scoring.result_book import results_bytes
from addin.scoring.sheets import score_results
from templates.reading import read_workbook
from templates.registry import workbooks
from templates.rendering import file_bytes
from tests.addin.course_books import OTHER, course, ledger
from tests.addin.merge_books import WORKBOOK, book, enterprise, merged, need
from tests.addin.scored_files import scored_file

CITY, ANOTHER = "平顶山市人力资源和社会保障局", "洛阳市人力资源和社会保障局"


def _lists() -> bytes:
    return file_bytes(WORKBOOK, rows=2)


def _of_registry(code: str) -> bytes:
    return file_bytes(workbooks()[code], rows=2)


def _merged() -> bytes:
    files = {
        "1平顶山市.xlsx": book(CITY, [enterprise(0), enterprise(1, credit_code=None)], [need(0), need(3)]),
        "2洛阳市.xlsx": book(ANOTHER, [enterprise(0), enterprise(2)]),
        "3坏.xlsx": b"PK\x03\x04",
    }
    with tempfile.TemporaryDirectory() as folder:
        return merged(Path(folder), files)[1].path.read_bytes()


def _computed() -> bytes:
    content = ledger([course(40), course(24), course(23, OTHER), course(40, OTHER, occupation_class="A类")])
    received = read_workbook(Path("台账.xlsx"), content=content)
    return with_results(content, compute(received))


def _scored() -> bytes:
    changes = {"12.1": [159, 200], "1.1①": "否", "5.2": "否", "13②": "有"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "样例公司.xlsx")
        scored_file(path, "harmonious-enterprise", changes, {"企业名称（盖章）": "样例公司"})
        return results_bytes(score_results(read_workbook(path)))


SAMPLES: Mapping[str, tuple[Callable[[], bytes], str]] = {  # the workbook, and the one sheet of it that is kept
    "lists": (_lists, ""),
    "card": (functools.partial(_of_registry, "internship-units"), ""),
    "ledgers": (functools.partial(_of_registry, "ledgers-communities"), ""),
    "score-sheet": (functools.partial(_of_registry, "harmony-industry-evaluation"), ""),
    "merged": (_merged, ""),
    "computed": (_computed, "补贴核算"),
    "scored": (_scored, ""),
}
