"""Invented enterprises with valid codes, in numbers near the printed quotas; a seed makes every run the same.

Names say that they are invented (示例, 演示, 样例), telephone numbers are none that anybody has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from addin.merging.quotas import PER_WAN, Quota, city_quotas
from templates.fields import uscc_check
from templates.lists import load_list

SEED = 20230306  # the day of the notice
_BRANDS = ("示例", "演示", "样例", "虚构", "假定")
_TRADES: tuple[tuple[str, str, str, str], ...] = (
    # 字号之后的词, 行业, 工种, 具体工种
    ("机械制造", "制造业", "加工制造", "数控车工"),
    ("电子科技", "制造业", "装配", "电子装配工"),
    ("纺织服装", "制造业", "缝纫", "缝纫工"),
    ("食品", "制造业", "食品加工", "包装工"),
    ("新材料", "制造业", "化工操作", "投料工"),
    ("矿业", "采矿业", "井下作业", "掘进工"),
    ("建设工程", "建筑业", "土建", "钢筋工"),
    ("物流", "交通运输、仓储和邮政业", "仓储配送", "分拣员"),
    ("商贸", "批发和零售业", "营业", "理货员"),
    ("餐饮管理", "住宿和餐饮业", "餐饮服务", "中式烹调师"),
)
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈", ("甲", "乙", "丙", "丁", "示", "例")
_KINDS = ("有限责任公司", "股份有限公司", "私营企业", "国有企业")


@dataclass(frozen=True, slots=True)
class Enterprise:
    """One invented enterprise."""

    name: str
    code: str
    kind: str
    scope: str  # 企业所属范围
    industry: str
    city: str
    county: str
    address: str
    contact: str
    staff: int
    trade: str
    job: str

    @property
    def area(self) -> str:
        return self.city if self.county == self.city else self.city + self.county


def cities() -> Sequence[str]:
    return load_list("city18").values


def enterprises_of(city: str) -> list[Enterprise]:
    """The key enterprises of a city: most cities reach their quota, some do not quite."""
    dice = random.Random(f"{SEED}{city}")
    quota = city_quotas()[city]
    count = round(quota.enterprises * dice.choice((0.94, 1.0, 1.0, 1.02, 1.05)))
    sizes = _sizes(dice, quota, count)
    counties = [(each.value, each.code) for each in load_list("county").children(city)]
    if not counties:
        counties = [(city, next(each.code for each in load_list("city18").entries if each.value == city))]
    return [_enterprise(dice, city, number, sizes[number], counties) for number in range(count)]


def _sizes(dice: random.Random, quota: Quota, count: int) -> list[int]:
    """Head-counts that add up to about the quota: a few large enterprises, many small ones."""
    weights = [dice.lognormvariate(0, 0.8) for _ in range(count)]
    total = float(quota.staff) * PER_WAN * dice.choice((0.93, 1.01, 1.03, 1.06, 1.1))
    return [max(20, round(total * weight / sum(weights))) for weight in weights]


def _enterprise(
    dice: random.Random, city: str, number: int, staff: int, counties: Sequence[tuple[str, str]]
) -> Enterprise:
    county, region = counties[number % len(counties)]
    words, industry, trade, job = dice.choice(_TRADES)
    brand = dice.choice(_BRANDS)
    return Enterprise(
        name=f"{city.removesuffix('市')}{brand}{number + 1}号{words}有限公司",
        code=credit_code(region, number + 1),
        kind=dice.choice(_KINDS),
        scope=load_list("range4").values[number % 4],
        industry=industry,
        city=city,
        county=county,
        address=f"{county}示例路{number + 1}号",
        contact=f"{person(dice)} {mobile(dice)}",
        staff=staff,
        trade=trade,
        job=job,
    )


def credit_code(region: str, number: int) -> str:
    """A valid 统一社会信用代码 that belongs to nobody: an enterprise of the region, code MA plus a running number.

    >>> credit_code("410402", 1)
    '91410402MA0000015P'
    """
    body = f"91{region}{organisation_code(f'MA{number:06d}')}"
    return body + uscc_check(body)


def organisation_code(first: str) -> str:
    """Eight characters with the check character of GB 11714."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    values = (int(each, 36) for each in first)
    check = (11 - sum(value * weight for value, weight in zip(values, weights, strict=True)) % 11) % 11
    return first + ("X" if check == 10 else str(check))


def person(dice: random.Random) -> str:
    return dice.choice(_SURNAMES) + dice.choice(_GIVEN)


def mobile(dice: random.Random) -> str:
    return f"1390000{dice.randrange(10_000):04d}"


def everyone() -> Iterator[tuple[str, list[Enterprise]]]:
    """City by city, in printed order."""
    for city in cities():
        yield city, enterprises_of(city)
