"""The words of sealing and verifying."""

from __future__ import annotations

from collections.abc import Mapping

from templates.findings import Finding, Severity

_WORDS: Mapping[str, str] = {
    "NOT_SEALED": "这不是封装过的上报件：没有封装摘要，无法核对是否改动过。请对方封装后重报。",
    "RECORD_BROKEN": "封装记录不完整或被改动过，无法逐格核对。请对方重新封装上报。",
    "CELL_CHANGED": "封装时是{before}，现在是{after}。请向报送单位核实。",
    "PARAMETER_CHANGED": "参数封装时是{before}，现在是{after}。请向报送单位核实。",
    "FORMULA_CHANGED": "公式在封装之后被改动{more}。请向报送单位核实。",
    "SHEET_MOVED": "封装时叫“{before}”，现在叫“{after}”。请向报送单位核实。",
    "FORM_GONE": "封装时有《{form}》，现在没有。请向报送单位核实。",
    "FORM_NEW": "封装时没有《{form}》，现在有。请向报送单位核实。",
    "META_CHANGED": "{label}封装时是{before}，现在是{after}。请向报送单位核实。",
    "VERSION_DIFFERS": "模板是第{found}版，现行是第{current}版。请换用现行模板重报，或人工核对不同之处。",
    "SCHEMA_DIFFERS": "表单的栏目与现行模板不同。请换用现行模板重报，或人工核对不同之处。",
    "WORKBOOK_UNKNOWN": "模板“{found}”不是现有的模板，无法核对版本。",
    "PARAMETER_NOT_ISSUED": "{label}填的是{found}，文件规定是{expected}，当地不能调整。请改回规定的数值。",
    "PARAMETER_ADJUSTED": "{label}填的是{found}，文件规定是{expected}，当地可调整。请核对是否有文件依据。",
    "AMOUNT_DIFFERS": "表内金额是{found}，按规则核算是{expected}。{why}",
    "VALUE_DIFFERS": "表内是{found}，重新计算是{expected}。请恢复公式，不要在计算格里填写。",
    "ERRORS_ACCEPTED": "封装时有{count}处错误，由{who}同意带错上报。",
}


def finding(
    code: str,
    *,
    sheet: str = "",
    cell: str = "",
    field: str = "",
    label: str = "",
    severity: Severity = "error",
    **facts: object,
) -> Finding:
    """A finding in the shape of all others."""
    place = "!".join(part for part in (sheet, cell) if part)
    name = f"{label}：" if label and "{label}" not in _WORDS[code] else ""
    words = _WORDS[code].format_map({"label": label, **facts})
    return Finding(sheet, cell, field, code, severity, f"{f'【{place}】' if place else ''}{name}{words}（{code}）")
