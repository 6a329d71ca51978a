"""The hidden columns beside a score sheet's table: what each cell and each item is worth, as formulas.

    V  of each cell to fill in: 0 in order, 1 blank, 2 wrong        E  its effective value, safe to compare
    A  whether the item applies: 1 yes, 0 no, 2 not yet known       T  its own test: TRUE, FALSE, "" does not apply
    S  the item: 0 settled, 1 unfilled, 2 wrong, 3 nothing due      B  which band was reached
    P  its points, 0 until settled                                  M  s met, u not met, p pending, n not applicable,
    K  how the cell is to be marked: 1, 2 as V, 3 not applicable       d still due, t occurred; o before optional ones
    R  its points after review                                      N  1 where a remark must say why
    W  2 where what the reviewer wrote may not stand, else 0        Q  M of an event after review
    F  the most it can earn, where counties may set their own points
    H  the header fields that decide: 0 in order, 1 unfilled or wrong; below them what is left, what is wrong, the total

The states are those of `formulas.scoring`; a text in place of a number never reaches a comparison.
"""

from __future__ import annotations

import ast

from formulas.criterion import Criterion
from formulas.criterion_excel import RateCells, excel
from formulas.excel import literal
from formulas.scoring_kinds import NOT_INVOLVED
from formulas.scoring_review import bounds, words_of
from templates.rendering.score_inputs import ItemInputs, valid
from templates.score_cells import SCORE

COMMA = ","


