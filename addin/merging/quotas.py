"""重点企业 and 员工规模 of every city against 重点企业分布及员工规模建议 (豫就业组〔2023〕1号 附件1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from addin.merging.extract import Table
from addin.merging.units import Scope, Unit
from addin.merging.words import finding
from templates.findings import Finding
from templates.forms.key_enterprise_quota import ALL_ENTERPRISES, ALL_STAFF, LEAST_ENTERPRISES
from templates.forms.key_enterprise_quota import FORM as QUOTA
from templates.lists import load_list

REGISTER, DEMAND = "key-enterprises", "labour-demand"
PER_WAN = 10_000


@dataclass(frozen=True, slots=True)
class Quota:
    """What is asked of a city, or of the province: enterprises, and staff in 万人."""

    enterprises: int
    staff: Decimal


@dataclass(slots=True)
class Standing:
    """What a place has reported. `unsized`: enterprises whose head-count nobody gave."""

    title: str
    enterprises: int = 0
    heads: int = 0
    unsized: int = 0
    quota: Quota | None = None

    @property
    def staff(self) -> Decimal:
        """The head-count in 万人."""
        return Decimal(self.heads) / PER_WAN


@dataclass(frozen=True, slots=True)
class Standings:
    """The standings of all places, by the keys of their units; `others`: enterprises of no place among them."""

    places: dict[str, Standing]
    others: Standing
    total: Standing


@dataclass(slots=True)
class _Enterprise:
    place: Unit
    heads: int | None


@dataclass(slots=True)
class Register:
    """The key enterprises that were merged, each once, with the place that counts it."""

    found: dict[str, _Enterprise] = field(default_factory=dict)
    demand_heads: dict[str, int] = field(default_factory=dict)

    def take(self, table: Table, unit: Unit, accepted: Iterable[int]) -> None:
        """Count the accepted rows of the register; keep the head-counts that the demand lists tell."""
        codes = table.column("credit-code")
        if table.form == DEMAND:
            for index, heads in enumerate(table.column("staff")):
                if isinstance(heads, int) and codes[index] is not None:
                    self.demand_heads.setdefault(f"{codes[index]}", heads)
        if table.form != REGISTER:
            return
        sizes, staff, areas = table.column("size"), table.column("staff"), table.column("area")
        for index in accepted:
            heads = next((each for each in (sizes[index], staff[index]) if isinstance(each, int)), None)
            place = unit if unit.city else _place_of(areas[index])
            self.found.setdefault(f"{codes[index]}", _Enterprise(place, heads))

    def standings(self, scope: Scope) -> Standings:
        """City by city or county by county, with the whole."""
        quotas = city_quotas()
        places = {unit.key: Standing(unit.county or unit.name) for unit in scope.units if unit.city}
        if scope.level == "county":
            total = Standing(f"{scope.city}合计", quota=quotas.get(scope.city))
        else:
            total = Standing("全省合计", quota=whole_quota())
            for unit in scope.units:
                if unit.key in places and not unit.county:
                    places[unit.key].quota = quotas.get(unit.city)
        others = Standing("其他")
        for code, each in self.found.items():
            place = each.place if scope.level == "county" else Unit(each.place.city)
            heads = each.heads if each.heads is not None else self.demand_heads.get(code)
            for standing in (places.get(place.key, others), total):
                standing.enterprises += 1
                standing.heads += heads or 0
                standing.unsized += heads is None
        return Standings(places, others, total)


def _place_of(area: object) -> Unit:
    """The place of an enterprise by its 所属市县, where the unit's own is not known."""
    entry = load_list("area").entry(area) if isinstance(area, str) else None
    return Unit(entry.value, entry.parent, entry.value.removeprefix(entry.parent)) if entry else Unit("")


def city_quotas() -> dict[str, Quota]:
    """The quota of each city, as printed."""
    codes = [column.code for column in QUOTA.columns]
    city, enterprises, staff = (codes.index(code) for code in ("city", "enterprises", "staff"))
    return {f"{row[city]}": Quota(int(f"{row[enterprises]}"), Decimal(f"{row[staff]}")) for row in QUOTA.fixed}


def whole_quota() -> Quota:
    """The province's: the sums of the cities', which are the printed totals."""
    return Quota(ALL_ENTERPRISES, Decimal(ALL_STAFF))


def shortfalls(standings: Standings) -> Iterator[Finding]:
    """What is still missing, place by place; places that reported nothing are on another list."""
    for each in (*standings.places.values(), standings.total):
        quota = each.quota
        if quota is None or not each.enterprises:
            continue
        if each.enterprises < quota.enterprises:
            yield _below(each, "重点企业", each.enterprises, quota.enterprises, "家")
        if each.staff < quota.staff:
            yield _below(each, "员工规模", each.staff, quota.staff, "万人")
        if quota == whole_quota() and each.enterprises < LEAST_ENTERPRISES:
            yield _below(each, "重点企业（正文要求）", each.enterprises, LEAST_ENTERPRISES, "家")


def _below(standing: Standing, what: str, found: Decimal | int, quota: Decimal | int, unit: str) -> Finding:
    facts = {
        "unit": standing.title.removesuffix("合计"),
        "what": what,
        "found": f"{plain(found)}{unit}",
        "quota": f"{plain(quota)}{unit}",
        "missing": f"{plain(quota - found)}{unit}",
    }
    return finding("BELOW_QUOTA", facts, severity="warning")


def plain(number: Decimal | int) -> str:
    """A number without trailing zeros.

    >>> plain(Decimal("7.5000")), plain(Decimal("100")), plain(90)
    ('7.5', '100', '90')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
