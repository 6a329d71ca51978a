"""A ranking as a workbook: a sheet for each group, who is out of the running, the review differences, unread files."""

from __future__ import annotations

from collections.abc import Sequence

from addin.result_files import workbook_of
from addin.scoring.ranking import NO_GROUP, OUT_WORDS, Applicant, Group, Ranking
from addin.scoring.review import differences
from addin.tables import Column, ResultSheet, Table, Value, Words
from formulas.scoring_messages import plain, two_decimals
from templates.names import TAB_LIMIT

# Both tables stand on one sheet and share its widths
_WHO = (Column("单位", 30), Column("得分", 10, "money"), Column("自评得分", 10, "money"))
_RANKED = (
    Column("排名", 8, "center"), *_WHO, Column("说明", 24), Column("结论", 44), Column("文件", 34)
)  # fmt: skip
_OUT = (Column("序号", 8, "center"), *_WHO, Column("原因", 24, "center"), Column("说明", 44), Column("文件", 34))
_REVIEWED = (
    Column("单位", 26),
    Column("项号", 14, "center"),
    Column("内容", 60),
    Column("自评", 10, "center"),
    Column("复评", 10, "center"),
    Column("核减", 9, "center"),
    Column("核减理由", 40),
)
_QUOTAS = (Column("学校", 34), Column("推荐数", 10, "center"), Column("名额", 10, "center"), Column("核对", 34))
_SAME = (Column("单位", 34), Column("文件", 44), Column("说明", 60))
_UNREAD = (Column("文件", 50), Column("原因", 80))
_FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")


def ranking_bytes(ranking: Ranking, mark: str = "rank") -> bytes:
    """The finished workbook. Takes: `mark`, by which the next ranking knows it"""
    sheets: list[tuple[str, ResultSheet]] = []
    for group in ranking.groups:
        sheets.append((_tab(group, sheets), ResultSheet(_title(group), _ranked(group))))
    reviewed = _differences(ranking)
    if reviewed:
        sheets.append(("复评差异", ResultSheet("自评与复评的差异", [Table(_REVIEWED, reviewed)])))
    if schools := ranking.quotas:
        rows: list[list[Value]] = [[each.school, each.given, each.quota, each.words] for each in schools]
        sheets.append(("推荐名额核对", ResultSheet("示范院系推荐名额核对（附件3）", [Table(_QUOTAS, rows)])))
    if ranking.same:
        same: list[list[Value]] = [[each.unit, each.file, each.words] for each in ranking.same]
        sheets.append(("内容相同的文件", ResultSheet("内容相同的文件", [Table(_SAME, same)])))
    if ranking.unread:
        sheets.append(
            ("没有读出的文件", ResultSheet("没有读出的文件", [Table(_UNREAD, [list(e) for e in ranking.unread])]))
        )
    return workbook_of(sheets, generated=False, mark=mark)


def _title(group: Group) -> str:
    name = "" if group.name == NO_GROUP else f"（{group.name}）"
    return f"{group.title}综合排名{name}"


def _tab(group: Group, taken: Sequence[tuple[str, ResultSheet]]) -> str:
    name = group.name if group.name != NO_GROUP else ""
    base = _cut(f"{name}{group.title}".translate(_FORBIDDEN), TAB_LIMIT - 4)
    used = {tab for tab, _ in taken}
    number = 1
    title = base
    while title in used:
        number += 1
        title = f"{base}（{number}）"
    return title


def _cut(text: str, length: int) -> str:
    """The beginning of a text, without a bracket that would be left open.

    >>> _cut("工资支付评价（试行）", 8), _cut("工资支付评价（试行）", 10), _cut("《工资支付》评价", 6)
    ('工资支付评价', '工资支付评价（试行）', '《工资支付》')
    """
    cut = text[:length]
    for opening, closing in ("（）", "《》"):
        if cut.count(opening) > cut.count(closing):
            cut = cut[: cut.rindex(opening)] or cut
    return cut


def _ranked(group: Group) -> list[Words | Table]:
    blocks: list[Words | Table] = []
    if group.places:
        blocks.append(Words(f"拟推荐前{group.places}名；末位并列的都列出，由评审确定。"))
    blocks.append(Words("得分为复评得分；没有复评的，为按答案重新计算的自评得分。得分相同的名次并列。"))
    blocks.append(Table(_RANKED, [_row(each) for each in group.ranked]))
    if group.out:
        blocks += [Words("不参加排名", "heading"), Table(_OUT, [_out(*each) for each in enumerate(group.out, start=1)])]
    return blocks


def _row(each: Applicant) -> list[Value]:
    told = [word for word, yes in (("并列", each.tied), ("拟推荐", each.recommended)) if yes]
    words = "；".join(part for part in ("、".join(told), each.sheet.note) if part)
    return [each.rank, *_who(each), words or None, each.sheet.conclusion, each.file]


def _out(number: int, each: Applicant) -> list[Value]:
    words = "；".join(part for part in (each.reason, each.sheet.note) if part)
    return [number, *_who(each), OUT_WORDS[each.standing], words, each.file]


def _who(each: Applicant) -> list[Value]:
    points = [None if total is None else float(two_decimals(total)) for total in (each.total, each.own)]
    return [each.unit, *points]


def _differences(ranking: Ranking) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for group in ranking.groups:
        for each in (*group.ranked, *group.out):
            for line in differences(each.sheet):
                cut = None if line.cut is None else plain(line.cut)
                reason = line.reason or ("未写理由" if line.unexplained else None)
                rows.append([each.unit, line.no, line.text, line.own, line.reviewed, cut, reason])
    return rows
