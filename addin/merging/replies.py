"""回执: a sheet for every unit that reported, to be printed or sent back: what arrived, what counts, what to mend."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from addin.merging.book import HEAD_FONT, Book, Head, across
from addin.merging.quotas import Standing, plain
from addin.merging.reports import SEVERITY_WORDS
from addin.merging.results import FileResult, MergedForm, Outcome
from addin.merging.units import Unit
from templates.findings import Finding

MOST_PROBLEMS = 300  # on one reply; the rest stands on 问题清单
_PROBLEMS = (
    Head("序号", 6, "0", "center"),
    Head("级别", 8, align="center"),
    Head("位置", 26),
    Head("问题和改法", 52),
    Head("文件", 24),
)


def draw_replies(book: Book, outcome: Outcome, made: str) -> None:
    """One sheet for each unit, in the order of the scope, then of arrival."""
    standings = outcome.standings.places if outcome.standings else {}
    files: dict[str, list[int]] = defaultdict(list)
    units: dict[str, Unit] = {}
    for place, each in enumerate(outcome.files):
        if each.unit is not None:
            units[each.unit.key] = each.unit
            files[each.unit.key].append(place)
    findings: dict[int, list[Finding]] = defaultdict(list)
    for place, each_finding in outcome.findings:
        findings[place].append(each_finding)
    order = {unit.key: number for number, unit in enumerate(outcome.scope.units)}
    for key in sorted(units, key=lambda each: order.get(each, len(order))):
        mine = [(outcome.files[place], findings[place]) for place in files[key]]
        paying = [form for form in outcome.forms if key in form.amounts]
        _Reply(book, units[key], mine, standings.get(key), paying).draw(made)


class _Reply:
    def __init__(
        self,
        book: Book,
        unit: Unit,
        files: list[tuple[FileResult, list[Finding]]],
        standing: Standing | None,
        paying: list[MergedForm],
    ) -> None:
        self.book = book
        self.unit = unit
        self.files = files
        self.standing = standing
        self.paying = paying

    def draw(self, made: str) -> None:
        width = len(_PROBLEMS)
        sheet = self.book.sheet(self.book.reserve(f"回执-{self.unit.name}"), "回　执", width, landscape=False)
        text, strong = self.book.look(font_size=12, text_wrap=True), self.book.look(font_size=12, font_name=HEAD_FONT)
        across(sheet, 1, 0, width - 1, f"{self.unit.name}：", strong)
        across(sheet, 2, 0, width - 1, f"你单位报送的表格已于 {made} 汇总，情况如下。", text)
        sheet.set_row(1, 24)
        sheet.set_row(2, 22)
        row = 3
        for words in (*self._arrived(), *self._counts()):
            across(sheet, row, 0, width - 1, words, text)
            sheet.set_row(row, 4 + 18 * (1 + len(words) // 52))
            row += 1
        across(sheet, row + 1, 0, width - 1, "汇总单位（盖章）：　　　　　　　　　　　　　　日期：", text)
        sheet.set_row(row + 1, 30)
        self._problems(sheet, row + 3)

    def _arrived(self) -> list[str]:
        """What became of each file, a sentence each."""
        found = []
        for each, _ in self.files:
            words = f"“{each.file}”：{each.status_word}"
            if each.rows_in:
                words += f"，共 {each.rows_in} 行，并入 {each.merged} 行，未并入 {each.rejected} 行"
            found.append(f"{words}。{each.reason if not each.rows_in else ''}")
        return found

    def _counts(self) -> list[str]:
        """The standing against the quota, and how much is to be mended."""
        found = []
        if self.standing is not None and self.standing.quota is not None:
            each, quota = self.standing, self.standing.quota
            found.append(
                f"重点企业 {each.enterprises} 家，指标 {quota.enterprises} 家，"
                f"完成 {each.enterprises / quota.enterprises:.1%}；员工规模 {plain(each.staff)} 万人，"
                f"指标 {plain(quota.staff)} 万人，完成 {each.staff / quota.staff:.1%}。"
            )
        key = self.unit.key
        if ledgers := [f"《{each.title}》{each.by_unit[key]}行，{each.amounts[key]:.2f}元" for each in self.paying]:
            found.append(f"汇总核算的补贴金额：{'；'.join(ledgers)}。")
        findings = [each for _, mine in self.files for each in mine]
        errors = sum(each.severity == "error" for each in findings)
        if not findings:
            return [*found, "没有发现问题。"]
        return [*found, f"有 {errors} 处错误请改正后重报，{len(findings) - errors} 处提醒请核对。"]

    def _problems(self, sheet: Any, row: int) -> None:
        problems = [(file.file, each) for file, mine in self.files for each in mine]
        problems.sort(key=lambda each: each[1].severity != "error")
        self.book.heading(sheet, row, _PROBLEMS)
        sheet.repeat_rows(row)
        kept = problems[:MOST_PROBLEMS]
        if len(kept) < len(problems):
            words = f"这里列出前 {len(kept)} 条，共 {len(problems)} 条，其余见汇总结果的“问题清单”。"
            across(sheet, row - 1, 0, len(_PROBLEMS) - 1, words, self.book.look(font_size=10.5))
        if not kept:
            return
        body = self.book.rows(_PROBLEMS, row + 2)
        body.add(
            [
                range(1, len(kept) + 1),
                [SEVERITY_WORDS[each.severity] for _, each in kept],
                ["!".join(part for part in (each.sheet, each.cell) if part) for _, each in kept],
                [each.words for _, each in kept],
                [name for name, _ in kept],
            ]
        )
        sheet.put_body(body)
