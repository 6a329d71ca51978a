"""The changelog names every rule, standard and form there is, with the document behind it and the first day.

It and the other documents count them right.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from formulas.rubrics import all_rubrics
from formulas.subsidies import rules
from templates.ledgers import kebab
from templates.registry import forms, workbooks

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z0-9-]+)`", TEXT))
FLOWING = " ".join(TEXT.split())
FORMS, RULES, STANDARDS = "### New: workbooks and forms", "### New: subsidy rules", "### New: evaluation standards"


@pytest.mark.parametrize("code", sorted(rules()))
def test_a_rule_stands_behind_its_document_and_its_first_day(code: str) -> None:
    rule = rules()[code]
    wanted = (str(rule.citation).split(" ")[0], str(rule.file.window))
    place = f"{RULES}, - {rule.family}: {wanted[0]}, {wanted[1]}: `{code}`{'（检查）' if rule.check_only else ''}"
    assert f"`{code}`" in FLOWING, f"CHANGELOG.md does not name it. Add under {place}"
    before = FLOWING[: FLOWING.index(f"`{code}`")]
    heading = re.findall(r"(\S+号), (\S+?): ", before)[-1]
    assert heading == wanted, f"CHANGELOG.md names it behind {', '.join(heading)}. It belongs under {place}"


@pytest.mark.parametrize("code", sorted(each.code for each in all_rubrics()))
def test_a_standard_stands_behind_its_document(code: str) -> None:
    document = next(each.document for each in all_rubrics() if each.code == code)
    lines = [each for each in re.split(r"(?m)^- ", TEXT.partition(STANDARDS)[2]) if f"`{code}`" in each]
    place = f"{STANDARDS}, - {document}: `{code}`"
    assert lines, f"CHANGELOG.md does not name it. Add under {place}"
    assert lines[0].startswith(f"{document}: "), f"CHANGELOG.md: it belongs under {place}"


def test_every_form_is_named() -> None:
    scored = {each.code for each in forms().values() if each.kind == "score"}  # under the code of their standard
    ledgers = {f"ledger-{kebab(code)}" for code in rules()}
    lacking = set(forms()) - scored - ledgers - NAMED
    assert not lacking, f"CHANGELOG.md, {FORMS}: add, behind the workbook, `{'`, `'.join(sorted(lacking))}`"


def test_the_headings_are_there() -> None:
    assert all(f"\n{heading}\n" in TEXT for heading in (FORMS, RULES, STANDARDS))


def counts() -> list[tuple[str, str]]:
    """What the documents count for their readers: the file, and the words with today's number."""
    found = rules().values()
    checks = sum(rule.check_only for rule in found)
    folders = Counter(workbook.folder for workbook in workbooks().values())
    return [
        ("README.md", f"**{len(found)} subsidy rules**"),
        ("README.md", f"**{len(all_rubrics())} evaluation standards**"),
        ("CHANGELOG.md", f"{folders['补贴台账']} workbooks, a ledger `ledger-<rule>` for each of the {len(found)}"),
        ("CHANGELOG.md", f"{folders['评价标准']} workbooks with a score sheet"),
        ("CHANGELOG.md", f"{len(found) - checks} amounts and {checks} checks"),
        ("docs/manual.md", f"“补贴台账”文件夹，{folders['补贴台账']} 个 | {len(found)} 项补贴和检查"),
        ("docs/manual.md", f"“评价标准”文件夹，{folders['评价标准']} 个"),
        ("docs/manual.md", f"政策库 | {len(found)} 项政策"),
    ]


@pytest.mark.parametrize(("document", "words"), counts())
def test_the_documents_count_right(document: str, words: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    assert words in " ".join(text.split()), f"{document} does not say: {words}"
