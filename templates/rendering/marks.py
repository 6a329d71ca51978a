"""Conditional formats: what is missing or wrong is coloured, even when it was pasted past the validation."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from templates.rendering.audit import Severity

COLOURS: dict[Severity, tuple[str, str]] = {  # fill, font
    "missing": ("FFFFE08A", ""),
    "error": ("FFFFC7CE", "FF9C0006"),
    "warning": ("FFFCE4D6", "FFC65911"),
}
FORMULA_LIMIT = 220  # longer terms get a helper cell that the format reads


class Marks:
    """The conditional formats of one sheet; the looks are shared."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._styles = {severity: _style(*colours) for severity, colours in COLOURS.items()}

    def add(self, cells: str, formula: str, severity: Severity) -> None:
        """Colour `cells` where the formula, written for the first of them, is true."""
        rule = Rule(type="expression", dxf=self._styles[severity], formula=[formula])
        self._sheet.conditional_formatting.add(cells, rule)


def _style(fill: str, font: str) -> DifferentialStyle:
    # A format's fill shows its background colour, a cell's its foreground colour
    return DifferentialStyle(
        font=Font(color=font) if font else None,
        fill=PatternFill(bgColor=fill, fill_type="solid"),
    )
