"""A county's own standards: a TOML file that replaces parameters which the policy lets a county set.

    authority = "示例县人民政府"
    [[override]]
    rule = "labour-award"
    parameter = "cap"
    from = 2024-01-01
    to = 2024-12-31                  # optional
    value = 2000
    source = "示政〔2024〕1号 第三条"
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from addin.errors import CannotRun
from addin.user_files import read_toml
from formulas.documents import DataError
from formulas.parameters.loading import ContentReader
from formulas.parameters.model import DatedValue, ParameterFile, numbers_of
from formulas.subsidies import rules
from formulas.subsidy import Subsidy

_KEYS = {"rule", "parameter", "from", "to", "value", "source"}
_NEEDED = ("rule", "parameter", "from", "value", "source")


def read_overrides(path: Path) -> Callable[[Subsidy], ParameterFile]:
    """Read the file once; the result gives a rule's parameters with its overrides.  Raises DataError."""
    try:
        table = read_toml(path)
    except CannotRun as error:
        raise DataError(str(error).rstrip("。")) from None
    unknown = set(table) - {"authority", "override"}
    if unknown:
        raise DataError(f"{path.name}：不认识的键 {'、'.join(sorted(unknown))}；可用：authority、override")
    authority = table.get("authority")
    if not isinstance(authority, str) or not authority.strip():
        raise DataError(f"{path.name}：缺少 authority（制定机关）")
    entries = table.get("override", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise DataError(f"{path.name}：每项标准用 [[override]] 开头写成一段")
    for number, entry in enumerate(entries, start=1):
        _check(f"{path.name} 第{number}项", entry)
    changed: dict[str, ParameterFile] = {}  # applied now: a fault is told before anything is computed
    for number, entry in enumerate(entries, start=1):
        file = changed.get(entry["rule"], rules()[entry["rule"]].file)
        changed[entry["rule"]] = _apply(f"{path.name} 第{number}项", entry, file, authority)
    return lambda rule: changed.get(rule.code, rule.file)


def _check(place: str, entry: dict[str, Any]) -> None:
    unknown = set(entry) - _KEYS
    if unknown:
        raise DataError(f"{place}：不认识的键 {'、'.join(sorted(unknown))}；可用：{'、'.join(sorted(_KEYS))}")
    for key in _NEEDED:
        if key not in entry:
            raise DataError(f"{place}：缺少 {key}")
    if not all(type(entry[key]) is dt.date for key in ("from", "to") if key in entry):  # a time of day is no date
        raise DataError(f"{place}：from、to 应为日期，如 2024-01-01")
    if entry.get("to", entry["from"]) < entry["from"]:
        raise DataError(f"{place}：to 早于 from")
    if not all(isinstance(entry[key], str) and entry[key].strip() for key in ("rule", "parameter", "source")):
        raise DataError(f"{place}：rule、parameter、source 应为文字")
    rule = rules().get(entry["rule"])
    if rule is None:
        raise DataError(f"{place}：没有规则“{entry['rule']}”")
    parameter = rule.file.parameters.get(entry["parameter"])
    if parameter is None:
        known = "、".join(rule.file.parameters)
        raise DataError(f"{place}：{entry['rule']} 没有参数“{entry['parameter']}”；有：{known}")
    if not parameter.adjustable:
        raise DataError(f"{place}：{parameter.label}由{rule.citation}统一规定，县（市、区）不能调整")


def _apply(place: str, entry: dict[str, Any], file: ParameterFile, authority: str) -> ParameterFile:
    parameter = file.parameters[entry["parameter"]]
    content = ContentReader(place).content(entry["parameter"], entry["value"], parameter.unit)
    if type(content) is not type(parameter.values[0].content):
        raise DataError(f"{place}：{parameter.label}的写法与统一标准不一致（单值、分类表或分段表）")
    issued = parameter.values[-1].content
    if isinstance(content, Mapping) and isinstance(issued, Mapping) and set(content) != set(issued):
        raise DataError(f"{place}：{parameter.label}要整张写全，应有 {'、'.join(issued)}")
    if any(number < 0 for number in numbers_of(content)):
        raise DataError(f"{place}：{parameter.label}不能小于0")
    value = DatedValue(entry["from"], content, entry["source"], local=authority)
    return file.override(entry["parameter"], value, entry.get("to"))
