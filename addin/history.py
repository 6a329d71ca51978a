"""What was paid before, outside the rows at hand: the record of `jiuye merge`, or a JSON array of earlier payments.

Each entry names the rule, the date, the key columns of the person, household or enterprise, and what it used up::

    {"rule": "train-offjob", "on": "2023-04-01", "keys": {"person_id": "…"}, "used": {"paid_this_year": 600}}

Where a limit holds for each placement, course or level, `keys` names that input too, written as in a record.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

from addin.errors import CannotRun
from addin.merging.record import is_record, recorded_payments
from addin.user_files import read_json
from formulas.inputs import InvalidValue
from formulas.ledger import Payment, payment_keys
from formulas.subsidies import rules
from formulas.subsidy import Subsidy


def read_history(path: Path) -> list[Payment]:
    """The payments of a file, or of the record of merges; raises CannotRun with the entry that is wrong."""
    if is_record(path):
        return recorded_payments(path, rules())
    entries = read_json(path)
    if not isinstance(entries, list):
        raise CannotRun(f"{path.name}：应为JSON数组，每项一笔已发放的记录。")
    return [_payment(f"{path.name} 第{number}项", entry) for number, entry in enumerate(entries, start=1)]


def _payment(place: str, entry: Any) -> Payment:
    if not isinstance(entry, dict) or set(entry) != {"rule", "on", "keys", "used"}:
        raise CannotRun(f"{place}：应有 rule、on、keys、used 四项。")
    rule = rules().get(entry["rule"]) if isinstance(entry["rule"], str) else None
    if rule is None:
        raise CannotRun(f"{place}：没有规则“{entry['rule']}”。")
    try:
        on = dt.date.fromisoformat(entry["on"])
        if on.isoformat() != entry["on"]:  # fromisoformat also takes 20230401
            raise ValueError
        used = {name: Fraction(value) for name, value in entry["used"].items()}
        keys = {name: _key(rule, name, value) for name, value in entry["keys"].items()}
        if any(value < 0 for value in used.values()):
            raise ValueError
    except InvalidValue as error:
        raise CannotRun(f"{place}：keys 的 {error} 填得不对，应与记录里的写法相同。") from None
    except (AttributeError, OverflowError, TypeError, ValueError):
        raise CannotRun(
            f"{place}：on 应为日期（如2023-04-01），keys、used 应为对象，used 的值应为不小于0的数。"
        ) from None
    known_inputs = {repeat.input for repeat in rule.repeats}
    known_keys = payment_keys(rule, rule.repeats)
    if set(used) - known_inputs or set(keys) - set(known_keys):
        raise CannotRun(
            f"{place}：{rule.code} 的 used 可填 {'、'.join(sorted(known_inputs)) or '（无）'}，"
            f"keys 可填 {'、'.join(sorted(known_keys)) or '（无）'}。"
        )
    needed = payment_keys(rule, [repeat for repeat in rule.repeats if repeat.input in used])
    lacking = [name for name in needed if not keys.get(name, "").strip()]
    if lacking:
        raise CannotRun(f"{place}：keys 里缺 {'、'.join(lacking)}，不知道是发给谁的、发的是哪一项。")
    return Payment(rule.code, on, keys, used)


def _key(rule: Subsidy, name: str, value: Any) -> str:
    """A key as text; an input of the rule is read as in a record."""
    if name not in rule.inputs:
        return "" if value is None else str(value)
    try:
        return str(rule.inputs[name].parse(value))
    except InvalidValue:
        raise InvalidValue(name) from None
