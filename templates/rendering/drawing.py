"""What all sheets of one workbook share while they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook as Book
from openpyxl.styles import Font
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.worksheet import Worksheet

from formulas.parameters.model import ParameterFile
from templates.fields import fill, list_tokens
from templates.model import Field, Form, Workbook
from templates.names import DETAIL_TAB, GUIDE_TAB, LIST_TAB, META_TAB, PARAMETER_TAB, SUMMARY_TAB
from templates.rendering.issue import Issue
from templates.rendering.measure import height, lines
from templates.rendering.names import Names, tabs
from templates.rendering.places import Places, list_name
from templates.rendering.styles import COMPUTED_FILL, GIVEN_FILL, INPUT_FILL, SCREEN_FONT, Look, Styles, box


class Drawing:
    """One workbook being drawn: the openpyxl book, its shared looks, names, code lists and options."""

    def __init__(
        self,
        workbook: Workbook,
        *,
        rows: int | None,
        issue: Issue | None,
        parameters: Mapping[str, ParameterFile],
    ) -> None:
        self.workbook = workbook
        self.rows = rows
        self.issue = issue
        self.parameters = parameters
        self.book = Book()
        self.book.remove(self.book.active)
        # The first font and that of the style Normal decide how wide a column of width 1 is
        default = Font(name=SCREEN_FONT, size=11)
        self.book._fonts = IndexedList([default])
        self.book._named_styles["Normal"].font = default
        self.styles = Styles(self.book)
        self.names = Names()
        self.lists: dict[str, None] = {}
        self.places: dict[str, Places] = {}
        self.for_reference: set[str] = set()  # codes of forms in which nobody fills in anything
        self.tabs = tabs(workbook.forms, (GUIDE_TAB, PARAMETER_TAB, LIST_TAB, META_TAB, SUMMARY_TAB, DETAIL_TAB))

    def sheet(self, title: str) -> Worksheet:
        """A new last sheet."""
        sheet = self.book.create_sheet(title)
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 100
        return sheet

    def across(
        self, sheet: Worksheet, widths: Sequence[float], row: int, look: Look, text: str, padding: float = 6.0
    ) -> None:
        """One text over columns of these widths, the row as high as it needs."""
        box(sheet, row, 1, row, len(widths), self.styles.array(look), text)
        sheet.row_dimensions[row].height = height(lines(text, sum(widths), look.size), look.size, padding)

    def list_range(self, name: str) -> str:
        """The defined name of a code list, which the workbook holds from now on."""
        self.lists[name] = None
        return list_name(name)

    def filled(self, formula: str, cell: str) -> str:
        """A field type's formula for one cell, its code lists noted."""
        for name in list_tokens(formula):
            self.lists[name] = None
        return fill(formula, cell, list_name)

    def given(self, form: Form, field: Field) -> object:
        """What the issuing office fills in for a field; None if nothing."""
        return self.issue.values.get(f"{form.name}.{field.name}") if self.issue else None


def on_paper(field: Field) -> bool:
    """Whether the field is left empty for a signature, a seal or a photograph."""
    return field.type.computed and field.type.kind in ("sign", "stamp", "photo")


def cell_look(field: Field, base: Look, *, locked: bool) -> Look:
    """How a field's cell looks: by what may be done with it, and by its type."""
    number_format = field.type.number_format
    if field.computed and number_format == "@":
        number_format = "General"  # Excel would turn a formula that is edited in a text cell into its own text
    if on_paper(field):
        fill_color = ""
    elif field.is_input:
        fill_color = GIVEN_FILL if locked else INPUT_FILL
    else:
        fill_color = COMPUTED_FILL
    # A number or a date that is wider than its cell would show as ####
    narrow = field.type.alignment == "right" or number_format not in ("@", "General")
    return base.but(
        wrap=base.wrap and not narrow,
        shrink=narrow,
        horizontal=field.type.alignment,
        number_format=number_format,
        fill=fill_color,
        locked=locked,
    )
