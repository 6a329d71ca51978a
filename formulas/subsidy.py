"""A money rule of the compendium, and the award of one record or of a whole ledger.

A rule is declared once (see `formulas/subsidies/`): inputs, named conditions, an amount.  `award` evaluates one
record; `award_ledger` evaluates many, letting earlier rows of the same person, household or enterprise count as
already paid.  Conditions are independent: every failed one is reported, in the order of the declaration.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from formulas import expressions as ex
from formulas.documents import Citation, cite
from formulas.evaluation import Scope, evaluate, half_up_units
from formulas.inputs import Inputs, Value
from formulas.parameters.model import ParameterFile, RuleParameters
from formulas.wording import placeholders

WINDOW = "window"
INVALID = "invalid-input:"
FIRST_YEAR, LAST_YEAR = 1901, 9998  # what DATE takes without reading it as 19xx; a year outside is outside every window

NO_AMOUNT = ex.Number(Fraction(0))


@dataclass(frozen=True, slots=True)
class Condition:
    """One named condition.  `title` says in Chinese what is required; `{name}` stands for a parameter's value."""

    code: str
    test: ex.Expr  # a predicate, or a yes/no input
    title: str
    source: str = ""  # 文号 and article, where it is not the rule's own

    def __post_init__(self) -> None:
        object.__setattr__(self, "test", ex.truth(self.test))

    @property
    def citation(self) -> Citation | None:
        """Where the condition stands, if elsewhere than the rule."""
        return cite(self.source) if self.source else None


@dataclass(frozen=True, slots=True)
class Key:
    """A column that identifies whom a row is about; it is no input of the rule itself."""

    name: str
    title: str
    field_type: Literal["id", "uscc", "text"]


PERSON = Key("person_id", "身份证号", "id")
ENTERPRISE = Key("credit_code", "统一社会信用代码", "uscc")
HOUSEHOLD = Key("household_id", "户主身份证号", "id")
OCCUPATION = Key("occupation", "职业（工种）", "text")
SKILL_LEVEL = Key("skill_level", "技能等级", "text")


@dataclass(frozen=True, slots=True)
class Repeat:
    """Earlier rows with the same `per` add `measure` to the history input `input` of a later row.

    `measure` is what a row claims of the limit: the uncapped amount, 1 for a count, months.  A yes/no history input
    becomes 是 once there is an earlier row.  `used` is what a paid row really used up where the limit may leave it less
    than it claims: what was paid, the months paid for.  That is what a record keeps for later rounds; within one ledger
    what is claimed beyond the limit makes no difference.

    The order of a rule's repeats matters.  A row counts for a repeat when it lies within the window and meets every
    condition that reads neither this repeat's `input` nor that of a later one.  With "not twice the same course" before
    "two times a year", a course refused as taken twice uses up no time of the year; a course refused because the year
    is full, however, still counts as taken.
    """

    input: str
    measure: ex.Expr
    per: tuple[Key | ex.Expr, ...]
    used: ex.Expr | None = None  # `measure` where nothing is left out

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(each for each in self.per if isinstance(each, Key))


class RuleError(ValueError):
    """A rule that is declared wrongly."""


