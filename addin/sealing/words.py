"""The words of sealing and verifying."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from templates.findings import Finding, Severity, tell

_WORDS: Mapping[str, str] = {
    "NOT_SEALED": "这不是封装过的上报件：没有封装摘要，无法核对是否改动过。请对方封装后重报。",
    "RECORD_BROKEN": "封装记录不完整或被改动过，无法逐格核对。请对方重新封装上报。",
    "CELL_CHANGED": "封装时是{before}，现在是{after}。请向报送单位核实。",
    "REVIEWED_LATER": "封装后填写了复评{count}项。复评、核减理由由评审单位填写，不算改动。",
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
    "VALUE_DIFFERS": "表内是{found}，重新计算是{expected}{more}。{why}",
    "NO_FORMULA": "{rows}没有公式，这一格是空的，合计、汇总也没有算进这一行。"
    "请用“增加行”加行，或把上一行的公式复制到{rows}。",
    "ERROR_COMPUTED": "公式算出的是错误值 {found}{more}：它要用的格里有错误值或文字，或者它要用的列、行、表被删掉了。"
    "请改正那一格；删掉的请撤销，或把内容填到下发的工作簿里。",
    "COMPUTED_GONE": "没有找到计算列“{label}”，可能删掉了这一列或改了表头。请撤销，或把内容填到下发的工作簿里。",
    "TOTAL_DIFFERS": "合计是{found}，各行相加是{expected}。"
    "请核对合计是否包括每一行、空行里是否留着数，不要在合计格里填写。",
    "SUMMARY_DIFFERS": "{label}是{found}，按各台账相加是{expected}{more}。"
    "请先改正台账里的问题；仍不符的，恢复公式，不要在这张表里填写。",
    "SUMMARY_GONE": "“{label}”表已被删除。金额以各台账为准；要看汇总的，请撤销删除，或把内容填到下发的工作簿里。",
    "PARAMETERS_GONE": "没有找到“政策参数”表，可能被删除或改了名，金额无法计算。"
    "请撤销删除、恢复表名，或把内容填到下发的工作簿里。",
    "PARAMETER_GONE": "{label}的参数格已被删除，金额无法计算。请撤销删除，或把内容填到下发的工作簿里。",
    "SCORE_DIFFERS": "表内是{found}，按各项答案计分是{expected}。请恢复公式，不要在计算格里填写。",
    "SCORE_SPELLING": "填的是{found}，多了空格，表里的公式认不出，得分和结论因此不对。请从下拉列表中重选。",
    "ERRORS_ACCEPTED": "封装时有{count}处错误，由{who}同意带错上报。",
}
RESTORE = "请恢复公式，不要在计算格里填写。"


class Place(NamedTuple):
    """What a finding is about: a cell, or a whole sheet, and its field."""

    sheet: str = ""
    cell: str = ""
    field: str = ""
    label: str = ""


NOWHERE = Place()


def finding(code: str, place: Place = NOWHERE, *, severity: Severity = "error", **facts: object) -> Finding:
    """A finding in the shape of all others."""
    label = "" if "{label}" in _WORDS[code] else place.label
    words = _WORDS[code].format_map({"label": place.label, **facts})
    return tell(words, code, sheet=place.sheet, cell=place.cell, field=place.field, label=label, severity=severity)
