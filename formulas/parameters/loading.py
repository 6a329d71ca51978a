"""The strict reading of parameter files: whatever is unknown, missing or contradictory stops the load.

Every message names the file, the key and what is allowed.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from formulas.documents import Citation, DataError, cite
from formulas.parameters.model import (
    BandTable,
    DatedContent,
    DatedParameter,
    DatedValue,
    ParameterFile,
    RuleParameters,
    Window,
)

FOLDER = Path(__file__).parent
_FILE_KEYS = {"basis", "lines", "window"}
_KINDS = {"date": "日期", "table": "分类表", "bands": "分段表", "number": "单个数值"}
_PARAMETER_KEYS = {"label", "unit", "values", "source", "sources", "lines", "adjustable", "note"}


@functools.cache
def load_parameters(stem: str) -> RuleParameters:
    """The parameters of the rule file `stem`; raises DataError with file and key for anything amiss."""
    return RuleParameters(read_file(FOLDER / f"{stem}.toml"))


def read_file(path: Path) -> ParameterFile:
    """Read one parameter file."""
    try:
        with path.open("rb") as file:
            table = tomllib.load(file, parse_float=Decimal)
    except FileNotFoundError:
        raise DataError(f"{path.name}：{path.parent.name}/ 里没有这个参数文件") from None
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name}：不是正确的TOML（{error}）") from None
    return _File(path.name, table).read(path.stem)


class ContentReader:
    """Reads what stands for one date: a number, a date, a table by option, or bands.  `name` opens every message."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fail(self, key: str, problem: str) -> DataError:
        return DataError(f"{self.name} [{key}]：{problem}")

    def content(self, key: str, raw: Any, unit: str) -> DatedContent:
        if isinstance(raw, dt.date):
            return raw
        if isinstance(raw, dict):
            if not raw:
                raise self.fail(key, "分类表是空的")
            return {name: self.number(f"{key}.{name}", value, unit) for name, value in raw.items()}
        if isinstance(raw, list):
            return self.bands(key, raw, unit)
        return self.number(key, raw, unit)

    def bands(self, key: str, raw: list[Any], unit: str) -> BandTable:
        bands: list[tuple[Fraction | None, Fraction]] = []
        for position, band in enumerate(raw, start=1):
            if not isinstance(band, dict) or set(band) - {"up_to", "value"} or "value" not in band:
                raise self.fail(key, f"第{position}档应写成 {{ up_to = …, value = … }}")
            last = position == len(raw)
            if last == ("up_to" in band):
                raise self.fail(key, "除最后一档外都要写 up_to，最后一档不写，不能留下空档")
            bound = None if last else self.number(f"{key}.up_to", band["up_to"], "")
            if bands and bound is not None and bound <= (bands[-1][0] or 0):
                raise self.fail(key, f"第{position}档与前一档重叠")
            bands.append((bound, self.number(key, band["value"], unit)))
        return tuple(bands)

    def number(self, key: str, raw: Any, unit: str) -> Fraction:
        if isinstance(raw, bool) or not isinstance(raw, (int, Decimal)):
            raise self.fail(key, f"{_shown(raw)}不是数字")
        return Fraction(raw) / 100 if unit == "%" else Fraction(raw)