@dataclass(frozen=True, slots=True)
class Subsidy:
    """One money rule.

    `as_of` is the date input (or year input) on which parameters are read and the window is tested.
    `check_only` rules give no amount: eligible means "complies".
    """

    code: str
    title: str
    record: str  # what one row is about
    parameters: RuleParameters
    inputs: Inputs
    as_of: ex.Input
    conditions: Sequence[Condition]
    amount: ex.Expr = NO_AMOUNT
    family: str = ""  # the group of ledgers it belongs to
    claimant: str = ""
    payer: str = ""
    amount_title: str = "补贴金额（元）"
    verb: str = ""  # what may be done with an amount that is an input as it stands: 可免除反担保
    standard: str = ""
    check_only: bool = False
    by_month: bool = False  # the day of `as_of` stands for its month (费款所属期)
    repeats: Sequence[Repeat] = ()
    uncapped: ex.Expr | None = None  # the amount before a cap that rows share; orders the rows of one day
    excludes: Sequence[str] = ()  # codes of rules that cannot be had for the same thing
    note: str = ""

    def __post_init__(self) -> None:
        codes = [condition.code for condition in self.conditions]
        if len(set(codes)) != len(codes) or WINDOW in codes:
            raise RuleError(f"{self.code}：条件代码有重复，或者写了 window（有效期由程序自己加）")
        if self.as_of.name not in self.inputs or self.as_of.kind not in ("date", "number"):
            raise RuleError(f"{self.code}：as_of 应为本规则的日期输入或者年度输入")
        for expression in self.expressions():
            for node in ex.inputs_of(expression):
                if node.name not in self.inputs:
                    raise RuleError(f"{self.code}：用到了输入“{node.name}”，Inputs 里没有")
            for part in expression.walk():
                self._check_options(part)
        for condition in self.conditions:
            for name in placeholders(condition.title):
                if name not in self.file.parameters:
                    raise RuleError(f"{self.code}：条件 {condition.code} 的标题写了 {{{name}}}，没有这个参数")
        for repeat in self.repeats:
            self._check_repeat(repeat)

    def _check_repeat(self, repeat: Repeat) -> None:
        """A history input of the rule; a limit in the amount says what is used up, one of a year tells years apart."""
        if repeat.input not in self.inputs:
            raise RuleError(f"{self.code}：Repeat 写的输入“{repeat.input}”，Inputs 里没有")
        capped = any(node.name == repeat.input for node in ex.inputs_of(self.amount))
        if capped and repeat.used is None:
            raise RuleError(f"{self.code}：金额读了“{repeat.input}”，它的 Repeat 要写 used：封顶以后真正占用多少")
        if capped and self.uncapped is None:
            raise RuleError(f"{self.code}：金额读了“{repeat.input}”，要写 uncapped：没有封顶的金额，同一天按它排先后")
        title = self.inputs[repeat.input].title
        if "年" in title and not any(_tells_years_apart(each) for each in repeat.per):
            raise RuleError(f"{self.code}：“{title}”按年计，它的 Repeat 的 per 要写 year_of(日期) 或者年度输入")

    def _check_options(self, node: ex.Expr) -> None:
        """Options that an expression names must be the input's own; a table without `otherwise` must have them all."""
        if isinstance(node, ex.OneOf) and isinstance(node.of, ex.Input):
            strange = set(node.values) - set(self.inputs[node.of.name].options)
            if strange:
                raise RuleError(f"{self.code}：输入 {node.of.name} 没有选项“{'、'.join(sorted(strange))}”")
        if isinstance(node, ex.Lookup) and node.otherwise is None and isinstance(node.key, ex.Input):
            lacking = set(self.inputs[node.key.name].options) - set(self.file.parameters[node.name].keys())
            if lacking:
                raise RuleError(f"{self.code}：分类表 {node.name} 缺少 {'、'.join(sorted(lacking))}")

    @property
    def file(self) -> ParameterFile:
        """The parameter file of the rule, as issued."""
        return self.parameters.file

    @property
    def citation(self) -> Citation:
        return self.file.citation

    @property
    def keys(self) -> tuple[Key, ...]:
        """The identifying columns that the rule's repeats need, each once."""
        return tuple({key.name: key for repeat in self.repeats for key in repeat.keys}.values())

    @property
    def earned(self) -> ex.Expr:
        """The amount before a cap that rows share; rows of one day are ordered by it, the larger first."""
        return self.amount if self.uncapped is None else self.uncapped

    @property
    def tie_breakers(self) -> list[str]:
        """The inputs that order rows alike in date and uncapped amount: numbers and dates, then options."""
        others = [name for name, _ in self.inputs if name != self.as_of.name]
        return sorted(others, key=lambda name: self.inputs[name].kind in ("text", "bool"))

    @property
    def condition_codes(self) -> tuple[str, ...]:
        return (WINDOW, *(condition.code for condition in self.conditions))

    def expressions(self) -> Iterable[ex.Expr]:
        """Every expression of the rule: conditions, amount, repeats."""
        yield from (condition.test for condition in self.conditions)
        yield self.amount
        if self.uncapped is not None:
            yield self.uncapped
        for repeat in self.repeats:
            yield repeat.measure
            if repeat.used is not None:
                yield repeat.used
            yield from (each for each in repeat.per if isinstance(each, ex.Expr))

    def steps(self) -> list[ex.Step]:
        """The named intermediate values, each once, in the order in which they build on one another."""
        found: dict[str, ex.Step] = {}
        for expression in self.expressions():
            for step in ex.steps_of(expression):
                found.setdefault(step.name, step)
        return list(found.values())

    def reads(self, condition: Condition, name: str) -> bool:
        """True when a condition depends on the input `name`."""
        return any(node.name == name for node in ex.inputs_of(condition.test))

    def day_of(self, values: Mapping[str, Value]) -> dt.date:
        """The day the rule is asked about: its date input, or 1 January of its year input."""
        value = values[self.as_of.name]
        if isinstance(value, dt.date):
            return value
        assert isinstance(value, Fraction)
        return dt.date(min(max(int(value), FIRST_YEAR), LAST_YEAR), 1, 1)