class ItemFormulas(ItemInputs):
    """The helper formulas of one item, without the leading `=`."""

    # --- A, T, B, S --------------------------------------------------------------------------------------------

    def applies(self) -> str:
        """1, 0, or 2 while no header field it depends on is known; `and` leaves an unknown part out, as in Python."""
        criterion = self.item.applies
        if criterion is None:
            return ""
        tree = criterion.tree
        joined = isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And)
        parts = [Criterion(ast.unparse(part), part) for part in (tree.values if joined else [tree])]  # type: ignore[attr-defined]
        tests = [(self._unknown(part), excel(part, self.context.header)) for part in parts]
        unknown = [f"({state}>0)" for state, _ in tests if state]
        known = [f"OR({state}>0,{test})" if state and len(tests) > 1 else test for state, test in tests]
        test = f"IF({f'AND({COMMA.join(known)})' if len(known) > 1 else known[0]},1,0)"
        return f"IF({'+'.join(unknown)}={len(tests)},2,{test})" if len(unknown) == len(tests) else test

    def test(self) -> str:
        return f'IF({self.at("S")}=0,{excel(self.item.test, self.places())},"")' if self.item.test else ""

    def band(self) -> str:
        """Which band was reached, counted from 1; empty until the item is settled."""
        bands = self.item.bands
        if not bands:
            return ""
        if not self.item.inputs:
            texts = tuple(band.text for band in bands)
            found = f"MATCH({self.cell(self.each.cells[0])},{self.context.list_range(texts)},0)"
        elif any(band.when for band in bands):
            found = f"{len(bands)}"
            for place in range(len(bands) - 1, 0, -1):
                when = bands[place - 1].when
                assert when is not None
                found = f"IF({excel(when, self.places())},{place},{found})"
        else:
            ordered = sorted(
                enumerate(bands, start=1), key=lambda entry: (entry[1].start is not None, entry[1].start or 0)
            )
            found = f"{ordered[0][0]}"
            for place, band in ordered[1:]:
                found = f"IF({self._reached(band.start or 0)},{place},{found})"
        return f'IF({self.at("S")}=0,{found},"")'

    def _reached(self, start: int) -> str:
        place = self.places()[self.item.inputs[0].name]
        if isinstance(place, RateCells):
            return f"ROUND({place.numerator}*100,6)>=ROUND({start}*{place.denominator},6)"
        return f"ROUND({place},6)>={start}"

    def state(self, others: str = "") -> str:
        """S; `others` counts what is filled in of the alternatives, of which only one may be."""
        optional = self.item.optional or self.item.kind in ("bonus", "deduction")
        inner = self._filled()
        if self.item.test and (unknown := self._unknown(self.item.test)):
            inner = f"IF({unknown}>0,IF({inner}=0,3,{inner}),{inner})"
        if optional:
            inner = f"IF({inner}=1,3,{inner})"
        found = f"IF({self.blank},{3 if optional else 1},{inner})"
        if others:
            found = f"IF({self.blank},{found},IF({others}>0,2,{found}))"
        if self.item.applies is not None:
            a = self.at("A")
            unfit = f"IF({self.blank},3,2)" if self.item.alternative else "3"
            found = f"IF({a}=0,{unfit},IF({a}=2,IF({self.blank},3,{found}),{found}))"
        return found

    def _filled(self) -> str:
        """The state of an item of which something is filled in."""
        figures = self._figures()
        if self.each.word:
            word = self.word
            alone = f"{self.filled(without_word=True)}=0"
            v = self.at("V", self.row(self.each.word))
            return f"IF(COUNTBLANK({word})=1,{figures},IF(AND({v}=0,{alone}),0,2))"
        return figures

    def _figures(self) -> str:
        required, every = [], []
        if self.item.inputs:
            for entry in self.item.inputs:
                v = self.at("V", self.row(self.each.of(entry.name)[0]))
                every.append(v)
                required += [v] if entry.required else []
        else:
            every = [self.at("V", self.row(cell)) for cell in self.each.cells if cell.kind != "score"]
            required = every if not self.item.levels else []
        wrong = "+".join(f"({v}=2)" for v in every)
        if self.item.kind == "manual":
            judged = self.each.of(SCORE)[0]
            sound = valid(judged, self.score, self.context.list_range)
            faults = f"IF({sound},IF({wrong}>0,2,0),2)" if wrong else f"IF({sound},0,2)"
            return f"IF(COUNTBLANK({self.score})=1,1,{faults})"
        if len(every) == 1:
            return every[0] if required else f"IF({every[0]}=2,2,0)"
        missing = f"IF({'+'.join(f'({v}=1)' for v in required)}>0,1,0)" if required else "0"
        return f"IF({wrong}>0,2,{missing})"

    # --- P, M, the status words ----------------------------------------------------------------------------------

    def points(self) -> str:
        """P; empty in a list without points."""
        item, settled = self.item, f"{self.at('S')}=0"
        if self.listed:
            return ""
        match item.kind:
            case "checklist":
                worth = f'IF({self.word}="否",0,{item.points})'
            case "manual":
                worth = self.score
            case "ratio":
                place = self.places()["rate"]
                assert isinstance(place, RateCells)
                worth = f"{place.numerator}/{place.denominator}*{item.points}"
                worth = f"IF({self.at('T')},{worth},0)" if item.test else worth
            case "bands":
                worth = f"CHOOSE({self.at('B')},{','.join(map(self.worth, range(1, len(item.bands) + 1)))})"
            case "threshold":
                worth = f"IF({self.at('T')},{item.points},0)"
            case "veto":
                return f'IF({self.at("M")}="t",{item.points or 0},0)'
            case _:
                worth = self._occurrences()
        return f"IF({settled},{worth},0)"

    def _occurrences(self) -> str:
        if self.item.levels:
            return "+".join(
                f"{self.at('E', self.row(cell))}*{level.points}"
                for cell, level in zip(self.each.cells, self.item.levels, strict=True)
            )
        at = self.cell(self.each.cells[0])
        count = f'IF(ISNUMBER({at}),MIN(1,{at}),IF({at}="是",1,0))' if self.item.once else at
        return f"{count}*{self.worth(0)}"

    def worth(self, place: int) -> str:
        """The points of a band, counted from 1, or of the item itself (0); a county's own stand beside the print's."""
        if place == 0:
            return self._local(self.rows.top, self.item.points or 0)
        row = next((top for top, _, _, _, places in self.rows.bands if place in places), 0)
        return (
            self._local(row, self.item.bands[place - 1].points or 0) if row else f"{self.item.bands[place - 1].points}"
        )

    def _local(self, row: int, points: int) -> str:
        if not self.plan.column("local"):
            return f"{points}"
        cell = f"${self.plan.letter('local')}${row}"
        return f"IF(ISNUMBER({cell}),{cell},{points})"

    def full(self) -> str:
        """F: the most the item can earn, where counties may set points of their own."""
        if not self.plan.column("local") or not self.item.scored:
            return ""
        return f"MAX({','.join(map(self.worth, range(1, len(self.item.bands) + 1)))})"

    def standing(self) -> str:
        """M; empty for kinds that neither count as met nor occur."""
        settled, word = f"{self.at('S')}=0", self.word
        if self.item.kind == "veto":
            occurred = f'{word}="有"'
            if self.item.test:
                occurred = f"IF(COUNTBLANK({word})=1,{self.at('T')},{occurred})"
            return f'IF({settled},IF({occurred},"t","f"),"")'
        if not self.listed or self.item.kind not in ("condition", "threshold"):
            return ""
        words = self.plan.rubric.words
        codes = f'IF({word}={literal(words.met)},"s",IF({word}={literal(words.unmet)},"u",'
        codes += f'IF({word}={literal(words.pending)},"p","n")))'
        if self.item.test:
            t = self.at("T")
            codes = f'IF(COUNTBLANK({word})=1,IF({t}="","n",IF({t},"s","u")),{codes})'
        found = f'IF({settled},{codes},"d")'
        if self.item.applies is not None:
            found = f'IF({self.at("A")}=0,"n",{found})'
        return f'"o"&{found}' if self.item.optional else found

    def result(self) -> str:
        """The status in words; empty for a kind that has none."""
        item, words = self.item, self.plan.rubric.words
        if item.kind == "bands":
            texts = ",".join(literal(band.text) for band in item.bands)
            return f'IF({self.at("B")}="","",CHOOSE({self.at("B")},{texts}))'
        m = self.at("M")
        if item.kind == "veto":
            return f'IF({m}="t","有",IF({m}="f","无",""))'
        met, unmet = item.outcomes or (words.met, words.unmet)
        found = f'IF({m}="s",{literal(met)},IF({m}="u",{literal(unmet)},'
        found += f'IF({m}="p",{literal(words.pending)},IF({m}="n",{literal(words.inapplicable)},""))))'
        return found.replace(f"{m}=", f"RIGHT({m})=") if item.optional else found

    def amount(self) -> str:
        """The money that follows from the figures; empty if none does."""
        item = self.item
        if item.amount is None:
            return ""
        places = self.places()
        if item.bands:
            places["value"] = f"CHOOSE({self.at('B')},{','.join(str(band.value or 0) for band in item.bands)})"
        return f'IF({self.at("S")}=0,{excel(item.amount, places)},"")'

    def reviewed(self) -> str:
        """R: the reviewer's points where there are some, else the item's own."""
        if self.listed:
            return ""
        review, w, s, p = self.review, self.at("W"), self.at("S"), self.at("P")
        if self.item.kind == "veto":
            given = f'IF({review}="有",{self.item.points or 0},IF({review}="无",0,{p}))'
        else:
            given = f"IF(ISNUMBER({review}),{review},{p})"
        # What may not stand counts nothing, as with the unit's own answers; what the unit left open stays open
        return f"IF({w}=2,0,IF(OR({s}=1,{s}=2),{p},{given}))"

    @property
    def review(self) -> str:
        """The cell of the reviewer."""
        return f"${self.plan.letter('review')}${self.rows.top}"

    def review_bounds(self) -> tuple[str, str]:
        """The least and the most points of a review, as text for a formula; a county's own points move the most."""
        least, most = bounds(self.item, self.each.section)
        if self.full():
            return f"{least}", self.at("F")
        if self.plan.column("local") and self.item.once:
            return f"{least}", self.worth(0)
        return f"{least}", f"{most}"

    def review_fault(self) -> str:
        """W."""
        review = self.review
        if options := words_of(self.item, self.plan.rubric):
            sound = f"OR({','.join(f'{review}={literal(word)}' for word in options)})"
        else:
            least, most = self.review_bounds()
            sound = f"IF(ISNUMBER({review}),AND({review}>={least},{review}<={most},ROUND({review},2)={review}),FALSE)"
            sound = f"IF({self.at('A')}=0,FALSE,{sound})" if self.item.applies is not None else sound
        return f"IF(ISERROR({review}),2,IF(LEN(TRIM({review}))=0,0,IF({sound},0,2)))"

    def reviewed_standing(self) -> str:
        """Q; empty for what is no event, and in a list, whose conclusion the sheet draws from the own answers alone."""
        if self.listed or self.item.kind != "veto":
            return ""
        m, review = self.at("M"), self.review
        return f'IF({self.at("W")}=2,"",IF({review}="有","t",IF({review}="无","f",{m})))'

    def remark_needed(self) -> str:
        """N: 不涉及 was chosen, a row that the print lacks, or one for want of a better; empty if it cannot be."""
        item, b = self.item, self.at("B")
        tests = [f'{self.word}="{NOT_INVOLVED}"'] if item.not_involved else []
        for place, band in enumerate(item.bands, start=1):
            if not band.printed:
                tests.append(f"{b}={place}")
            elif band.remark_when is not None:
                tests.append(f"AND({b}={place},{excel(band.remark_when, self.places())})")
        return f"IF({self.at('S')}=0,IF(OR({','.join(tests)}),1,0),0)" if tests else ""

    # --- K -------------------------------------------------------------------------------------------------------

    def marks(self) -> dict[int, str]:
        """K by row, of the cells that stand below one another; a judged score is marked by S alone."""
        found: dict[int, str] = {}
        s, v_all = self.at("S"), f"{self.at('V')}:{self.at('V', self.rows.bottom)}"
        for cell in self.each.cells:
            if cell.part == "rate" or cell.kind == "score":
                continue
            at = self.cell(cell)
            v = self.at("V", self.row(self.each.of(cell.input)[0]))
            together = f"AND({s}=2,COUNTIF({v_all},2)=0,COUNTBLANK({at})=0)"  # two answers of which one may stand
            missing = f"IF(AND({s}=1,COUNTBLANK({at})=1),1,0)" if cell.required else "0"
            mark = f"IF(OR({v}=2,{together}),2,{missing})"
            found[self.row(cell)] = f"IF({self.at('A')}=0,3,{mark})" if self.item.applies is not None else mark
        return found