class _File(ContentReader):
    def __init__(self, name: str, table: dict[str, Any]) -> None:
        super().__init__(name)
        self.table = table
        self.basis = ""

    def read(self, stem: str) -> ParameterFile:
        if not isinstance(self.table.get("basis"), str):
            raise self.fail("basis", "要写明文号和条款")
        self.basis = self.table["basis"]
        citation = self.cite("basis", self.basis, self.table.get("lines", ""))
        window = self.window(citation)
        parameters = {
            key: self.parameter(key, entry, window) for key, entry in self.table.items() if key not in _FILE_KEYS
        }
        return ParameterFile(stem, citation, window, parameters)

    def cite(self, key: str, text: str, lines: str = "") -> Citation:
        try:
            return cite(text, lines)
        except DataError as error:
            raise self.fail(key, str(error)) from None

    def window(self, citation: Citation) -> Window:
        entry = self.table.get("window")
        if not isinstance(entry, dict) or not isinstance(entry.get("from"), dt.date):
            raise self.fail("window", "要用日期写明 from（从哪天起执行）")
        unknown = set(entry) - {"from", "to", "source", "end_source"}
        if unknown:
            names = "、".join(sorted(unknown))
            raise self.fail("window", f"不认识的键 {names}；可用：from、to、source、end_source")
        end = entry.get("to")
        if end is not None and (not isinstance(end, dt.date) or end < entry["from"]):
            raise self.fail("window", "to 应为日期，且不早于 from")
        source = self.cite("window", entry["source"]) if "source" in entry else citation
        end_source = self.cite("window", entry["end_source"]) if "end_source" in entry else None
        return Window(entry["from"], end, source, end_source)

    def parameter(self, key: str, entry: Any, window: Window) -> DatedParameter:
        if not isinstance(entry, dict):
            raise self.fail(key, "应写成一段，含 label、unit、values")
        unknown = set(entry) - _PARAMETER_KEYS
        if unknown:
            allowed = "、".join(sorted(_PARAMETER_KEYS))
            raise self.fail(key, f"不认识的键 {'、'.join(sorted(unknown))}；可用：{allowed}")
        for needed in ("label", "values"):
            if not entry.get(needed):
                raise self.fail(key, f"缺少 {needed}")
        if not isinstance(entry["values"], dict):
            raise self.fail(key, "values 要按起始日期逐个写出数值")
        unit = entry.get("unit", "")
        astray = set(entry.get("sources", {})) - set(entry["values"])
        if astray:
            raise self.fail(key, f"sources 写了 {'、'.join(sorted(astray))}，values 里没有这个日期")
        dated = [self.dated(key, start, raw, unit, entry) for start, raw in entry["values"].items()]
        self.check_dates(key, dated, window)
        kinds = {_kind(each.content) for each in dated}
        if len(kinds) != 1:
            raise self.fail(key, f"各日期的写法不一致：{'、'.join(sorted(_KINDS[kind] for kind in kinds))}")
        self.check_rows(key, dated)
        return DatedParameter(
            key, entry["label"], unit, kinds.pop(), tuple(dated), entry.get("adjustable", ""), entry.get("note", "")
        )

    def dated(self, key: str, start: str, raw: Any, unit: str, entry: dict[str, Any]) -> DatedValue:
        try:
            day = dt.date.fromisoformat(start)
        except ValueError:
            raise self.fail(key, f"“{start}”不是日期，应写成 2024-01-01") from None
        source = entry.get("sources", {}).get(start, entry.get("source", self.basis))
        citation = self.cite(key, source, entry.get("lines", self.table.get("lines", "")))
        return DatedValue(day, self.content(f"{key}.{start}", raw, unit), citation)

    def check_dates(self, key: str, dated: list[DatedValue], window: Window) -> None:
        starts = [each.start for each in dated]
        if starts != sorted(starts):
            raise self.fail(key, "values 要按日期先后排列")
        if starts[0] > window.start:
            raise self.fail(key, f"政策从 {window.start} 起执行，到 {starts[0]} 之前没有数值")
        if window.end is not None and starts[-1] > window.end:
            raise self.fail(key, f"数值从 {starts[-1]} 起，而政策到 {window.end} 为止；请把 [window] 的 to 往后移")

    def check_rows(self, key: str, dated: list[DatedValue]) -> None:
        """A table is restated whole at each date: a row left out would pay nothing without a word."""
        tables = [(each.start, set(each.content)) for each in dated if isinstance(each.content, dict)]
        for start, rows in tables[1:]:
            first_start, first_rows = tables[0]
            if rows != first_rows:
                names = "、".join(sorted(rows ^ first_rows))
                raise self.fail(key, f"{first_start} 和 {start} 的分类表不同，差在：{names}；每次都要整张写全")


def _shown(raw: object) -> str:
    """A value as it stands in the file."""
    if isinstance(raw, bool):
        return f"{raw}".lower()
    return f"“{raw}”" if isinstance(raw, str) else f"{raw}"


def _kind(content: DatedContent) -> str:
    if isinstance(content, dt.date):
        return "date"
    if isinstance(content, dict):
        return "table"
    return "bands" if isinstance(content, tuple) else "number"
