"""Data validations: what Excel says before and refuses after typing, one for each column or cell."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from templates.fields.base import ERROR_LIMIT, PROMPT_LIMIT, FieldType, fill
from templates.model import Field, Form
from templates.rendering.drawing import Drawing, on_paper
from templates.rendering.errors import RenderError
from templates.rendering.places import list_name

TITLE_LIMIT = 32
FORMULA_LIMIT = 255
ERROR_TITLE = "填写有误"
ASCENDING_ERROR = "请填真实存在的日期，例如 2023-3-17；要晚于上面各行、早于下面各行，同一天只填一行。"
COMPUTED_ERROR = "本格由表格自动计算，不用填写。请按 Esc 取消。"


def guard(
    drawing: Drawing, sheet: Worksheet, form: Form, field: Field, cells: str, first: str, narrowing: str = ""
) -> None:
    """Guard `cells` (a range) as the field's type says; `first` is its first cell, as a relative reference.

    `narrowing` is the formula of the part of the list that may be chosen, where another field narrows it.
    """
    if field.computed or field.type.kind in ("seq", "auto"):
        _add(sheet, cells, DataValidation(type="custom", formula1="FALSE", error=COMPUTED_ERROR), "", "自动计算")
        return
    if on_paper(field) or not field.is_input:
        return
    where = f"{form.code}.{field.code}"
    prompt = field.prompt or field.type.prompt
    if len(prompt) > PROMPT_LIMIT:
        raise RenderError(f"{where}: a prompt of {len(prompt)} characters, Excel takes {PROMPT_LIMIT}")
    declared = field.type.validation()
    if declared is None:
        _add(sheet, cells, DataValidation(), prompt, field.label)
        return
    if len(declared.error) > ERROR_LIMIT:
        raise RenderError(f"{where}: an error text of {len(declared.error)} characters, Excel takes {ERROR_LIMIT}")
    formula1 = drawing.filled(declared.formula1, first)
    if narrowing:
        formula1 = narrowing
    formula2 = drawing.filled(declared.formula2, first) if declared.formula2 else None
    for formula in (formula1, formula2 or ""):
        if (length := len(formula)) > FORMULA_LIMIT:
            raise RenderError(f"{where}: a validation formula of {length} characters, Excel takes {FORMULA_LIMIT}")
    rule = DataValidation(
        type=declared.type,
        operator=declared.operator or None,
        formula1=formula1,
        formula2=formula2,
        errorStyle=declared.style,
        error=declared.error,
    )
    _add(sheet, cells, rule, prompt, field.label)


def guard_cells(sheet: Worksheet, cells: str, first: str, field_type: FieldType, label: str) -> None:
    """Guard cells that belong to no form, as a type without code lists says."""
    declared = field_type.validation()
    assert declared is not None
    rule = DataValidation(
        type=declared.type,
        operator=declared.operator or None,
        formula1=fill(declared.formula1, first, list_name),
        formula2=fill(declared.formula2, first, list_name) if declared.formula2 else None,
        errorStyle=declared.style,
        error=declared.error,
    )
    _add(sheet, cells, rule, field_type.prompt, label)


def guard_ascending(sheet: Worksheet, cells: str, test: str, label: str) -> None:
    """Guard a column of first days by `test`, written for its first cell: true dates, each later than those above."""
    rule = DataValidation(type="custom", formula1=test, errorStyle="stop", error=ASCENDING_ERROR)
    _add(sheet, cells, rule, "填日期，例如 2023-3-17。从早到晚排列，同一天只填一行。", label)


def _add(sheet: Worksheet, cells: str, rule: DataValidation, prompt: str, label: str) -> None:
    rule.sqref = cells  # openpyxl makes a range list of it
    rule.allowBlank = True
    rule.showErrorMessage = rule.type is not None
    rule.errorTitle = ERROR_TITLE if rule.error else None
    rule.showInputMessage = bool(prompt)
    if prompt:
        rule.promptTitle = prompt_title(label)
        rule.prompt = prompt
    sheet.data_validations.dataValidation.append(rule)


def prompt_title(label: str) -> str:
    """A label as the title of a prompt: on one line, cut where Excel takes no more.

    >>> prompt_title("社会统一\\n信用代码")
    '社会统一信用代码'
    """
    words = "".join(label.split())
    return words if len(words) <= TITLE_LIMIT else f"{words[: TITLE_LIMIT - 1]}…"
