"""The body of a score sheet: every item's printed cells, its cells to fill in, its points, its hidden helpers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from openpyxl.formatting.rule import Rule as FormatRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from templates.model import ScoreSheetForm
from templates.rendering.drawing import Drawing
from templates.rendering.marks import Marks
from templates.rendering.names import filled_name
from templates.rendering.score_guards import OWN_POINTS, Guards, review, rule_of, text, words
from templates.rendering.score_helpers import ItemFormulas
from templates.rendering.score_hints import hint
from templates.rendering.score_plan import (
    ASK_SIZE,
    HELPERS,
    ItemRows,
    ScorePlan,
    asked,
    groups,
    numbered,
    rules,
    sections,
)
from templates.rendering.styles import (
    BEYOND_FILL,
    BEYOND_LINE,
    BODY,
    COMPUTED_FILL,
    HELPER,
    INPUT_FILL,
    Look,
    box,
    put,
)
from templates.score_cells import LOCAL, AnswerCell
from templates.score_layout import Role, default_formula, item_points, written

CENTER = BODY.but(horizontal="center")
INPUT = BODY.but(fill=INPUT_FILL, locked=False)
COMPUTED = CENTER.but(fill=COMPUTED_FILL)
ASK = BODY.but(size=ASK_SIZE)
NOTE_SIZE = 10.0
# A page may end inside a tall merged cell: words at its top are not cut in two
LABELS: tuple[Role, ...] = ("section", "group", "text", "rule", "no")
TALL = 110.0  # points
NOTES: Mapping[Role, str] = {
    "basis": "写明计分或认定的依据：数据、文件、时间",
    "evidence": "写明佐证材料的名称或编号",
    "remark": "需要说明的情况；选“不涉及”“无对应档位”的，在这里写明理由",
    "reason": "复评与自评不同的，写明核减（调整）理由",
}


class Body:
    """Draws the rows of all items."""

    def __init__(
        self,
        drawing: Drawing,
        sheet: Worksheet,
        form: ScoreSheetForm,
        plan: ScorePlan,
        items: Sequence[ItemFormulas],
        list_range: Callable[[tuple[str, ...]], str],
    ) -> None:
        self.drawing = drawing
        self.sheet = sheet
        self.form = form
        self.plan = plan
        self.items = items
        self.list_range = list_range
        self.guards = Guards()
        self.by_number = {item.item.no: item for item in items}
        self.whole_points = all(item.item.kind not in ("manual", "ratio") for item in items)

    def draw(self, choice_cells: Mapping[str, str]) -> None:
        for top, bottom, label in sections(self.plan):
            self._label(top, bottom, "section", label)
        if self.plan.column("group"):
            for top, bottom, label in groups(self.plan):
                self._label(top, bottom, "group", label)
        if self.plan.column("rule"):
            for top, bottom, label in rules(self.plan):
                self._label(top, bottom, "rule", label)
        for item in self.items:
            self._printed(item.rows)
            self._answers(item)
            self._points(item)
            self._local(item.rows)
            self._notes(item.rows)
            self._review(item)
            self._helpers(item)
        self._group_points()
        self._chosen(choice_cells)
        for role, prompt in NOTES.items():
            letter = self.plan.letter(role)
            self.guards.add(text(prompt), f"{letter}{self.plan.first}:{letter}{self.plan.last}")
        self.guards.write(self.sheet)
        self._formats()

    # --- writing ------------------------------------------------------------------------------------------------

    def _array(self, look: Look, role: Role) -> StyleArray:
        """The look of a cell in its column; the first added column has a strong line at its left."""
        column = self.plan.column(role)
        if self.plan.columns[column - 1].added:
            look = look.but(line=BEYOND_LINE, left="medium" if column == self.plan.official + 1 else None)
        return self.drawing.styles.array(look)

    def _box(self, top: int, bottom: int, role: Role, look: Look, value: object = None) -> None:
        column = self.plan.column(role)
        if column:
            if role in LABELS and sum(self.plan.heights[row] for row in range(top, bottom + 1)) > TALL:
                look = look.but(vertical="top")
            cell = box(self.sheet, top, column, bottom, column, self._array(look, role), value)
            if isinstance(value, str) and not value.startswith("="):
                cell.data_type = "s"

    def _name(self, key: str, column: int, top: int) -> None:
        self.drawing.names.add_cells(f"{self.form.name}.{key}", self.sheet.title, top, column, top, column)

    def _label(self, top: int, bottom: int, role: Role, label: str) -> None:
        supplied = role == "section" and self.plan.rubric.columns and not self._printed_heading(top)
        look = CENTER.but(fill=BEYOND_FILL) if supplied else CENTER
        self._box(top, bottom, role, look, label or None)

    def _printed_heading(self, row: int) -> bool:
        return next(rows.each.section.printed for rows in self.plan.items if rows.top == row)

    # --- what the print says --------------------------------------------------------------------------------------

    def _printed(self, rows: ItemRows) -> None:
        plan, item = self.plan, rows.each.item
        supplied = bool(plan.rubric.columns) and not rows.each.section.printed
        look = BODY.but(fill=BEYOND_FILL) if supplied else BODY
        if rows.bands:
            for top, bottom, words_, points, _ in rows.bands:
                self._box(top, bottom, "text", look, words_)
                self._box(top, bottom, "band", look, words_)
                self._box(top, bottom, "band_points", CENTER, points)
                self._box(top, bottom, "rule", CENTER, f"{points}分")
        else:
            full = written(plan.rubric, rows.each)
            self._box(rows.top, rows.bottom, "text", look, full)
            self._box(rows.top, rows.bottom, "band", look, item.text)
            self._box(rows.top, rows.bottom, "band_points", CENTER, item.points)
        self._box(rows.top, rows.bottom, "no", CENTER, numbered(plan, rows.each))
        self._box(rows.top, rows.bottom, "item_points", CENTER, item_points(plan.rubric, item))

    # --- what is filled in ----------------------------------------------------------------------------------------

    def _answers(self, item: ItemFormulas) -> None:
        rows = item.rows
        taken: dict[int, int] = {}
        for cell in rows.each.cells:
            spot = rows.spots[cell.key]
            role = self.plan.columns[spot.column - 1].role
            formula = default_formula(rows.each, self.form.name)
            self._box(spot.top, spot.bottom, role, self._input_look(cell), f"={formula}" if formula else None)
            self._name(cell.key, spot.column, spot.top)
            self.guards.add(rule_of(cell, self.list_range), spot.area)
            if role == "answer":
                self._box(spot.top, spot.bottom, "ask", ASK, asked(self.plan, cell) or None)
            for row in range(spot.top, spot.bottom + 1):
                taken[row * 100 + spot.column] = 1
        self._fill_up(rows, "answer", "ask", taken)
        self._fill_up(rows, "rate", "rate", taken)

    def _fill_up(self, rows: ItemRows, role: Role, beside: Role, taken: Mapping[int, int]) -> None:
        """Close the rows of a column in which the item has no cell."""
        column = self.plan.column(role)
        if not column:
            return
        free = [row for row in range(rows.top, rows.bottom + 1) if row * 100 + column not in taken]
        while free:
            first = last = free.pop(0)
            while free and free[0] == last + 1:
                last = free.pop(0)
            self._box(first, last, role, CENTER)
            if beside != role:
                self._box(first, last, beside, CENTER)

    def _input_look(self, cell: AnswerCell) -> Look:
        look = INPUT.but(horizontal="center", number_format="0.00%" if cell.kind == "percent" else "General")
        return look if cell.kind == "words" else look.but(wrap=False, shrink=True)

    # --- what is computed ------------------------------------------------------------------------------------------

    def _points(self, item: ItemFormulas) -> None:
        rows, plan = item.rows, self.plan
        shown = COMPUTED.but(number_format="General" if self.whole_points else "0.00")
        judged = any(cell.kind == "score" for cell in rows.each.cells)
        if plan.column("score") and not judged:
            worth = item.item.points is not None or item.item.levels  # a veto without points has no score to show
            formula = f'=IF({item.at("S")}=0,{item.at("P")},"")' if worth else None
            self._box(rows.top, rows.bottom, "score", shown, formula)
        if plan.column("result"):
            result = item.result()
            self._box(rows.top, rows.bottom, "result", COMPUTED, f"={result}" if result else None)
        if plan.column("amount"):
            amount = item.amount()
            look = COMPUTED.but(number_format="#,##0.00", wrap=False, shrink=True)
            self._box(rows.top, rows.bottom, "amount", look, f"={amount}" if amount else None)
            if amount:
                self._name(f"{rows.each.key}.amount", plan.column("amount"), rows.top)
        if plan.column("ticked"):
            for top, bottom, _, _, places in rows.bands:
                chosen = "+".join(f"({item.at('B')}={place})" for place in places)
                self._box(top, bottom, "ticked", COMPUTED, f'=IF({chosen}>0,"√","")')
            if not rows.bands:
                claimed = f'=IF({item.at("P")}<>0,"√","")' if item.item.points else f'=IF({item.at("M")}="t","√","")'
                self._box(rows.top, rows.bottom, "ticked", COMPUTED, claimed)
        hinted = COMPUTED.but(horizontal="left", size=ASK_SIZE, color="FFC65911")
        self._box(rows.top, rows.bottom, "hint", hinted, f"={hint(item, filled_name(self.form), self.by_number)}")

    def _group_points(self) -> None:
        """分值 and 得分 of the table of enterprises, one of each for every 评价要素."""
        if not self.plan.column("group_score"):
            return
        s, p = self.plan.helper("S"), self.plan.helper("P")
        for top, bottom, _ in groups(self.plan):
            rows = next(rows for rows in self.plan.items if rows.top == top)
            group = next((g for g in rows.each.section.groups if g.no == rows.each.item.group), None)
            self._box(top, bottom, "points", CENTER, f"{group.points}分" if group else None)
            settled = f"COUNTIF(${s}${top}:${s}${bottom},0)=0"
            self._box(top, bottom, "group_score", COMPUTED, f'=IF({settled},"",SUM(${p}${top}:${p}${bottom}))')

    def _local(self, rows: ItemRows) -> None:
        """本县分值: beside every printed row a cell for the county's own points."""
        column = self.plan.column("local")
        if not column:
            return
        look = INPUT.but(horizontal="center")
        printed = [(top, bottom) for top, bottom, *_ in rows.bands]
        if not printed and rows.each.item.kind == "bonus":
            printed = [(rows.top, rows.bottom)]
        for number, (top, bottom) in enumerate(printed, start=1):
            self._box(top, bottom, "local", look)
            self._name(f"{rows.each.key}.{LOCAL}{number}", column, top)
            self.guards.add(OWN_POINTS, f"{self.plan.letter('local')}{top}")
        if not printed:
            self._box(rows.top, rows.bottom, "local", CENTER)

    def _notes(self, rows: ItemRows) -> None:
        for role in ("basis", "evidence", "remark", "reason"):
            # from the top: of a text longer than its row the beginning is seen
            self._box(rows.top, rows.bottom, role, INPUT.but(vertical="top", size=NOTE_SIZE))
            self._name(f"{rows.each.key}.{role}", self.plan.column(role), rows.top)

    def _review(self, item: ItemFormulas) -> None:
        rows = item.rows
        spot = f"{self.plan.letter('review')}{rows.top}"
        self._box(rows.top, rows.bottom, "review", INPUT.but(horizontal="center"))
        self._name(f"{rows.each.key}.review", self.plan.column("review"), rows.top)
        if item.item.kind == "veto":
            self.guards.add(words(("有", "无"), self.list_range), spot)
        elif item.listed:
            own = self.plan.rubric.words
            self.guards.add(words((own.met, own.unmet, own.pending, own.inapplicable), self.list_range), spot)
        else:
            self.guards.add(review(*item.review_bounds(), deduction=item.item.kind == "deduction"), spot)

    def _chosen(self, choice_cells: Mapping[str, str]) -> None:
        """是否选择: one cell beside each section."""
        if not self.plan.column("chosen"):
            return
        letter = self.plan.letter("chosen")
        tops = {int(cell.split("$")[2]) for cell in choice_cells.values()}
        for top, bottom, _ in sections(self.plan):
            assert top in tops
            self._box(top, bottom, "chosen", INPUT.but(horizontal="center"))
            self.guards.add(words(("是", "否"), self.list_range), f"{letter}{top}")

    # --- hidden helpers ------------------------------------------------------------------------------------------

    def _helpers(self, item: ItemFormulas) -> None:
        top, bottom = item.rows.top, item.rows.bottom
        for row, (validity, value) in item.values().items():
            self._helper("V", row, validity)
            self._helper("E", row, value)
        for row, mark in item.marks().items():
            self._helper("K", row, mark)
        others = self._alternatives(item)
        single = {
            "A": item.applies(), "S": item.state(others), "T": item.test(), "B": item.band(), "P": item.points(),
            "M": item.standing(), "N": item.remark_needed(), "R": item.reviewed(), "F": item.full(),
            "W": item.review_fault(), "Q": item.reviewed_standing(),
        }  # fmt: skip
        for kind, formula in single.items():
            self._helper(kind, top, formula)
        if single["A"]:
            for row in range(top + 1, bottom + 1):
                self._helper("A", row, item.at("A"))

    def _helper(self, kind: str, row: int, formula: str) -> None:
        if formula:
            column = len(self.plan.columns) + 1 + HELPERS.index(kind)
            put(self.sheet, row, column, self.drawing.styles.array(HELPER), f"={formula}")

    def _alternatives(self, item: ItemFormulas) -> str:
        """How many cells are filled in of the items of which only one may be together with this one."""
        if not item.item.alternative:
            return ""
        others = [
            other for other in self.items
            if other is not item and other.item.alternative == item.item.alternative
        ]  # fmt: skip
        return "+".join(other.filled() for other in others)

    # --- conditional formats -----------------------------------------------------------------------------------

    def _formats(self) -> None:
        plan, marks = self.plan, Marks(self.sheet)
        first, last = plan.first, plan.last
        k, a, n = (f"${plan.helper(kind)}{first}" for kind in ("K", "A", "N"))
        begun = f"{filled_name(self.form)}>0"
        grey = DifferentialStyle(font=Font(color="FF9E9E9E"), fill=PatternFill(bgColor="FFE4E4E4", fill_type="solid"))
        if any(item.item.applies for item in self.items):
            letter = get_column_letter(
                next(p for p, c in enumerate(plan.columns, 1) if c.role in ("text", "band", "no"))
            )
            cells = f"{letter}{first}:{plan.letter('remark')}{last}"
            rule = FormatRule(type="expression", dxf=grey, formula=[f"AND(ISNUMBER({a}),N({a})=0)"])
            self.sheet.conditional_formatting.add(cells, rule)
        if plan.column("answer"):
            cells = f"{plan.letter('answer')}{first}:{plan.letter('answer')}{last}"
            marks.add(cells, f"{k}=2", "error")
            marks.add(cells, f"AND({k}=1,{begun})", "missing")
        known = [item.rows.spots[cell.key] for item in self.items for cell in item.each.cells if cell.part == "rate"]
        if known:
            marks.add(" ".join(spot.area for spot in known), f"${plan.helper('K')}{known[0].top}=2", "error")
        judged = [item.rows for item in self.items if any(c.kind == "score" for c in item.each.cells)]
        if judged:
            letter = plan.letter("score")
            cells = " ".join(f"{letter}{rows.top}:{letter}{rows.bottom}" for rows in judged)
            place = f"${letter}{judged[0].top}"
            state = f"${plan.helper('S')}{judged[0].top}"
            marks.add(cells, f"AND({state}=2,COUNTBLANK({place})=0)", "error")
            marks.add(cells, f"AND({state}=1,COUNTBLANK({place})=1,{begun})", "missing")
        letter = plan.letter("review")
        marks.add(f"{letter}{first}:{letter}{last}", f"${plan.helper('W')}{first}=2", "error")
        letter = plan.letter("remark")
        marks.add(f"{letter}{first}:{letter}{last}", f"AND(N({n})=1,COUNTBLANK(${letter}{first})=1)", "missing")
        if plan.column("chosen"):
            letter = plan.letter("chosen")
            state = f"${plan.helper('H')}${plan.first}"
            marks.add(f"{letter}{first}:{letter}{last}", f"AND({state}=1,{begun})", "missing")
