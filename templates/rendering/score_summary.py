"""The foot of a score sheet: the total, and below the printed notes the sums of the sections and the conclusion."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from templates.model import ScoreSheetForm
from templates.rendering.drawing import Drawing
from templates.rendering.marks import Marks
from templates.rendering.measure import height
from templates.rendering.score_plan import HELPERS, ScorePlan
from templates.rendering.score_totals import Totals
from templates.rendering.styles import (
    ACCENT,
    BEYOND_FILL,
    BEYOND_LINE,
    BODY,
    BODY_FONT,
    COMPUTED_FILL,
    HEAD,
    HEAD_FONT,
    HELPER,
    Look,
    box,
    put,
)
from templates.score_layout import Role
from templates.score_sheet import REVIEWED, STATUS, TOTAL, section_key

LABEL = Look(HEAD_FONT, 11.0, horizontal="center", border="thin", fill=BEYOND_FILL, line=BEYOND_LINE)
VALUE = BODY.but(horizontal="center", fill=COMPUTED_FILL, wrap=False, shrink=True)
SENTENCE = Look(HEAD_FONT, 12.0, color=ACCENT, border="thin", fill=COMPUTED_FILL, line=BEYOND_LINE)
HINT = Look(BODY_FONT, 10.0, border="thin", line=BEYOND_LINE)
PRINTED_TOTAL = "总分"  # the print of the credit table has this row


class Summary:
    """Draws total, sections and conclusion; their exact values stand in the hidden column H from row `spare` on."""

    def __init__(
        self, drawing: Drawing, sheet: Worksheet, form: ScoreSheetForm, plan: ScorePlan, totals: Totals, spare: int
    ) -> None:
        self.drawing = drawing
        self.sheet = sheet
        self.form = form
        self.plan = plan
        self.totals = totals
        self.spare = spare
        self.scored = plan.rubric.total is not None

    @property
    def column(self) -> int:
        """The column in which points are added up."""
        roles: tuple[Role, ...] = ("group_score", "band_points", "score", "result", "answer")
        return next(self.plan.column(role) for role in roles if self.plan.column(role))

    def draw(self) -> None:
        plan, rubric = self.plan, self.plan.rubric
        first = plan.summary + 2
        missing, wrong, raw, scaled, faults, reviewed, rescaled, _ = (self._spare(offset) for offset in range(8))
        sections = [self._address(first + place) for place in range(len(rubric.sections))]
        exact = self.totals.total(sections)
        hidden = [self.totals.missing, self.totals.wrong, exact, self.totals.scaled(sections) if rubric.scaled else ""]
        hidden.append(self.totals.review_faults)
        if self.scored:
            rows = [f"${plan.letter('review')}${first + place}" for place in range(len(rubric.sections))]
            hidden += [self.totals.total(rows), self.totals.scaled(rows) if rubric.scaled else ""]
            after = self.totals.after_review.status(reviewed, reviewed, rescaled, missing, wrong)
            hidden.append(after.replace("自评得分", "复评得分"))
        style = self.drawing.styles.array(HELPER)
        for offset, formula in enumerate(hidden):
            if formula:
                column = len(plan.columns) + 1 + HELPERS.index("H")
                put(self.sheet, self.spare + offset, column, style, f"={formula}")
        self._total(raw)
        self._heading()
        self._sentence(self.totals.status(raw, raw, scaled, missing, wrong))
        for place, section in enumerate(rubric.sections):
            full = f"满分{section.points}分" if section.points else f"上限{section.cap}分" if section.cap else ""
            formula = self.totals.section(section)
            row = first + place
            self._row(row, section.name, f"={formula}", full)
            self._name(section_key(place + 1), self.column, row)
            if self.scored:
                self._reviewed(row, f"={self.totals.section(section, 'R')}")
        if rubric.scaled:
            row = first + len(rubric.sections)
            words = "不计的项目除外，按100分折算（原文未规定折算办法，供参考）"
            self._row(row, "折算得分", f"=ROUND({scaled},2)", words)
            self._name("scaled", self.column, row)
        if self.scored:
            # A total beyond the full marks, or of wrong answers, is never shown: the cell says so
            own = f'IF({wrong}>0,"填写有误",ROUND({reviewed},2))'
            self._reviewed(plan.total, f'=IF({faults}>0,"有误"&{faults}&"项",{own})')
            self._name(REVIEWED, plan.column("review"), plan.total)
            Marks(self.sheet).add(f"{plan.letter('review')}{plan.total}", f"{faults}+{wrong}>0", "error")

    def _spare(self, offset: int) -> str:
        return f"${self.plan.helper('H')}${self.spare + offset}"

    @property
    def review_faults(self) -> str:
        """The cell that counts what may not stand in the reviewer's column."""
        return self._spare(4)

    @property
    def wrong(self) -> str:
        """The cell that counts the items whose answers are wrong."""
        return self._spare(1)

    @property
    def review_sentence(self) -> str:
        """The cell of the conclusion after review, in a table with points."""
        return self._spare(7)

    def _address(self, row: int) -> str:
        return f"${get_column_letter(self.column)}${row}"

    def _name(self, key: str, column: int, row: int) -> None:
        self.drawing.names.add_cells(f"{self.form.name}.{key}", self.sheet.title, row, column, row, column)

    def _total(self, raw: str) -> None:
        plan, array = self.plan, self.drawing.styles.array
        printed = plan.rubric.scaled
        counted = "符合项数" if self.totals.requires else "情形项数"
        label = PRINTED_TOTAL if printed else "自评总分" if self.scored else counted
        look = HEAD if printed else LABEL
        box(self.sheet, plan.total, 1, plan.total, self.column - 1, array(look), label)
        number = "0.00" if self.scored else "0"
        value = VALUE.but(font=HEAD_FONT, size=12.0, number_format=number)
        box(self.sheet, plan.total, self.column, plan.total, self.column, array(value), f"=ROUND({raw},2)")
        if self.column < plan.printed:
            full = f"满分{plan.rubric.total}分" if self.scored else ""
            rest = HINT if not printed else HINT.but(line="")
            box(self.sheet, plan.total, self.column + 1, plan.total, plan.printed, array(rest), full or None)
        self.sheet.row_dimensions[plan.total].height = height(1, 12.0, 10.0)
        self._name(TOTAL, self.column, plan.total)
        if plan.rubric.scaled:
            self._name("raw", self.column, plan.total)

    def _heading(self) -> None:
        plan = self.plan
        look = Look(HEAD_FONT, 12.0, color=ACCENT, vertical="bottom", wrap=False)
        words = "计分汇总（本表所加，自动计算）" if self.scored else "结果汇总（本表所加，自动计算）"
        box(self.sheet, plan.summary, 1, plan.summary, plan.printed, self.drawing.styles.array(look), words)
        self.sheet.row_dimensions[plan.summary].height = 26.0

    def _sentence(self, formula: str) -> None:
        plan, row = self.plan, self.plan.summary + 1
        array = self.drawing.styles.array
        put(self.sheet, row, 1, array(LABEL), "结论")
        box(self.sheet, row, 2, row, plan.printed, array(SENTENCE), f"={formula}")
        self.sheet.row_dimensions[row].height = 32.0
        self._name(STATUS, 2, row)

    def _row(self, row: int, label: str, formula: str, words: str) -> None:
        plan, array = self.plan, self.drawing.styles.array
        box(self.sheet, row, 1, row, self.column - 1, array(LABEL.but(horizontal="left", font=BODY_FONT)), label)
        number = "0.00" if self.scored else "General"
        put(self.sheet, row, self.column, array(VALUE.but(number_format=number)), formula)
        if self.column < plan.printed:
            box(self.sheet, row, self.column + 1, row, plan.printed, array(HINT), words or None)
        self.sheet.row_dimensions[row].height = 20.0

    def _reviewed(self, row: int, formula: str) -> None:
        style = self.drawing.styles.array(VALUE.but(number_format="0.00"))
        put(self.sheet, row, self.plan.column("review"), style, formula)
