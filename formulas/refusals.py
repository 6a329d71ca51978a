"""Why one condition failed, in the words of a note: the parts of its test that decided, and what the record holds.

`14人 ÷ 100人 = 14%，低于15%`; `园区类别填的是“种植类园区”；经营主体（入驻企业）数填的是1家`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from formulas import expressions as ex
from formulas.arithmetic import counted, unit_of
from formulas.comparisons import bound_text, choices_of, compared, is_computed, no_whole, read_parameters, relation
from formulas.equations import step_line
from formulas.evaluation import Scope, evaluate
from formulas.inputs import Value
from formulas.parameters.model import chinese_date
from formulas.subsidy import Award, Condition
from formulas.wording import fill, placeholders, show_value, with_unit

_MANY = 4  # from so many on, inputs with the same value are told together
_OPEN = "还没有填"
_ORDINAL = "第几"
_NUMBERED = re.compile(r"（[一二三四五六七八九十]+）")
_ASIDE = re.compile(r"（[^（）]*）")
_FILLERS = re.compile(r"是否|能否|已|过|的|均|[，、。；（）“”‘’《》]")  # what a question adds to what it asks about


def told(award: Award, condition: Condition) -> str:
    """What decided that a condition fails."""
    scope = award.scope
    assert scope is not None
    inputs = ex.inputs_of(condition.test)
    if any(node.name not in scope.values for node in inputs):  # fails whatever the others will be
        return _together([(node.title, _entered(node, scope.values, award.entered)) for node in inputs])
    order = [name for name, _ in award.rule.inputs]

    def place(part: ex.Expr) -> int:
        """Choices by an option come first, as they stand in the record."""
        return order.index(ex.inputs_of(part)[0].name) if _is_choice(part) else len(order)

    parts = sorted(failing(condition.test, scope), key=place)
    facts, sums = _facts(parts, condition, award)
    if len(facts) == 1 and not sums and facts[0][1] == "填的是“否”" and _same(condition.title, facts[0][0]):
        return facts[0][1]
    return "；".join(filter(None, (_together(facts), *sums)))


def failing(test: ex.Expr, scope: Scope) -> Iterator[ex.Expr]:
    """The smallest parts that make a test fail."""
    if isinstance(test, ex.Or):
        for part in test.parts:
            yield from failing(part, scope)
        return
    if not isinstance(test, ex.And):
        yield test
        return
    parts = [part for part in test.parts if not evaluate(part, scope)]
    for part in parts:
        # where another kind of case is meant, or there is no whole to take a share of, the rest says nothing
        if _is_choice(part) or (isinstance(part, ex.Compare) and no_whole(part, test, scope)):
            yield part
            return
    for part in parts:
        yield from failing(part, scope)


def apt_title(condition: Condition, scope: Scope) -> str:
    """The title without the figures of other kinds of cases, where the record says which kind this one is.

    An enumeration 甲不少于…，乙不少于… keeps what was read; an aside （小微企业…） falls away if what it names was not.
    """
    title = condition.title
    if any(node.name not in scope.values for node in ex.inputs_of(condition.test)):
        return title
    read = {name for part in failing(condition.test, scope) for name in read_parameters(part, scope)}

    def idle(text: str) -> bool:
        return bool(placeholders(text)) and not read & set(placeholders(text))

    head, colon, rest = title.partition("：")
    clauses = rest.split("，")
    if colon and all(placeholders(clause) for clause in clauses):
        kept = [clause for clause in clauses if not idle(clause)]
        return f"{head}：{'，'.join(kept)}" if kept else title
    shorter = _ASIDE.sub(lambda aside: "" if idle(aside[0]) else aside[0], title)
    left = set(placeholders(shorter))
    return shorter if left and left <= read else title


def _is_choice(test: ex.Expr) -> bool:
    return isinstance(test, ex.OneOf) or (isinstance(test, ex.Not) and isinstance(test.of, ex.OneOf))


def _facts(parts: Sequence[ex.Expr], condition: Condition, award: Award) -> tuple[list[tuple[str, str]], list[str]]:
    """What was entered, as (title, what); and what was reckoned from it, as sentences."""
    scope = award.scope
    assert scope is not None
    facts: dict[str, tuple[str, str]] = {}
    sums: dict[str, None] = {}
    for part in parts:
        if isinstance(part, ex.Compare) and (text := no_whole(part, condition.test, scope)):
            sums[text] = None
            continue
        known = all(scope.values[node.name] is not None for node in ex.inputs_of(part))
        if isinstance(part, ex.Compare) and known and is_computed(part, scope):
            within = {node.name for side in _plain_sides(part) for node in ex.inputs_of(side)}
            chosen = [node for test in choices_of(part, scope) for node in ex.inputs_of(test)]
            for node in (each for each in chosen if each.name not in within):
                facts[node.name] = (node.title, _entered(node, scope.values, award.entered))
            sums |= dict.fromkeys(step_line(step, scope).replace("：", "为", 1) for step in ex.steps_of(part))
            sums[_computed(part, award)] = None
            continue
        for node in _inputs(part):
            facts[node.name] = (node.title, _entered(node, scope.values, award.entered) + _later(node, part, scope))
        if isinstance(part, ex.Compare):
            _add_bound(facts, part, condition, scope)
    return list(facts.values()), list(sums)


def _computed(part: ex.Compare, award: Award) -> str:
    """A reckoned comparison; of an input to which earlier rows added, also what was entered."""
    scope = award.scope
    assert scope is not None
    node, text = part.left, compared(part, scope)
    if isinstance(node, ex.Input) and scope.values[node.name] != award.entered.get(node.name):
        return f"{node.title}{_entered(node, scope.values, award.entered)}；{text}"
    return text


def _plain_sides(part: ex.Compare) -> Iterator[ex.Expr]:
    """What of a comparison is shown as numbers: all but the tests of its alternatives."""
    for side in (part.left, part.right):
        yield from _shown(side)


def _shown(node: ex.Expr) -> Iterator[ex.Expr]:
    if isinstance(node, ex.Choose):
        yield from _shown(node.then)
        yield from _shown(node.otherwise)
    elif isinstance(node, ex.Input):
        yield node
    else:
        for child in node.children():
            yield from _shown(child)


def _inputs(part: ex.Expr) -> list[ex.Input]:
    """The inputs of a part; those that chose an alternative first."""
    chosen = [node for node in part.walk() if isinstance(node, ex.Choose)]
    found = [node for each in chosen for node in ex.inputs_of(each.test)] + ex.inputs_of(part)
    return list({node.name: node for node in found}.values())


def _add_bound(facts: dict[str, tuple[str, str]], part: ex.Compare, condition: Condition, scope: Scope) -> None:
    """What a number was compared with, where the title does not say it, or says more than that."""
    node = part.left.of if isinstance(part.left, ex.Count) else part.left
    if not isinstance(node, ex.Input) or (node is part.left and node.kind != "number"):
        return
    title, entered = facts[node.name]
    bounds, unit = set(read_parameters(part.right, scope)), node.unit
    if isinstance(part.left, ex.Count):
        unit = ""
        if scope.values[node.name]:
            entered = f"填了{counted(part.left, scope)}"
    elif bounds and not unit and _ORDINAL not in title:  # 家庭农场的规模：亩、只、头，看类型
        entered += unit_of(part.right)
    told_by_title = bounds in (set(placeholders(condition.title)), set(placeholders(apt_title(condition, scope))))
    if bounds and scope.values[node.name] is not None and not told_by_title:
        required = fill(condition.title, scope.parameters, scope.day)
        bound = bound_text(part.right, scope, "", in_wan=True)
        if bound not in required:
            bound = bound_text(part.right, scope, "")
        entered += f"，{relation(part, scope, unit)}{bound}"
    facts[node.name] = (title, entered)


def _entered(node: ex.Input, values: Mapping[str, Value], entered: Mapping[str, Value]) -> str:
    """What the record holds of one input."""
    if node.name not in values:
        return _OPEN
    value, before = values[node.name], entered.get(node.name)
    if value is None or value == ():
        return "没有填"
    if value != before:  # earlier rows and payments were added
        shown = show_value(before, node.unit)
        rows = "前面各行应补的（扣限额前）" if node.unit == "元" else "前面各行"  # rows count as they claim
        return f"填的是{shown}，加上{rows}和此前享受的为{show_value(value, node.unit)}"
    return f"填的是{show_value(value, node.unit)}"


def _later(node: ex.Input, part: ex.Expr, scope: Scope) -> str:
    """The day so many months after a date, where a part compares with it."""
    for each in part.walk():
        if not isinstance(each, ex.MonthsAfter) or getattr(each.date, "name", "") != node.name:
            continue
        if (day := evaluate(each, scope)) is not None:
            return f"，{with_unit(evaluate(each.months, scope), '月')}后为{chinese_date(day)}"
    return ""


def _together(facts: Sequence[tuple[str, str]]) -> str:
    """Facts in a row; of many, those with the same value under one 均, and always what is open."""
    groups: dict[tuple[int, str], list[str]] = {}
    for number, (title, entered) in enumerate(facts):
        apart = len(facts) < _MANY and entered != _OPEN
        groups.setdefault((number if apart else -1, entered), []).append(title)
    return "；".join(_sentence(titles, entered) for (_, entered), titles in groups.items())


def _sentence(titles: Sequence[str], entered: str) -> str:
    if len(titles) > 1:
        numbers = [match[0] for title in titles if (match := _NUMBERED.match(title))]
        names = "".join(numbers) if len(set(numbers)) == len(titles) else "、".join(titles)
        return f"{names}均{entered}"
    [title] = titles
    number = re.match(r"填的是(\d+)(?=$|，)", entered)
    if _ORDINAL in title and number:  # 第几次安置, 3: 第3次安置
        return title.replace(_ORDINAL, f"第{number[1]}") + entered[number.end() :]
    return f"{title}{entered}"


def _same(title: str, question: str) -> bool:
    """True where a yes/no question asks just what the title requires: 首次自主创业, 是否首次自主创业."""
    required = _FILLERS.sub("", title)
    before, _, after = question.partition("是否")  # 其余条件是否具备 asks about 具备其余条件
    asked = [_FILLERS.sub("", text) for text in (before + after, after + before)]
    return any(required in each or each in required for each in asked)
