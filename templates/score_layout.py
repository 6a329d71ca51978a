"""Which columns a score sheet has, and how the print writes an item: its number before, its points behind the text.

The columns of the printed table come first, in its order. What the print lacks (自评得分, 依据, 佐证材料, 备注, the
reviewer's columns) stands to the right of them; a list cut out of running text has no printed table at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from formulas.rubric import Group, Item, Rubric, Section
from formulas.rubric_checks import full_marks
from templates.fields import TODAY_NAME, age_formula, sex_formula
from templates.model import FormError
from templates.names import field_name
from templates.score_cells import ItemCells, cells_of

Role = Literal[
    "section", "group", "points", "text", "rule", "group_score", "score", "band", "band_points", "no", "item_points",
    "chosen", "ask", "answer", "rate", "ticked", "result", "amount", "basis", "evidence", "remark", "local", "review",
    "reason", "hint",
]  # fmt: skip
Style = Literal["circled", "bracket", "comma", "numbered", "listed", "bands"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the sheet. `added`: not of the official table; `aside`: outside the printed area."""

    role: Role
    title: str
    width: float
    added: bool = False
    aside: bool = False


# The printed headings, what stands below each, and how the table writes an item
_PRINTED: Mapping[tuple[str, ...], tuple[tuple[Role, ...], Style]] = {
    ("评价项目", "评价要素", "分值", "评价内容", "评分细则", "得分"): (
        ("section", "group", "points", "text", "rule", "group_score"),
        "circled",
    ),
    ("评价项目", "评价细则", "评分"): (("section", "text", "score"), "bracket"),
    ("创建项目", "评价细则", "评分"): (("section", "text", "score"), "bracket"),
    ("一级指标", "二级指标", "评分标准", "得分"): (("section", "group", "text", "score"), "comma"),
    ("一级指标", "二级指标", "三级指标"): (("section", "group", "text"), "numbered"),
    ("试点任务", "评估指标"): (("section", "text"), "numbered"),
    ("评分指标", "评分标准", "分值"): (("section", "group", "band", "band_points"), "bands"),
    (): (("section", "no", "text"), "listed"),
}
_UNPRINTED = ("类别", "序号", "内容")  # the headings of a list that the document prints as running text
_WIDTHS: Mapping[Role, float] = {
    "section": 12, "group": 14.5, "points": 6, "text": 40, "rule": 11, "group_score": 7, "score": 8, "band": 36,
    "band_points": 7, "no": 11, "item_points": 6, "chosen": 7, "ask": 17, "answer": 11, "rate": 9, "ticked": 5,
    "result": 10, "amount": 11, "basis": 16, "evidence": 13, "remark": 12, "local": 9, "review": 9, "reason": 18,
    "hint": 26,
}  # fmt: skip
_TITLES: Mapping[Role, str] = {
    "item_points": "分值", "chosen": "是否选择", "ask": "填报内容", "answer": "填写", "rate": "已知比率",
    "ticked": "选中", "score": "自评得分", "result": "是否符合", "amount": "金额（元）", "basis": "依据",
    "evidence": "佐证材料", "remark": "备注", "local": "本县分值", "review": "复评", "reason": "核减理由",
    "hint": "提示",
}  # fmt: skip


def style_of(rubric: Rubric) -> Style:
    """How the table writes its items."""
    return _table(rubric)[1]


def _table(rubric: Rubric) -> tuple[tuple[Role, ...], Style]:
    """What stands below the printed headings. Raises: FormError for headings of which no sheet can be drawn"""
    if rubric.columns not in _PRINTED:
        known = "\n".join(_quoted(each) for each in _PRINTED if each)
        raise FormError(
            f"formulas/rubrics/{rubric.code}.toml：columns 写的是 {_quoted(rubric.columns)}，没有这种表样。"
            f"可以写的是下面几种，栏目和次序都要一样；文件没有印成表的，不写 columns：\n{known}"
        )
    return _PRINTED[rubric.columns]


def check_layout(rubric: Rubric) -> None:
    """Whether a sheet can be drawn as the rubric declares it. Raises: FormError, naming file and key"""
    roles, _ = _table(rubric)
    where = f"formulas/rubrics/{rubric.code}.toml："
    for key, given, known in (
        ("sheet_titles", rubric.sheet_titles, [role for role in _TITLES if role not in roles]),
        ("sheet_widths", rubric.sheet_widths, list(_WIDTHS)),
    ):
        if strange := [role for role in given if role not in known]:
            raise FormError(f"{where}{key} 里的 {'、'.join(strange)} 不能写，可以写 {'、'.join(known)}")


