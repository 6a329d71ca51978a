"""The evaluation standards of the compendium: one data file per rubric, nothing else.

Scored tables        harmonious-enterprise, harmonious-park-township, harmonious-industry · demo-university,
                     demo-department · migrant-citizenship-province, migrant-citizenship-city · startup-credit
Condition lists      migrant-citizenship-pilot · star-community-province, star-community-city · advanced-region ·
                     wage-arrears-support, arrears-interview · return-park, return-project · hr-brand ·
                     internship-unit · dispatch-red-black · harmony-standard-enterprise, -park, -industry
Reference limits     training-supervision · stable-job-loan, guarantee-loan, credit-community, guarantor-family,
                     guarantor-merchant · migrant-work-reward · graduate-outreach · county-fund-ban

A file holds what the document prints (title, 文号, sections, items with number, text, points and line) and how each
item is answered (kind, inputs, criterion, bands). `formulas.rubric` describes the parts, `formulas.rubric_file` reads
a file strictly, `formulas.scoring` scores a sheet, `formulas.criterion_excel` writes the same tests as formulas.
A new standard is a new file; code is needed only for a new kind.

Texts are verbatim; slips of the source that were mended, and those kept as printed, are told in `note`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from formulas.rubric import Rubric
from formulas.rubric_file import load

FOLDER = Path(__file__).parent


@cache
def codes() -> tuple[str, ...]:
    """The codes of all rubrics, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def rubric(code: str) -> Rubric:
    """One rubric by its code. Raises: KeyError for an unknown code."""
    if code not in codes():
        raise KeyError(code)
    return load(FOLDER / f"{code}.toml")


def all_rubrics() -> tuple[Rubric, ...]:
    return tuple(rubric(code) for code in codes())
