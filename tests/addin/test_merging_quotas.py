"""Key enterprises and staff counted against the quotas of the notice."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from addin.merging import standings
from addin.merging.quotas import Quota, Standing, Standings, city_quotas, shortfalls, whole_quota
from tests.addin.merge_books import book, enterprise, merged, need

CITY, OTHER = "平顶山市人力资源和社会保障局", "洛阳市人力资源和社会保障局"


def test_quotas_are_those_of_the_notice() -> None:
    """L182, and the totals printed in L180."""
    assert city_quotas()["平顶山市"] == Quota(90, Decimal(7))
    assert city_quotas()["济源市"] == Quota(15, Decimal(2))
    assert len(city_quotas()) == 18
    assert whole_quota() == Quota(1335, Decimal(100))


def test_counted_against_the_quota(tmp_path: Path) -> None:
    """Enterprises once each; heads from the register, else from 从业人员, else from the demand list."""
    rows = [
        enterprise(0, size=30000),
        enterprise(1, size="大型", staff=4000),
        enterprise(2, size="中型"),
        enterprise(3, size="小型"),
    ]
    files = {"1.xlsx": book(CITY, rows, [need(2, staff=500)]), "2.xlsx": book(OTHER, [enterprise(4)])}
    outcome, result = merged(tmp_path, files)
    assert outcome.standings is not None
    city = next(each for each in outcome.standings.places.values() if each.title == "平顶山市")
    assert (city.enterprises, city.heads, city.unsized) == (4, 34500, 1)
    assert (outcome.standings.total.enterprises, outcome.standings.total.heads) == (5, 39500)
    words = [each.message for _, each in outcome.findings if each.rule == "BELOW_QUOTA"]
    assert "平顶山市重点企业报了 4家，要求不少于 90家，还差 86家。请补报，或说明原因。（BELOW_QUOTA）" in words
    assert any(each.startswith("平顶山市员工规模报了 3.45万人，要求不少于 7万人，还差 3.55万人。") for each in words)
    line = next(row for row in result.book["各地汇总"].iter_rows(values_only=True) if row[0] == "平顶山市")
    assert line[1:4] == (1, 4, 90)


@pytest.mark.parametrize(
    ("enterprises", "heads", "expected"),
    [
        (1335, 1_000_000, []),
        (1334, 1_000_000, ["还差 1家"]),
        (1300, 1_000_000, ["还差 35家"]),
        (1299, 999_999, ["还差 36家", "还差 0.0001万人", "要求不少于 1300家，还差 1家"]),
    ],
)
def test_the_province_has_two_lower_bounds(enterprises: int, heads: int, expected: list[str]) -> None:
    """1335 家 by 附件1 (L180), 不少于1300家 by the text (L122), 100万人以上."""
    total = Standing("全省合计", enterprises, heads, quota=whole_quota())
    found = [each.message for each in shortfalls(Standings({}, Standing("其他"), total))]
    assert len(found) == len(expected)
    assert all(words in message for words, message in zip(expected, found, strict=True))


def test_the_remark_takes_its_figures_from_where_the_quotas_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """L122 and L180; and another notice's, as if its figures stood there."""
    for bounds, whole, words in (
        ((1300, 100), Quota(1335, Decimal(100)), "1300家、带动就业100万人以上，附件1各市合计1335家、100万人；"),
        ((1, 105), Quota(1400, Decimal("110.50")), "1家、带动就业105万人以上，附件1各市合计1400家、110.5万人；"),
    ):
        monkeypatch.setattr(standings, "LEAST_ENTERPRISES", bounds[0])
        monkeypatch.setattr(standings, "LEAST_STAFF", bounds[1])
        monkeypatch.setattr(standings, "whole_quota", lambda whole=whole: whole)
        _, result = merged(tmp_path, {"1.xlsx": book(CITY, [enterprise(0)])})
        reached = "家数尚未达到正文要求。" if bounds[0] > 1 else "家数已达到正文要求。"
        cells = [row[0] for row in result.book["各地汇总"].iter_rows(values_only=True)]
        assert f"正文要求全省不少于{words}{reached}" in cells


def test_counties_of_a_city_are_counted_against_the_citys_quota(tmp_path: Path) -> None:
    files = {
        "1.xlsx": book("平顶山市新华区人社局", [enterprise(0)]),
        "2.xlsx": book("平顶山市汝州市人社局", [enterprise(4, area="平顶山市汝州市")]),
    }
    outcome, _ = merged(tmp_path, files)
    assert outcome.standings is not None
    assert (outcome.scope.level, len(outcome.missing)) == ("county", 10)
    counted = {each.title: each.enterprises for each in outcome.standings.places.values() if each.enterprises}
    assert counted == {"汝州市": 1, "新华区": 1}
    assert outcome.standings.total.quota == Quota(90, Decimal(7))
