"""What a rubric must satisfy beyond its types: sums, bands and kinds agree with one another.

Each check yields a sentence that names the item or section and the two things that differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from string import Formatter

from formulas.documents import Document, documents
from formulas.rubric import Band, Item, Rubric, Section

# What a conclusion may compare and name beside the header fields; `formulas.scoring_verdict` supplies them.
VERDICT_NUMBERS = ("total", "raw", "scaled", "satisfied", "unmet", "pending", "due", "triggered")
PERIOD = (("评价期起", "period_start"), ("评价期止", "period_end"))
NEEDS_POINTS = ("checklist", "manual", "ratio")
WITHOUT_INPUTS = ("checklist", "bonus", "deduction")


def problems(rubric: Rubric) -> Iterator[str]:
    if rubric.document not in documents():
        yield f"document“{rubric.document}”不在文件目录 documents.toml 中"
    else:
        yield from _lines(rubric, documents()[rubric.document])
    yield from _numbers(rubric)
    yield from _period(rubric)
    yield from _sums(rubric)
    yield from _places(rubric)
    for item in rubric.items:
        yield from (f"第 {item.no} 项：{p}" for p in (*_kind(item, rubric), *_bands(item)))
    yield from _verdicts(rubric)


def _lines(rubric: Rubric, document: Document) -> Iterator[str]:
    """Lines are those of the compendium: everything printed there has one, a later document none."""
    places = [("", rubric.line), *((f"第 {item.no} 项：", item.line) for item in rubric.items)]
    if rubric.pass_line:
        places.append(("pass_line：", rubric.pass_line.line))
    for place, line in places:
        if document.lines and not line:
            yield f"{place}缺少 line（{rubric.document}在汇编{document.lines}）"
        if line and not document.lines:
            yield f"{place}{rubric.document}不在汇编里，不写 line"


def full_marks(items: Iterable[Item]) -> int:
    """The points that one applicant can reach: of alternatives only one counts."""
    seen: set[str] = set()
    total = 0
    for item in items:
        if item.scored and item.alternative not in seen:
            total += item.points or 0
        if item.alternative:
            seen.add(item.alternative)
    return total


def _numbers(rubric: Rubric) -> Iterator[str]:
    items = list(rubric.items)
    if len(items) != rubric.count:
        yield f"count 写的是 {rubric.count} 项，实有 {len(items)} 项"
    for no, times in Counter(i.no for i in items).items():
        if times > 1:
            yield f"项号 {no} 出现 {times} 次"
    for what, names in (
        ("分区 no", [s.no for s in rubric.sections]),
        ("表头 code", [h.code for h in rubric.header]),
        ("表头 name", [h.name for h in rubric.header]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                yield f"{what}“{name}”出现 {times} 次"
    known = {i.no for i in items}
    for item in items:
        if item.prompts and item.prompts not in known:
            yield f"第 {item.no} 项：prompts 指向不存在的项 {item.prompts}"


def _period(rubric: Rubric) -> Iterator[str]:
    """Every sheet is about a period: by it the sheets of one applicant are told apart and compared."""
    header = {(field.code, field.name, field.type) for field in rubric.header}
    for name, code in PERIOD:
        if (code, name, "date") not in header:
            yield f'表头缺少 {{name = "{name}", code = "{code}", type = "date"}}'


def _sums(rubric: Rubric) -> Iterator[str]:
    for section in rubric.sections:
        yield from _section_sum(section)
    total = full_marks(rubric.items)
    if (rubric.total or 0) != total:
        yield f"total 写的是 {rubric.total}，各项合计 {total}"
    for section in rubric.sections:
        for alternative, items in _alternatives(section).items():
            if len({i.points for i in items}) > 1:
                yield f"互斥的几项（{alternative}）分值不同"


def _places(rubric: Rubric) -> Iterator[str]:
    for group, times in Counter(each.group for each in rubric.places).items():
        if times > 1:
            yield f"places 的“{group}”出现 {times} 次"
    for each in rubric.places:
        if each.count < 1:
            yield f"places 的“{each.group}”写的是 {each.count} 个，至少 1 个"
    if "{places}" in rubric.note and not rubric.places:
        yield "note 写了 {places}，缺少 places"


def _alternatives(section: Section) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in section.items:
        if item.alternative:
            found.setdefault(item.alternative, []).append(item)
    return found


def _section_sum(section: Section) -> Iterator[str]:
    total = full_marks(section.items)
    if (section.points or 0) != total:
        yield f"分区“{section.label}”写的是 {section.points} 分，各项合计 {total} 分"
    groups = {g.no: g for g in section.groups}
    for item in section.items:
        if groups and item.group not in groups:
            yield f"第 {item.no} 项：group“{item.group}”不在本分区的二级指标中"
        if not groups and item.group:
            yield f"第 {item.no} 项：本分区没有二级指标，不应写 group"
    for group in groups.values():
        points = full_marks(i for i in section.items if i.group == group.no)
        if group.points is not None and group.points != points:
            yield f"二级指标“{group.label}”写的是 {group.points} 分，各项合计 {points} 分"


def _kind(item: Item, rubric: Rubric) -> Iterator[str]:
    if not item.text and not item.source_missing:
        yield "没有 text；源文本缺失的项应写 source_missing = true"
    names = Counter(i.name for i in item.inputs)
    yield from (f"inputs 中 {name} 出现 {times} 次" for name, times in names.items() if times > 1)
    for entry in item.inputs:
        if entry.type == "rate" and not (entry.numerator and entry.denominator):
            yield f"比率 {entry.name} 要写明 numerator 和 denominator"
        if (entry.type == "choice") != bool(entry.options):
            yield f"{entry.name}：options 只用于 choice，且不能为空"
        if entry.required and entry.default is not None:
            yield f"{entry.name}：必填项不应有 default"
    if item.kind in NEEDS_POINTS and not item.points:
        yield f"{item.kind} 要写 points"
    if item.kind == "ratio" and [i.name for i in item.inputs if i.type == "rate"][:1] != ["rate"]:
        yield "ratio 的第一个输入应是名为 rate 的比率"
    if item.kind == "threshold" and not (item.test and item.inputs):
        yield "threshold 要写 inputs 和 test"
    if item.kind in ("bonus", "deduction") and not (item.points or item.levels):
        yield f"{item.kind} 要写 points 或 levels"
    if item.kind in WITHOUT_INPUTS and (item.inputs or item.test):
        yield f"{item.kind} 不应有 inputs 或 test"
    if (item.kind == "bands") != bool(item.bands):
        yield "bands 只用于 kind = \"bands\"，且不能为空"
    if item.levels and item.kind != "bonus":
        yield "levels 只用于 bonus"
    if item.not_involved and item.kind != "checklist":
        yield "not_involved 只用于 checklist"
    if item.expect and item.kind != "manual":
        yield "expect 只用于 manual"
    if item.outcomes and len(item.outcomes) != 2:
        yield "outcomes 应有两个词"
    if item.scored and rubric.total is None:
        yield "本表没有总分，不应写 points"


def _bands(item: Item) -> Iterator[str]:
    if not item.bands:
        return
    points = [b.points for b in item.bands if b.points is not None]
    if item.points is not None and max(points, default=0) != item.points:
        yield f"points 是 {item.points}，各档最高是 {max(points, default=0)}"
    if any(b.start is not None or b.below is not None for b in item.bands):
        yield from _intervals(item.bands, [i.signed for i in item.inputs])
    elif any(b.when for b in item.bands):
        if any(b.when is None and b.printed for b in item.bands[:-1]) or item.bands[-1].when is not None:
            yield "按条件分档时，只有最后一档不写 when（其余情形）"
    elif item.inputs:
        yield "有 inputs 的 bands 要写明区间（from、below）或条件（when）"
    elif len({b.text for b in item.bands}) < len(item.bands):
        yield "各档 text 有重复"


def _intervals(bands: tuple[Band, ...], signed: list[bool]) -> Iterator[str]:
    """Sorted by lower bound, each band must begin where the one before it ends."""
    if len(signed) != 1:
        yield "按区间分档只能有一个输入"
        return
    if any(b.when for b in bands):
        yield "同一项不能既按区间又按条件分档"
    floor = None if signed[0] else 0
    ordered = sorted(bands, key=lambda b: -1 if b.start is None else b.start)
    first, last = ordered[0], ordered[-1]
    if (first.start or 0) != (floor or 0) or (floor is None and first.start is not None):
        yield f"最低一档从 {first.start} 开始，下面还有空档"
    for lower, upper in pairwise(ordered):
        if lower.below is None or upper.start is None or lower.below > upper.start:
            yield f"档次重叠：“到 {lower.below}”与“从 {upper.start}”"
        elif lower.below < upper.start:
            yield f"档次之间有空档：{lower.below} 到 {upper.start}"
    if last.below is not None:
        yield f"最高一档到 {last.below} 为止，上面还有空档"


def _verdicts(rubric: Rubric) -> Iterator[str]:
    known = {"effects", *VERDICT_NUMBERS, *(field.code for field in rubric.header)}
    items = {i.no for i in rubric.items}
    for verdict in rubric.verdicts:
        for _, name, _, _ in Formatter().parse(verdict.sentence):
            if name is not None and name not in known:
                yield f"结论“{verdict.sentence}”中的 {{{name}}} 没有这个数；可用的有：{'、'.join(sorted(known))}"
        for no in verdict.when.quoted_items if verdict.when else ():
            if no not in items:
                yield f"结论“{verdict.sentence}”的 when 提到不存在的项 {no}"
    if rubric.verdicts and (rubric.verdicts[-1].when or any(v.when is None for v in rubric.verdicts[:-1])):
        yield "verdicts 中只有最后一条不写 when（其余情形）"
    if rubric.pass_line and not any(v.sentence == rubric.pass_line.sentence for v in rubric.verdicts):
        yield "verdicts 中没有 pass_line 的那句话"
