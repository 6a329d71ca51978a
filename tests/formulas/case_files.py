"""The case files of the money rules: situations with the result that the policy text gives, read strictly.

One file for each rule, `cases/<stem>.toml`: `rule`, and a `[[case]]` for each situation with its Chinese `name`, what
is `given`, one of `amount`, `pass` and `reasons`, and `why`.  `base = 2` takes the inputs of the second case of the
file and replaces those that are given.  `example` is the number of a worked example of the rule's specification.
The text "null" stands for the empty value of an input that may be empty.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from formulas.subsidies import rules
from formulas.subsidy import INVALID, Subsidy

FOLDER = Path(__file__).parent / "cases"
_KEYS = {"name", "given", "base", "amount", "pass", "reasons", "why", "example"}
_RESULTS = {"amount", "pass", "reasons"}
_AMOUNT = re.compile(r"(0|[1-9]\d*)\.\d\d")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class CaseError(ValueError):
    """A case file that does not say what it should; the message names file, case and key."""


@dataclass(frozen=True, slots=True)
class Case:
    """One situation: the whole record, and what the policy gives for it."""

    rule: Subsidy
    name: str
    record: dict[str, Any]
    amount: Decimal
    eligible: bool
    reasons: tuple[str, ...]
    why: str

    @property
    def id(self) -> str:
        return f"{self.rule.code}: {self.name}"


def case_files() -> list[Path]:
    return sorted(FOLDER.glob("*.toml"))


def all_cases() -> list[Case]:
    """Every case of every file."""
    return [case for path in case_files() for case in read_cases(path)]


def read_cases(path: Path) -> list[Case]:
    """The cases of one file; raises CaseError."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{path.name}: {error}") from None
    _refuse_unknown(path.name, table, {"rule", "case"})
    code = str(table.get("rule", ""))
    if code not in rules():
        raise CaseError(f"{path.name}: there is no rule {code!r}")
    if path.stem != code.replace("-", "_"):
        raise CaseError(f"{path.name}: the cases of {code} belong in {code.replace('-', '_')}.toml")
    found: list[Case] = []
    for number, entry in enumerate(table.get("case", []), start=1):
        found.append(_case(f"{path.name} case {number}", rules()[code], entry, found))
    if not found:
        raise CaseError(f"{path.name}: holds no case")
    examples = [entry["example"] for entry in table["case"] if "example" in entry]
    if examples != list(range(1, len(examples) + 1)):
        raise CaseError(f"{path.name}: the worked examples are numbered 1, 2, 3 …, not {examples}")
    return found


def _case(where: str, rule: Subsidy, entry: dict[str, Any], earlier: list[Case]) -> Case:
    _refuse_unknown(where, entry, _KEYS)
    name, why = entry.get("name", ""), entry.get("why", "")
    if not _CHINESE.search(name) or not _CHINESE.search(why):
        raise CaseError(f"{where}: `name` and `why` must say in Chinese what is tried and why it comes out so")
    if name in [case.name for case in earlier]:
        raise CaseError(f"{where}: another case is named {name!r}")
    record = _record(where, rule, entry, earlier)
    if record in [case.record for case in earlier]:
        raise CaseError(f"{where}: another case has the same inputs")
    amount, eligible, reasons = _result(where, rule, entry)
    return Case(rule, name, record, amount, eligible, reasons, why)


def _record(where: str, rule: Subsidy, entry: dict[str, Any], earlier: list[Case]) -> dict[str, Any]:
    given = entry.get("given", {})
    _refuse_unknown(where, given, {name for name, _ in rule.inputs})
    record: dict[str, Any] = {}
    if "base" in entry:
        if entry["base"] not in range(1, len(earlier) + 1):
            raise CaseError(f"{where}: `base` must be the number of an earlier case")
        record |= earlier[entry["base"] - 1].record
    record |= {name: None if value == "null" else value for name, value in given.items()}
    missing = [name for name, _ in rule.inputs if name not in record]
    if missing:
        raise CaseError(f"{where}: says nothing of {', '.join(missing)}")
    for name, value in record.items():
        for each in value if isinstance(value, list) else [value]:
            if not isinstance(each, str | int | Decimal | None):
                raise CaseError(f"{where}: {name} must be a value of JSON (a date is written as a text)")
    return record


def _result(where: str, rule: Subsidy, entry: dict[str, Any]) -> tuple[Decimal, bool, tuple[str, ...]]:
    stated = _RESULTS & set(entry)
    if len(stated) != 1:
        raise CaseError(f"{where}: must state one of amount, pass and reasons")
    nothing = Decimal("0.00")
    if "reasons" in stated:
        reasons = entry["reasons"]
        known = {*rule.condition_codes, *(INVALID + name for name, _ in rule.inputs)}
        if not reasons or not set(reasons) <= known:
            raise CaseError(f"{where}: `reasons` must be condition codes of {rule.code}, not {reasons}")
        return nothing, False, tuple(reasons)
    if rule.check_only != ("pass" in stated):
        expected = "passes, it gives no amount" if rule.check_only else "gives an amount"
        raise CaseError(f"{where}: {rule.code} {expected}")
    if "pass" in stated:
        if entry["pass"] is not True:
            raise CaseError(f"{where}: `pass` can only be true; a failure states its reasons")
        return nothing, True, ()
    if not isinstance(entry["amount"], str) or not _AMOUNT.fullmatch(entry["amount"]):
        raise CaseError(f'{where}: `amount` must be a text with two decimals, like "300.00"')
    return Decimal(entry["amount"]), True, ()


def _refuse_unknown(where: str, table: dict[str, Any], allowed: set[str]) -> None:
    unknown = sorted(set(table) - allowed)
    if unknown:
        raise CaseError(f"{where}: unknown key {', '.join(unknown)}; allowed: {', '.join(sorted(allowed))}")
