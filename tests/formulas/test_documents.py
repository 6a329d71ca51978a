"""The list of documents: what is registered twice is refused in Chinese, with the line and the id that is taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formulas import documents
from formulas.documents import DataError

KNOWN = documents._FILE.read_text(encoding="utf-8")
LAST = max(int(each.id[1:]) for each in documents.documents().values())
NEW = '\n[D{number}]\nnumber = "豫示人社〔2027〕2号"\ntitle = "虚构的通知"\n'
TAKEN = f"“[D{LAST:02}]”：这个编号已经有了，新文件接着最后一份的编号往下排"
AGAIN = KNOWN.count("\n") + 2  # the line of a heading added at the end


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file that is read instead of the project's own."""
    path = tmp_path / "documents.toml"
    monkeypatch.setattr(documents, "_FILE", path)
    documents.documents.cache_clear()
    yield path
    monkeypatch.undo()
    documents.documents.cache_clear()


def test_the_next_number_is_free(listed: Path) -> None:
    listed.write_text(KNOWN + NEW.format(number=LAST + 1), encoding="utf-8")
    assert documents.documents()["豫示人社〔2027〕2号"].id == f"D{LAST + 1}"


WRONG = [
    (NEW.format(number=f"{LAST:02}"), f"documents.toml 第{AGAIN}行{TAKEN}"),
    (NEW.format(number="98") + 'title = "再写一次"\n', "title = \"再写一次\"”：这一项写了两次"),
    (NEW.format(number="98") + "[D97]\nnumber = 豫\n", "documents.toml：不是正确的TOML（"),
    (
        NEW.format(number="98") + NEW.format(number="97"),
        "documents.toml [D97]：豫示人社〔2027〕2号 已登记在 [D98]",
    ),
]


@pytest.mark.parametrize(("added", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_document_registered_twice_is_refused(listed: Path, added: str, message: str) -> None:
    listed.write_text(KNOWN + added, encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        documents.documents()
    assert message in str(refusal.value)
