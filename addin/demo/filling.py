"""A copy of the workbook in the hands of a clerk: cells are filled in by field and row, as the form shows them."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string, get_column_letter

from addin.demo.enterprises import SEED, Enterprise, mobile, person
from templates.model import Workbook
from templates.names import field_name

REGISTER, DEMAND, ISSUES = "key-enterprises", "labour-demand", "issue-resolution"
REGISTER_DAY, DEMAND_DAY = dt.date(2023, 3, 17), dt.date(2023, 3, 28)  # the notice's deadlines
_CELLS = re.compile(r"[$]([A-Z]+)[$]([0-9]+)")
_CHANNELS = ("专场招聘活动", "直播带岗", "共享用工", "公共就业服务进校园")
_REASONS = ("订单增加，扩大生产", "季节性用工", "员工流动较大", "新项目投产")
_PROBLEMS: tuple[tuple[str, str, str], ...] = (
    # 问题描述, 问题解决情况, 解决状态
    ("一线普工招聘难，夜班岗位无人应聘", "已组织专场招聘活动，推荐求职者42人", "已解决"),
    ("员工宿舍不足，影响外地员工稳定", "已协调园区公共租赁住房30套", "已解决"),
    ("技能人才缺乏，希望开展订单培训", "正在与技工院校对接开班", "正在办理"),
    ("社会保险补贴申请材料不清楚", "已上门讲解政策并协助申报", "已解决"),
)


class Copy:
    """One copy; `clear` makes it the empty form again, so that the file need be loaded only once."""

    def __init__(self, path: Path, workbook: Workbook) -> None:
        self.book = openpyxl.load_workbook(path)
        self.forms = {form.code: form for form in workbook.forms}
        self._touched: dict[tuple[str, int, int], Any] = {}

    def place(self, form: str, code: str) -> tuple[Any, int, int]:
        """The sheet, first row and column of a field, by its defined name."""
        sheet, _, cells = self.book.defined_names[field_name(form, code)].attr_text.rpartition("!")
        match = _CELLS.search(cells)
        assert match
        return self.book[sheet.strip("'")], int(match[2]), column_index_from_string(match[1])

    def put(self, form: str, code: str, value: object, row: int = 0) -> None:
        """Fill in one cell; `row` counts the rows of a list from 0."""
        sheet, top, column = self.place(form, code)
        cell = sheet.cell(top + row, column)
        self._touched.setdefault((sheet.title, top + row, column), cell.value)
        cell.value = value
        if isinstance(value, str) and value.startswith("="):
            cell.data_type = "s"

    def get(self, form: str, code: str, row: int = 0) -> Any:
        sheet, top, column = self.place(form, code)
        return sheet.cell(top + row, column).value

    def fill(self, form: str, row: int, values: Mapping[str, object]) -> None:
        for code, value in values.items():
            self.put(form, code, value, row)

    def insert_column(self, form: str, before: str, heading: str) -> None:
        """Insert a column of the clerk's own; Excel moves the defined names along, openpyxl leaves that to us."""
        sheet, _, column = self.place(form, before)
        _, top, _ = self.place(form, before)
        for each in [str(area) for area in sheet.merged_cells.ranges]:
            sheet.unmerge_cells(each)
        sheet.insert_cols(column)
        sheet.cell(top - 1, column).value = heading

        def moved(match: re.Match[str]) -> str:
            place = column_index_from_string(match[1])
            return f"${get_column_letter(place + (place >= column))}${match[2]}"

        for name in self.book.defined_names.values():
            title, _, cells = name.attr_text.rpartition("!")
            if title.strip("'") == sheet.title:
                name.attr_text = f"{title}!{_CELLS.sub(moved, cells)}"

    def clear(self) -> None:
        """Take back everything that was filled in."""
        for (sheet, row, column), value in self._touched.items():
            self.book[sheet].cell(row, column).value = value
        self._touched.clear()

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.book.save(path)


def fill_city(copy: Copy, city: str, enterprises: Sequence[Enterprise]) -> None:
    """The register and the two monthly lists of one city, without a mistake."""
    dice = random.Random(f"{SEED}{city}填报")
    for form, day in ((REGISTER, REGISTER_DAY), (DEMAND, DEMAND_DAY), (ISSUES, DEMAND_DAY)):
        copy.put(form, "reporting-unit", f"{city}人力资源和社会保障局")
        copy.put(form, "filed-on", day)
    copy.put(REGISTER, "filler", person(dice))
    copy.put(REGISTER, "filler-tel", mobile(dice))
    row = 0
    for number, each in enumerate(enterprises):
        copy.fill(REGISTER, number, register_row(each))
        for need in demand_rows(dice, each):
            copy.fill(DEMAND, row, need)
            row += 1
    for number, each in enumerate(dice.sample(list(enterprises), 4)):
        copy.fill(ISSUES, number, issue_row(dice, each, number))


def register_row(each: Enterprise) -> dict[str, object]:
    return {
        "name": each.name,
        "credit-code": each.code,
        "range": each.scope,
        "size": each.staff,
        "industry": each.industry,
        "area": each.area,
        "address": each.address,
        "contact": each.contact,
    }


def demand_rows(dice: random.Random, each: Enterprise) -> list[dict[str, object]]:
    """One row an enterprise, two where it lacks a second trade."""
    first: dict[str, object] = {
        "city": each.city,
        "name": each.name,
        "credit-code": each.code,
        "enterprise-type": each.kind,
        "industry": each.industry,
        "division": each.county if each.county != each.city else None,  # 济源市 has no counties
        "staff": each.staff,
        "solved": 0,
        "short": 0,
    }
    rows = [first]
    if dice.random() < 0.7:
        solved = {"kind-solved": each.trade, "trade-solved": each.job, "channel": dice.choice(_CHANNELS)}
        first |= {"solved": dice.randint(1, 30), **solved}
    if dice.random() < 0.6:
        reason = dice.choice(_REASONS)
        first |= {"short": dice.randint(1, 40), "kind-short": each.trade, "trade-short": each.job, "reason": reason}
    if first["short"] and dice.random() < 0.2:
        second = {key: first[key] for key in ("city", "name", "credit-code", "enterprise-type", "industry", "division")}
        second |= {"staff": each.staff, "solved": 0, "short": dice.randint(1, 10)}
        second |= {"kind-short": "后勤保障", "trade-short": "保安员", "reason": first["reason"]}
        rows.append(second)
    return rows


def issue_row(dice: random.Random, each: Enterprise, number: int) -> dict[str, object]:
    problem, outcome, state = _PROBLEMS[number]
    raised = dt.date(2023, 3, dice.randint(2, 12))
    return {
        "name": each.name,
        "contact": each.contact,
        "problem": problem,
        "raised-on": raised,
        "answered-on": raised + dt.timedelta(days=dice.randint(1, 10)),
        "outcome": outcome,
        "state": state,
    }