def _quoted(titles: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{title}"' for title in titles) + "]"


def columns(rubric: Rubric) -> tuple[Column, ...]:
    """The columns of a rubric's sheet: the printed ones, then what is added."""
    roles, style = _table(rubric)
    found = []
    for place, role in enumerate(roles):
        printed = rubric.columns or _UNPRINTED
        title = printed[max(0, place - 1)] if style == "bands" else printed[place]
        found.append(_column(rubric, role, title))
    printed_roles = set(roles)
    added = bool(rubric.columns)
    found += [_column(rubric, role, added=added) for role in _wanted(rubric, style) if role not in printed_roles]
    aside: list[Role] = ["local"] if adjustable(rubric) else []
    aside += ["review", "reason", "hint"]
    found += [_column(rubric, role, added=True, aside=True) for role in aside]
    return tuple(found)


def adjustable(rubric: Rubric) -> bool:
    """Whether counties may set points of their own: note 6 of the credit table, whose points stand in rows."""
    return style_of(rubric) == "bands"


def _wanted(rubric: Rubric, style: Style) -> list[Role]:
    cells = [cell for each in cells_of(rubric.code) for cell in each.cells]
    scored = rubric.total is not None
    figures = any(each.figures for each in cells_of(rubric.code))
    judged = style == "numbered" and scored  # nearly every item is one number, which stands next to its points
    unprinted = style == "listed" and scored  # no printed column or word tells what an item is worth
    wanted: list[tuple[Role, bool]] = [
        ("item_points", judged or unprinted),
        ("score", judged),
        ("chosen", any(field.type == "choices" for field in rubric.header)),
        ("ask", any(cell.ask for cell in cells if cell.kind != "score")),
        ("answer", any(cell.kind != "score" and cell.part != "rate" for cell in cells)),
        ("rate", any(cell.part == "rate" for cell in cells)),
        ("ticked", style == "bands"),
        ("score", scored and not judged),
        ("result", not scored and figures),
        ("amount", any(item.amount for item in rubric.items)),
        ("basis", True),
        ("evidence", True),
        ("remark", True),
    ]
    return [role for role, yes in wanted if yes]


def _column(rubric: Rubric, role: Role, title: str = "", *, added: bool = False, aside: bool = False) -> Column:
    words = title or rubric.sheet_titles.get(role) or _TITLES[role]
    width = rubric.sheet_widths.get(role, _WIDTHS[role])
    return Column(role, words, float(width), added, aside)


# --- how the print writes an item -----------------------------------------------------------------------------


def number_shown(each: ItemCells) -> str:
    """The number in a list's own column: without the category that stands beside it."""
    short = each.item.no.removeprefix(each.section.no)
    return short if short.isdigit() else each.item.no


def point_of(item: Item) -> str:
    """The numbered point an item belongs to: （五）2 of （五）2-1, （六）5 of （六）5（适用专科）."""
    return item.alternative or re.sub(r"-\d+$", "", item.no)


@dataclass(frozen=True, slots=True)
class Point:
    """One row: the printed number, its items, the points it can earn."""

    label: str
    items: tuple[ItemCells, ...]
    full: int


def points(rubric: Rubric) -> list[Point]:
    """The rows of the 自评表 in printed order."""
    found: dict[str, list[ItemCells]] = {}
    for each in cells_of(rubric.code):
        if each.item.scored:
            label = each.item.group if rubric.sheet_rows == "group" else point_of(each.item)
            found.setdefault(label, []).append(each)
    return [Point(label, tuple(items), full_marks(each.item for each in items)) for label, items in found.items()]


def written(rubric: Rubric, each: ItemCells) -> str:
    """The item as the table prints it: number, text, points."""
    item, style = each.item, style_of(rubric)
    if item.source_missing:
        return f"{item.no}. {item.note}（{item.points}分）"
    if style == "circled":
        mark = _mark(item, each.section)
        return f"{_stem(each)}{mark}{' ' if mark and not _is_circled(mark) else ''}{item.text}"
    if style == "bracket":
        return f"{_number(each)}{item.text}{'' if item.bands else f'（{item.points}分）'}"
    if style == "comma":
        return f"{_number(each)}{item.text}{f'，{item.points}分' if item.points else ''}"
    if style == "numbered":
        number = item.no.rpartition("、")[2]
        return f"{number}. {item.text}{_points(item)}"
    return f"{item.title}。{item.text}" if item.title else item.text


