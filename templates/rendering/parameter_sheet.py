"""政策参数: every dated figure of the workbook's rules, with unit, 文号 and article; formulas find figures only here.

A value's name covers its dated values in one row, `NAME.from` their first days. A table has its keys down and the
days across; a band table has the bounds (`NAME.upto`) on the left and the values on the right, days across both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

from openpyxl.utils import get_column_letter

from formulas.parameters.model import BandTable, DatedContent, DatedParameter, DatedValue, ParameterFile
from formulas.subsidies import rules
from formulas.subsidy import Subsidy
from formulas.wording import measured
from templates.local_parameters import LocalTable
from templates.names import PARAMETER_TAB, parameter_name, window_name
from templates.rendering import local_table
from templates.rendering.drawing import Drawing
from templates.rendering.measure import height, lines
from templates.rendering.printing import protect, set_up
from templates.rendering.styles import (
    ACCENT,
    BEYOND_FILL,
    BODY,
    BODY_SIZE,
    HEAD,
    HEAD_FONT,
    NOTE,
    TITLE,
    Look,
    box,
    put,
)

WIDTHS = (26.0, 8.0, 28.0, 26.0, 16.0)
VALUE_WIDTH = 13.0
FIRST = len(WIDTHS) + 1  # the first column of values
NO_BOUND = 9.99e307  # the bound of the last band, as `formulas.excel` reads it
BOUND_FORMAT = '[>=1E+300]"以上";General'
DATE_FORMAT = "yyyy-mm-dd"
SECTION = Look(HEAD_FONT, 12.0, color=ACCENT, wrap=False)
NOTES = (
    "金额、比例、上限按下列日期取值，各表的公式只从这里取数。",
    "绿色底的数值，政策允许当地调整；浅黄色底的，由使用单位填写。",
)


def draw(drawing: Drawing) -> bool:
    """Draw the sheet; False where the workbook has no rules and needs no local figures."""
    tables = local_table.needed(drawing.workbook)
    if not drawing.workbook.rules and not tables:
        return False
    _Sheet(drawing).draw(tables)
    return True


class _Sheet:
    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.sheet = drawing.sheet(PARAMETER_TAB)
        self.row = 1
        self.last_column = FIRST + 2

    def draw(self, tables: Sequence[LocalTable]) -> None:
        array = self.drawing.styles.array
        put(self.sheet, 1, 1, array(TITLE.but(horizontal="left", wrap=False)), PARAMETER_TAB)
        self.sheet.row_dimensions[1].height = 40
        for row, words in enumerate(NOTES, start=2):
            put(self.sheet, row, 1, array(NOTE.but(wrap=False)), words)
        self.row = 5
        if tables:
            self.section("当地参数")
            self.row = local_table.draw(self.drawing, self.sheet.title, self.row, tables)
        for code in self.drawing.workbook.rules:
            self.rule(rules()[code])
        for column, width in enumerate(WIDTHS, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        for column in range(FIRST, self.last_column + 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = VALUE_WIDTH
        area = f"A1:{get_column_letter(self.last_column)}{self.row}"
        set_up(self.sheet, paper="A4", orientation="landscape", area=area)
        protect(self.sheet)
        self.sheet.freeze_panes = f"{get_column_letter(FIRST)}5"

    def section(self, title: str) -> None:
        self.row += 1
        put(self.sheet, self.row, 1, self.drawing.styles.array(SECTION), title)
        self.sheet.row_dimensions[self.row].height = 24
        self.row += 1
        for column, words in enumerate(("项目", "单位", "依据", "说明", ""), start=1):
            put(self.sheet, self.row, column, self.drawing.styles.array(HEAD), words or None)
        box(self.sheet, self.row, FIRST, self.row, FIRST + 2, self.drawing.styles.array(HEAD), "数值")
        self.row += 1

    def rule(self, rule: Subsidy) -> None:
        file = self.drawing.parameters.get(rule.file.stem, rule.file)
        self.section(rule.title)
        self.window(file)
        for parameter in file.parameters.values():
            self.parameter(file.stem, parameter)

    def window(self, file: ParameterFile) -> None:
        window = file.window
        note = f"截止日期见{window.end_citation}" if window.end_citation else ""
        self.facts(1, "政策有效期", "", f"{window.citation}", note, 1)
        put(self.sheet, self.row, 5, self.style(HEAD), "起止日期")
        put(self.sheet, self.row, FIRST, self.day_style(), window.start)
        put(self.sheet, self.row, FIRST + 1, self.day_style(), window.end or "未规定")
        self.name(window_name(file.stem, "start"), self.row, FIRST, self.row, FIRST)
        if window.end:
            self.name(window_name(file.stem, "end"), self.row, FIRST + 1, self.row, FIRST + 1)
        self.row += 1

    def parameter(self, stem: str, parameter: DatedParameter) -> None:
        name = parameter_name(stem, parameter.name)
        if parameter.kind == "table":
            self.table(name, parameter)
        elif parameter.kind == "bands":
            self.bands(name, parameter)
        else:
            self.single(name, parameter)

    # --- the three shapes -------------------------------------------------------------------------------

    def single(self, name: str, parameter: DatedParameter) -> None:
        values = parameter.values
        self.described(parameter, 2, len(values))
        put(self.sheet, self.row, 5, self.style(HEAD), "起始日期")
        put(self.sheet, self.row + 1, 5, self.style(HEAD), "数值")
        for column, value in enumerate(values, start=FIRST):
            put(self.sheet, self.row, column, self.day_style(), value.start)
            put(self.sheet, self.row + 1, column, self.value_style(parameter, value), _cell(value.content))
        last = FIRST + len(values) - 1
        self.name(f"{name}.from", self.row, FIRST, self.row, last)
        self.name(name, self.row + 1, FIRST, self.row + 1, last)
        self.row += 2

    def table(self, name: str, parameter: DatedParameter) -> None:
        keys, values = parameter.keys(), parameter.values
        self.described(parameter, len(keys) + 1, len(values))
        put(self.sheet, self.row, 5, self.style(HEAD), "起始日期")
        for column, value in enumerate(values, start=FIRST):
            put(self.sheet, self.row, column, self.day_style(), value.start)
            for offset, key in enumerate(keys, start=1):
                assert isinstance(value.content, Mapping)
                shown = _cell(value.content[key]) if key in value.content else None
                put(self.sheet, self.row + offset, column, self.value_style(parameter, value), shown)
        for offset, key in enumerate(keys, start=1):
            put(self.sheet, self.row + offset, 5, self.style(HEAD), key)
            self.sheet.row_dimensions[self.row + offset].height = self.row_height(key)
        last, bottom = FIRST + len(values) - 1, self.row + len(keys)
        self.name(f"{name}.from", self.row, FIRST, self.row, last)
        self.name(f"{name}.keys", self.row + 1, 5, bottom, 5)
        self.name(name, self.row + 1, FIRST, bottom, last)
        self.row = bottom + 1

    def bands(self, name: str, parameter: DatedParameter) -> None:
        tables = [value.content if isinstance(value.content, tuple) else () for value in parameter.values]
        depth, count = max(len(table) for table in tables), len(tables)
        self.described(parameter, depth + 2, 2 * count)
        put(self.sheet, self.row, 5, self.style(HEAD))
        put(self.sheet, self.row + 1, 5, self.style(HEAD), "起始日期")
        box(self.sheet, self.row, FIRST, self.row, FIRST + count - 1, self.style(HEAD), "上限（含）")
        box(self.sheet, self.row, FIRST + count, self.row, FIRST + 2 * count - 1, self.style(HEAD), "数值")
        for column, (value, table) in enumerate(zip(parameter.values, tables, strict=True), start=FIRST):
            for each in (column, column + count):
                put(self.sheet, self.row + 1, each, self.day_style(), value.start)
            for offset in range(depth):
                row = self.row + 2 + offset
                bound, content = _band(table, offset)
                bound_style = self.style(BODY.but(number_format=BOUND_FORMAT, horizontal="center"))
                put(self.sheet, row, column, bound_style, NO_BOUND if bound is None else _cell(bound))
                put(self.sheet, row, column + count, self.value_style(parameter, value), _cell(content))
        top, bottom = self.row + 2, self.row + 1 + depth
        for offset in range(depth):
            put(self.sheet, top + offset, 5, self.style(HEAD), f"第{offset + 1}档")
        self.name(f"{name}.from", self.row + 1, FIRST + count, self.row + 1, FIRST + 2 * count - 1)
        self.name(f"{name}.upto", top, FIRST, bottom, FIRST + count - 1)
        self.name(name, top, FIRST + count, bottom, FIRST + 2 * count - 1)
        self.row = bottom + 1

    # --- cells ------------------------------------------------------------------------------------------

    def described(self, parameter: DatedParameter, rows: int, columns: int) -> None:
        """Label, unit, source and note of a parameter, beside its rows."""
        sources = {value.start: f"{value.citation}" for value in parameter.values}
        if len(set(sources.values())) == 1:
            source = next(iter(sources.values()))
        else:
            source = "\n".join(f"{start:%Y-%m-%d}起：{text}" for start, text in sources.items())
        local = [f"{value.start:%Y-%m-%d}起为{value.local}所定" for value in parameter.values if value.local]
        adjustable = f"当地可调整：{parameter.adjustable}" if parameter.adjustable else ""
        note = "\n".join(part for part in (parameter.note, adjustable, *local) if part)
        self.facts(rows, parameter.label, measured(parameter.unit), source, note, columns)

    def facts(self, rows: int, label: str, unit: str, source: str, note: str, columns: int) -> None:
        texts = (label, unit, source, note)
        for column, text in enumerate(texts, start=1):
            box(self.sheet, self.row, column, self.row + rows - 1, column, self.style(BODY), text or None)
        needed = max(lines(text, width, BODY_SIZE) for text, width in zip(texts, WIDTHS, strict=False))
        each = max(height(needed, BODY_SIZE) / rows, 18.0)
        for row in range(self.row, self.row + rows):
            self.sheet.row_dimensions[row].height = each
        self.last_column = max(self.last_column, FIRST + columns - 1)

    def row_height(self, key: str) -> float:
        return max(height(lines(key, WIDTHS[4], BODY_SIZE), BODY_SIZE, 4.0), 18.0)

    def style(self, look: Look) -> object:
        return self.drawing.styles.array(look)

    def day_style(self) -> object:
        return self.style(BODY.but(number_format=DATE_FORMAT, horizontal="center", wrap=False))

    def value_style(self, parameter: DatedParameter, value: DatedValue) -> object:
        fill = BEYOND_FILL if parameter.adjustable else ""
        color = ACCENT if value.local else ""
        number_format = _format(parameter)
        return self.style(
            BODY.but(number_format=number_format, horizontal="right", fill=fill, color=color, bold=bool(value.local))
        )

    def name(self, name: str, top: int, left: int, bottom: int, right: int) -> None:
        self.drawing.names.add_cells(name, self.sheet.title, top, left, bottom, right)


def _band(table: BandTable, position: int) -> tuple[Fraction | None, DatedContent | None]:
    """A band; days with fewer bands repeat their last one, which no number reaches twice."""
    if not table:
        return None, None
    return table[min(position, len(table) - 1)]


def _cell(content: DatedContent | None) -> object:
    if content is None:
        return None
    if isinstance(content, Fraction):
        return int(content) if content.denominator == 1 else float(content)
    assert isinstance(content, dt.date)
    return content


def _format(parameter: DatedParameter) -> str:
    if parameter.kind == "date":
        return DATE_FORMAT
    if parameter.percent:
        return "0%" if all((value * 100).denominator == 1 for value in _numbers(parameter)) else "0.00%"
    return "General"


def _numbers(parameter: DatedParameter) -> list[Fraction]:
    found: list[Fraction] = []
    for value in parameter.values:
        if isinstance(value.content, Fraction):
            found.append(value.content)
        elif isinstance(value.content, Mapping):
            found += value.content.values()
        elif isinstance(value.content, tuple):
            found += (number for _, number in value.content)
    return found