def _tells_years_apart(each: Key | ex.Expr) -> bool:
    """Whether a part of a repeat's `per` is a year: of a date, or by its title."""
    return isinstance(each, ex.YearOf) or (isinstance(each, (Key, ex.Input)) and "年" in each.title)


@dataclass(slots=True)
class Award:
    """The result for one record.

    `amount` in 元, two decimals; 0.00 when refused or invalid.  `reasons`: codes of the failed conditions, or
    `invalid-input:NAME`.  `scope` keeps the values and dated parameters, for the explanation; None when invalid.
    """

    rule: Subsidy
    amount: Decimal
    eligible: bool
    reasons: tuple[str, ...]
    scope: Scope | None = None
    entered: Mapping[str, Value] = field(default_factory=dict)  # the record before earlier rows were added
    cut: Decimal = Decimal("0.00")  # how much less than alone, because of earlier rows

    @property
    def invalid(self) -> bool:
        return self.scope is None


def award(
    rule: Subsidy, record: Mapping[str, Any], *, on: str | None = None, file: ParameterFile | None = None
) -> Award:
    """The award of one record of JSON values.  `on` fills in a missing date input; `file` holds local overrides."""
    if on is not None and record.get(rule.as_of.name) is None:
        record = {**record, rule.as_of.name: on if rule.as_of.kind == "date" else int(on[:4])}
    values, invalid = rule.inputs.read(record)
    if invalid:
        return Award(rule, Decimal("0.00"), False, tuple(INVALID + name for name in invalid))
    return award_values(rule, values, file or rule.file)


def award_values(rule: Subsidy, values: Mapping[str, Value], file: ParameterFile) -> Award:
    """The award of one record whose values were read already."""
    day = rule.day_of(values)
    scope = Scope(values, file, file.window.clamp(day))
    reasons = [] if day in file.window else [WINDOW]
    reasons += [condition.code for condition in rule.conditions if not evaluate(condition.test, scope)]
    if reasons or rule.check_only:
        return Award(rule, Decimal("0.00"), not reasons, tuple(reasons), scope, values)
    return Award(rule, cents(evaluate(rule.amount, scope)), True, (), scope, values)


def cents(value: Fraction) -> Decimal:
    """A rational amount in 元 with two decimals, rounded half up, once."""
    return Decimal(f"{half_up_units(value)}E-2")  # exact: a quotient has 28 digits at most
