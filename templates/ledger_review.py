"""公示 and 审批 columns of a ledger, as the text behind the rule asks for them.

Training and evaluation subsidies: two or more sign, the result is published for some days (豫技领办〔2023〕12号
二（三）4). 一奖一补: the village examines first and publishes, the township examines again. Parks and projects of the
city: on the city's own site. What no text orders to be published has no such columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from formulas import expressions as ex
from formulas.subsidy import Subsidy
from templates.fields import Auto, Date, Int, Text
from templates.lookups import number
from templates.model import Check, Field


@dataclass(frozen=True, slots=True)
class Review:
    """How the text has a row examined and published."""

    basis: str  # 文号 and article; "" where no text orders it
    order: str = ""  # what the text orders; `{days}` stands for the days of 公示
    published: bool = True
    days: int = 0  # of 公示, at least; 0 where the text names no number
    signers: tuple[str, str] = ("经办人", "审核人")
    both: bool = False  # two different persons must sign

    @property
    def words(self) -> str:
        """What the text orders, as it is printed under the table."""
        return self.order.format(days=self.days)


PLAIN = Review("", published=False)
CHECKED = Review("", published=False, signers=("检查人", "复核人"))
_TRAINING = Review(
    "豫技领办〔2023〕12号 二（三）4", "申领补贴两人以上经办审查签字，审查结果公示不少于{days}天", days=5, both=True
)
_VILLAGE = Review(
    "平巩固脱贫成果办〔2023〕7号 四（二）",
    "村级初审无异议后公示并上报，乡（镇、街道）复审",
    signers=("初审人（村）", "复审人（乡镇）"),
)
_SPENDING = Review("豫人社规〔2021〕4号 第四十四条", "审核申请材料，并定期通过部门官网公示补贴资金使用情况")
_ON_SITE = "在市政府网站公示，公示期{days}天"
_BY_RULE = {
    "city-park-award": Review("平政办〔2017〕59号 园区办法 第九条（二）", _ON_SITE, days=15),
    "city-project-award": Review("平政办〔2017〕59号 项目办法 第八条（二）", _ON_SITE, days=10),
    "star-community-city": Review("平人社办〔2023〕96号 四（三）", "达标社区名单在市级网站公示"),
    "star-community-province": Review("豫人社办〔2023〕46号 四（三）", "达标社区名单在省级网站公示"),
    "skill-evaluation": _TRAINING,
    "startup-training-graduate": _TRAINING,
    "train-apprentice-clawback": PLAIN,
    "work-for-training": _TRAINING,
}
_BY_DOCUMENT = {"豫人社规〔2021〕4号": _SPENDING, "平巩固脱贫成果办〔2023〕7号": _VILLAGE}


def review_of(rule: Subsidy) -> Review:
    """What the text asks for the rows of a rule."""
    if rule.check_only:
        return CHECKED
    if rule.code in _BY_RULE:
        return _BY_RULE[rule.code]
    if rule.code.startswith("train-"):
        return _TRAINING
    return _BY_DOCUMENT.get(rule.citation.document.number, PLAIN)


_CODES = ("handler", "reviewer")
_FROM = Field("public-from", "公示起", Date(future=True), width=10.5)
_TO = Field("public-to", "公示止", Date(future=True), width=10.5)
_BOTH = "AND(ISNUMBER({public-from}),ISNUMBER({public-to}))"
DAYS = Field(
    "public-days",
    "公示\n天数",
    Auto(Int()),
    formula=f'IF({_BOTH},IF({{public-to}}<{{public-from}},"起止颠倒",{{public-to}}-{{public-from}}+1),"")',
    width=6,
)


def review_columns(review: Review) -> Iterator[Field]:
    """The columns to the right of the result: 公示, the two who examined it, 备注."""
    if review.published:
        least = f"；公示不少于{review.days}天" if review.days else ""
        yield replace(_FROM, prompt=f"公示的第一天{least}（{review.basis}）。")
        yield replace(_TO, prompt=f"公示的最后一天{least}（{review.basis}）。")
        yield DAYS
    another = f"与{review.signers[0]}不能是同一人（{review.basis}）。" if review.both else ""
    for code, title, prompt in zip(_CODES, review.signers, ("", another), strict=True):
        yield Field(code, title, Text(max_length=50), width=8.5, prompt=prompt)
    yield Field("remarks", "备注", Text(), width=9)


def review_checks(review: Review) -> tuple[Check, ...]:
    """What the workbook and the receiver refuse: 公示 that ends before it begins or is too short, a single signer."""
    checks = []
    if review.published:
        order = "公示止{public-to}早于公示起{public-from}。请核对公示起止日期。"
        checks.append(Check("PUBLIC_ORDER", _TO.ref >= _FROM.ref, (_TO, _FROM), order))
    if review.days:
        words = f"公示{{public-days}}天，不足{review.days}天（{review.basis}）。请核对公示起止日期。"
        enough = ex.missing(number(DAYS)) | (number(DAYS) >= review.days)
        checks.append(Check("PUBLIC_SHORT", enough, (_TO, _FROM), words))
    if review.both:
        first, second = (Field(code, title, Text()) for code, title in zip(_CODES, review.signers, strict=True))
        test = ex.missing(first.ref) | ex.missing(second.ref) | (first.ref != second.ref)
        words = f"{first.label}和{second.label}都是“{{handler}}”（{review.basis}：两人以上经办审查签字）。请改正。"
        checks.append(Check("SAME_SIGNER", test, (second, first), words))
    return tuple(checks)
