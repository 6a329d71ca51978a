"""Several sheets of one applicant for one standard in a folder: which count.

Copies that say the same count once, the first by the name of its file. Of a sheet as it came in and its copy with a
review the copy counts. Sheets that say different things count not at all: nobody but the office can tell which is
meant, and ranking either would be a guess.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from addin.scoring.sheets import SheetScore

# What tells two applicants of one name apart; 评价期 does not: a ranking compares the sheets of one round
_IDENTITIES = ("credit_code", "id_number")

Sheets = list[tuple[str, SheetScore]]
Place = tuple[str, str]  # a file, and the standard of one of its sheets


@dataclass(frozen=True, slots=True)
class Repeat:
    """A sheet that was left out, since the one of the file `kept` says the same, or the same and a review."""

    file: str
    unit: str
    kept: str
    reviewed: bool = False

    @property
    def words(self) -> str:
        if self.reviewed:
            return f"与“{self.kept}”答案相同，那一份有复评，按那一份算"
        return f"与“{self.kept}”内容相同，只算一份"


def apart(sheets: Iterable[tuple[str, SheetScore]]) -> tuple[Sheets, list[Repeat], dict[Place, str]]:
    """The sheets without copies; the copies; those whose applicant sent different ones, with what to do."""
    every = list(sheets)
    names = _names(sheet for _, sheet in every)
    found: dict[Hashable, Sheets] = {}
    for number, (file, sheet) in enumerate(every):
        found.setdefault(_applicant(sheet, names) or number, []).append((file, sheet))
    kept: Sheets = []
    same: list[Repeat] = []
    different: dict[Place, str] = {}
    for several in found.values():
        own: dict[Hashable, tuple[str, SheetScore]] = {}
        reviewed = _only_reviewed(several)
        for file, sheet in several:
            if not sheet.is_reviewed and (instead := reviewed.get(contents(sheet, review=False))):
                same.append(Repeat(file, sheet.unit, instead, reviewed=True))
                continue
            first, _ = own.setdefault(contents(sheet), (file, sheet))
            if first != file:
                same.append(Repeat(file, sheet.unit, first))
        kept += own.values()
        if len(own) > 1:
            files = [file for file, _ in own.values()]
            for file, sheet in own.values():
                others = "、".join(f"“{other}”" for other in files if other != file)
                different[place_of(file, sheet)] = (
                    f"与{others}是同一单位的同一种表，内容不同，都没有排名。请核对留哪一份，把其余的移出文件夹再排。"
                )
    return kept, same, different


def _only_reviewed(several: Sheets) -> dict[Hashable, str]:
    """By the answers, the first file with a review of them, where no other review of the same answers is among them."""
    found: dict[Hashable, dict[Hashable, str]] = {}
    for file, sheet in several:
        if sheet.is_reviewed:
            found.setdefault(contents(sheet, review=False), {}).setdefault(contents(sheet), file)
    return {answers: next(iter(files.values())) for answers, files in found.items() if len(files) == 1}


def place_of(file: str, sheet: SheetScore) -> Place:
    return file, sheet.form.rubric


def contents(sheet: SheetScore, *, review: bool = True) -> Hashable:
    """What people wrote on a sheet, to be compared, or without the reviewer's part; what formulas show is no part."""
    left_out = (".amount",) if review else (".amount", ".review", ".reason")
    cells = {key: cell.value for key, cell in sheet.data.named.items() if key.startswith(("i0", "i1"))}
    header = [sheet.header(field.code.replace("-", "_")) for field in sheet.form.header]
    written = [(key, _comparable(value)) for key, value in sorted(cells.items()) if not key.endswith(left_out)]
    return (tuple(header), tuple((key, value) for key, value in written if value is not None))


def _comparable(value: object) -> Hashable:
    if isinstance(value, str):
        return value.strip() or None
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _applicant(sheet: SheetScore, names: Mapping[tuple[str, str], set[str]]) -> Hashable:
    """Who a sheet is of; None where it does not say. A sheet without a code is of the one that has its name."""
    rubric, name = sheet.form.rubric, _folded(sheet.unit)
    codes = {code} if (code := _code(sheet)) else names.get((rubric, name), set())
    return (rubric, next(iter(codes)) if len(codes) == 1 else name) if codes or name else None


def _names(sheets: Iterable[SheetScore]) -> dict[tuple[str, str], set[str]]:
    """The codes under which each name was sent in."""
    found: dict[tuple[str, str], set[str]] = {}
    for sheet in sheets:
        if code := _code(sheet):
            found.setdefault((sheet.form.rubric, _folded(sheet.unit)), set()).add(code)
    return found


def _code(sheet: SheetScore) -> str:
    return next((_folded(text) for code in _IDENTITIES if (text := sheet.header(code))), "")


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()