def item_points(rubric: Rubric, item: Item) -> int | str | None:
    """What stands in an item's own column of points; of what is added or taken away, where its text does not say it."""
    if item.scored:
        return item.points
    if style_of(rubric) != "listed":
        return None
    return "\n".join(points.removesuffix("分") for points in _bare_points(item).split("、")) or None


def _points(item: Item) -> str:
    points = _bare_points(item)
    return f"（{points}）" if points else ""


def _bare_points(item: Item) -> str:
    """2分; what is added or taken away with its sign, level by level where it has levels."""
    if item.levels:
        return "、".join(f"{level.name}{level.points:+d}分" for level in item.levels)
    if item.points is None:
        return ""
    return f"{item.points}分" if item.scored else f"{item.points:+d}分"


def _mark(item: Item, section: Section) -> str:
    """What numbers an item within its group: ① of 1.1①; 加分1 is a number of its own and is printed whole."""
    mark = item.no.removeprefix(item.group or section.no)
    return mark if not mark or _is_circled(mark) else item.no


def _is_circled(mark: str) -> bool:
    return "①" <= mark[0] <= "⑳"


def _stem(each: ItemCells) -> str:
    """The printed clause that introduces a group, before its first item."""
    group = group_of(each)
    first = next(item for item in each.section.items if item.group == each.item.group)
    return f"{group.stem}\n" if group and group.stem and first is each.item else ""


def _number(each: ItemCells) -> str:
    """The printed number before the first item of a point, and the mark of an alternative."""
    item, point = each.item, point_of(each.item)
    kind = item.no.removeprefix(item.alternative) if item.alternative else ""
    first = next(other for other in each.section.items if point_of(other) == point)
    number = point.removeprefix(item.group or f"{each.section.no}、")
    if first is not item or not number.isdigit():
        return kind
    return f"{number}{each.section.stop}{kind}"


def group_of(each: ItemCells) -> Group | None:
    return next((group for group in each.section.groups if group.no == each.item.group), None)


def section_label(rubric: Rubric, each: ItemCells) -> str:
    """What stands in the first column: a 一级指标; in a list the 二级 heading where there is one."""
    group = group_of(each)
    if style_of(rubric) == "listed" and group is not None:
        return group.label
    return _parted(each.section.label)


def group_label(rubric: Rubric, each: ItemCells) -> str:
    """What stands in the second column: a 二级指标; in the credit table the category."""
    if style_of(rubric) == "bands" and each.item.bands:
        return f"{each.item.text}\n（{each.item.points}分）"
    group = group_of(each)
    return _parted(group.label) if group else ""


def _parted(label: str) -> str:
    """A heading with its bracketed points on a line of their own.

    >>> _parted("（一）机构到位（6分）")
    '（一）机构到位\\n（6分）'
    """
    return re.sub(r"(?<=.)（([^（）]*分)）$", r"\n（\1）", label)


def rule_text(section: Section, group: Group | None) -> str:
    """评分细则 of a group; of a section without groups what its items count: ①②各-100分 of the negative list."""
    if group is not None:
        return group.rule
    marks: dict[str, list[str]] = {}
    for item in section.items:
        if not item.group:
            marks.setdefault(_bare_points(item), []).append(_mark(item, section))
    return "\n".join(_counted(each, points, alone=len(marks) == 1) for points, each in marks.items())


def _counted(marks: list[str], points: str, *, alone: bool) -> str:
    """What items count that count the same; a single item of a section needs no number there."""
    if len(marks) == 1:
        return points if alone else f"{marks[0]} {points}".rstrip()
    joined = "".join(marks) if all(map(_is_circled, marks)) else "、".join(marks)
    return f"{joined}各\n{points}" if points else joined


def default_formula(each: ItemCells, form: str) -> str:
    """What stands in the item's first cell until somebody types over it: age or sex from the applicant's ID."""
    if not each.item.from_id:
        return ""
    identity, day = field_name(form, "id_number"), field_name(form, "scored_on")
    if each.item.from_id == "sex":
        return sex_formula(identity)
    return age_formula(identity, f"IF(N({day})>0,{day},{TODAY_NAME})")


def band_rows(rubric: Rubric, item: Item) -> list[tuple[str, int | None, tuple[int, ...]]]:
    """The printed rows of an item out of which one counts: text, points, the places of its bands (from 1)."""
    if not rubric.columns or not all(band.text for band in item.bands):
        return []
    rows: dict[str, tuple[int | None, list[int]]] = {}
    for place, band in enumerate(item.bands, start=1):
        if band.printed:
            rows.setdefault(band.text, (band.points, []))[1].append(place)
    return [(text, points, tuple(places)) for text, (points, places) in rows.items()]
