"""Dated amounts, rates and caps: one TOML file for each rule, its figures beside their source.

A file reads like this::

    basis = "豫就业组〔2023〕1号 附件2 二（七）"     # source of everything below that names none of its own
    lines = "L256"

    [window]
    from = 2023-03-06                                  # and `to`, where the text states an end
    [direct_share]
    label = "直接认定的补贴比例"
    unit = "%"                                         # a percentage is written 50 and read as 50/100
    values = { 2023-03-06 = 50 }
    [standard]                                         # a table: keys are the options of an input
    label = "职业技能评价补贴标准"
    unit = "元/人"
    values.2023-03-06 = { "初级工" = 200, "中级工" = 240 }
    [rate]                                             # bands: the first whose `up_to` is not below the number
    label = "奖补比例"
    unit = "%"
    values.2023-01-01 = [{ up_to = 10000, value = 2 }, { value = 3 }]

A new notice adds a date and never edits an old one; a table is restated whole.  `adjustable` quotes the words by which
a county may set its own value.
"""

from __future__ import annotations

from formulas.parameters.loading import load_parameters
from formulas.parameters.model import (
    BandTable,
    DatedParameter,
    NotInForce,
    ParameterFile,
    RuleParameters,
    Window,
)

__all__ = [
    "BandTable",
    "DatedParameter",
    "NotInForce",
    "ParameterFile",
    "RuleParameters",
    "Window",
    "load_parameters",
]
