"""Validations of a score sheet: cells that take the same are guarded together, prompts and refusals in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from templates.rendering.validations import ERROR_TITLE
from templates.score_cells import AnswerCell

LIST_LIMIT = 255
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Rule:
    """What a cell takes, as Excel enforces it."""

    type: str
    formula1: str
    error: str
    prompt: str
    title: str = "填写说明"
    formula2: str = ""
    operator: str = ""


def rule_of(cell: AnswerCell, list_range: Callable[[tuple[str, ...]], str]) -> Rule:
    """The rule of a cell that answers an item."""
    match cell.kind:
        case "words":
            return words(cell.options, list_range)
        case "score":
            return score(cell.maximum or 0)
        case "whole":
            return Rule(
                "whole",
                "0",
                "请填不小于0的整数，只填数字，不要带单位。",
                "填不小于0的整数，只填数字。",
                operator="greaterThanOrEqual",
            )
        case "percent":
            shown = (
                "只知道比率、不知道两个数时填这里；已填左边两个数的，留空。" if cell.part == "rate" else "填百分数。"
            )
            if cell.maximum is None:
                return Rule("decimal", "0", "请填百分数，例如92%。", f"{shown}例如92%。", operator="greaterThanOrEqual")
            return Rule(
                "decimal", "0", f"请填0%至{cell.maximum}%之间的百分数，例如92%。", f"{shown}例如92%。",
                formula2=f"{cell.maximum / 100:g}", operator="between",
            )  # fmt: skip
    if cell.signed:
        return Rule(
            "decimal", "-1000000000000", "请填数字，亏损填负数，不要带单位。", "填数字，亏损填负数。",
            formula2="1000000000000", operator="between",
        )  # fmt: skip
    if cell.maximum is not None:
        words_ = f"填0至{cell.maximum}之间的数字。"
        return Rule("decimal", "0", f"请{words_}", words_, formula2=str(cell.maximum), operator="between")
    return Rule(
        "decimal", "0", "请填不小于0的数字，不要带单位。", "填不小于0的数字，不带单位。", operator="greaterThanOrEqual"
    )


def words(options: tuple[str, ...], list_range: Callable[[tuple[str, ...]], str]) -> Rule:
    """One of a list of words; a list too long for the validation itself stands on the sheet of code lists."""
    inline = f'"{",".join(options)}"'
    fits = len(inline) <= LIST_LIMIT and not any(set(word) & set(',"') for word in options)
    prompt = "从下拉列表中选择。"
    if "不涉及" in options:
        prompt = "从下拉列表中选择；选“不涉及”的，须在备注中写明理由。"
    elif "无对应档位" in options:
        prompt = "从下拉列表中选择；各档都不符合的选“无对应档位”，并在备注中写明理由。"
    return Rule(
        "list",
        inline if fits else list_range(options),
        "请从下拉列表中选择，不要自行改写；选错可按 Delete 清空。",
        prompt,
    )


def score(maximum: int) -> Rule:
    """A judged score."""
    return Rule(
        "decimal", "0", f"请填0至{maximum}之间的数字，最多两位小数，不要带“分”字。",
        f"填得分，0至{maximum}，最多两位小数。", formula2=str(maximum), operator="between",
    )  # fmt: skip


def review(least: str, most: str, *, deduction: bool = False) -> Rule:
    """A reviewer's points. Takes: the bounds as formulas; a county's own points stand in another cell of the row"""
    known = not most.startswith(("$", "IF("))
    told = f"{least}至{most}" if known else f"{least}至本项分值"
    sign = "，扣分填负数" if deduction else ""
    return Rule(
        "decimal", least, f"请填{told}之间的数字，最多两位小数{sign}，不要带“分”字。",
        f"填复评得分，{told}，最多两位小数{sign}；与自评相同的可以留空。", formula2=most, operator="between",
    )  # fmt: skip


def text(what: str) -> Rule:
    """A remark of any kind."""
    return Rule(
        "textLength", "0", f"不超过 {LONGEST_TEXT} 字，请删减或另附材料。", f"{what}，换行按 Alt+Enter。",
        formula2=str(LONGEST_TEXT), operator="between",
    )  # fmt: skip


OWN_POINTS = Rule(
    "decimal",
    "0",
    "请填0至100之间的分值，只填数字。",
    "按说明6调整分值的，填本县的分值；不调整的留空，按印定分值计。",
    formula2="100",
    operator="between",
)


class Guards:
    """Collects cells by rule and writes one validation for each rule."""

    def __init__(self) -> None:
        self._cells: dict[Rule, list[str]] = {}

    def add(self, rule: Rule, cells: str) -> None:
        self._cells.setdefault(rule, []).append(cells)

    def write(self, sheet: Worksheet) -> None:
        for rule, cells in self._cells.items():
            validation = DataValidation(
                type=rule.type,
                operator=rule.operator or None,
                formula1=rule.formula1,
                formula2=rule.formula2 or None,
                error=rule.error,
                errorTitle=ERROR_TITLE,
                prompt=rule.prompt,
                promptTitle=rule.title,
                showErrorMessage=True,
                showInputMessage=True,
                allowBlank=True,
                sqref=" ".join(cells),
            )
            sheet.data_validations.dataValidation.append(validation)
