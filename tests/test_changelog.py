"""The changelog names every rule, standard and form there is, with the document behind it and the first day."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from formulas.rubrics import all_rubrics
from formulas.subsidies import rules
from templates.ledgers import kebab
from templates.registry import forms

TEXT = (Path(__file__).resolve().parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z0-9-]+)`", TEXT))
FLOWING = " ".join(TEXT.split())


@pytest.mark.parametrize("code", sorted(rules()))
def test_a_rule_stands_behind_its_document_and_its_first_day(code: str) -> None:
    rule = rules()[code]
    before = FLOWING[: FLOWING.index(f"`{code}`")]
    heading = re.findall(r"(\S+号), (\S+?): ", before)[-1]
    assert heading == (str(rule.citation).split(" ")[0], str(rule.file.window))


@pytest.mark.parametrize("code", sorted(each.code for each in all_rubrics()))
def test_a_standard_stands_behind_its_document(code: str) -> None:
    document = next(each.document for each in all_rubrics() if each.code == code)
    line = next(each for each in re.split(r"(?m)^- ", TEXT.partition("evaluation standards")[2]) if f"`{code}`" in each)
    assert line.startswith(f"{document}: ")


def test_every_form_is_named() -> None:
    scored = {each.code for each in forms().values() if each.kind == "score"}  # under the code of their standard
    ledgers = {f"ledger-{kebab(code)}" for code in rules()}
    assert set(forms()) - scored - ledgers - NAMED == set()
