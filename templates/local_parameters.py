"""当地参数: figures that rules presuppose and no document of the compendium prints, filled in by the user by date.

Each stands in for the inputs of its name: where the clerk leaves such an input blank, the value in force on the row's
date is taken.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LocalTable:
    """One local parameter: the rule inputs it stands for, and whether it is a percentage."""

    name: str
    label: str
    unit: str
    inputs: tuple[str, ...]
    note: str

    @property
    def percent(self) -> bool:
        return self.unit == "%"


TABLES = (
    LocalTable(
        "min_wage",
        "当地最低工资标准",
        "元/月",
        ("min_wage",),
        "政策文件没有印出。按省政府公布的最低工资标准，填本县（市、区）所属类别的月标准，一个起始日期填一行。",
    ),
    LocalTable(
        "min_hourly_wage",
        "当地小时最低工资标准",
        "元/小时",
        ("min_hourly_wage",),
        "政策文件没有印出。按省政府公布的标准，填本县（市、区）所属类别的小时标准，一个起始日期填一行。",
    ),
    LocalTable(
        "lpr",
        "贷款市场报价利率（LPR）",
        "%",
        ("lpr",),
        "政策文件没有印出，也没有说明用哪个期限品种。填贷款合同所用期限品种的报价，变动一次填一行。",
    ),
)


def local_name(table: LocalTable) -> str:
    """The defined name of a table's values; their first days are `.from`."""
    return f"local.{table.name}"


@functools.cache
def local_table(name: str) -> LocalTable | None:
    """The table that stands in for an input of this name, if any."""
    return next((table for table in TABLES if name in table.inputs), None)
