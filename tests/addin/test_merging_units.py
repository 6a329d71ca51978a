"""Whose file it is, and who was expected to report."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.errors import CannotRun
from addin.merging.units import Unit, counties, has_reported, scope_of, unit_of, unit_of_file

# (what the form or the hidden sheet says, the reporter by which files are counted)
NAMES = [
    ("平顶山市人力资源和社会保障局", "平顶山市"),
    ("河南省平顶山市人社局", "平顶山市"),
    ("平顶山人社局", "平顶山市"),
    ("平顶山市", "平顶山市"),
    ("平顶山市人力资源和社会保障局（盖章）", "平顶山市"),
    ("平顶山市新华区人力资源和社会保障局", "平顶山市新华区"),
    ("平顶山市郏 县人社局", "平顶山市郏县"),
    ("宝丰县人力资源和社会保障局", "平顶山市宝丰县"),
    ("新乡县人社局", "新乡市新乡县"),  # begins like 新乡市
    ("新乡市人社局", "新乡市"),
    ("巩义市人社局", "郑州市巩义市"),
    ("济源示范区人力资源和社会保障局", "济源市"),
    ("平顶山市城乡一体化示范区组织人力资源社会保障局", "平顶山市城乡一体化示范区"),
    ("平顶山市新华区劳动就业服务处", "平顶山市新华区"),
    ("高新区人力资源管理局", "高新区人力资源管理局"),  # every city has one
    ("平顶山示例机械有限公司", "平顶山示例机械有限公司"),  # an enterprise in the city is not the city
    ("洛阳示例技工学校", "洛阳示例技工学校"),
]


@pytest.mark.parametrize(("name", "unit"), NAMES)
def test_unit_of_a_name(name: str, unit: str) -> None:
    assert unit_of(name).name == unit


# (a file's name, the reporter)
FILES = [
    ("用工保障_平顶山市.xlsx", "平顶山市"),
    ("平顶山市用工保障.xlsx", "平顶山市"),
    ("3月-宝丰县.xlsx", "平顶山市宝丰县"),
    ("周报.zip!用工保障-洛阳市（定稿）.xlsx", "洛阳市"),
    ("用工保障-平顶山市宝丰县-202303.xlsx", "平顶山市宝丰县"),
    ("2023年3月 洛阳市 用工需求.xlsx", "洛阳市"),
    ("用工保障.xlsx", "用工保障"),
    ("洛阳示例机械有限公司.xlsx", "洛阳示例机械有限公司"),
]


@pytest.mark.parametrize(("name", "unit"), FILES)
def test_unit_of_a_file_name(name: str, unit: str) -> None:
    assert unit_of_file(name).name == unit


CITY, COUNTY, OTHER = unit_of("平顶山市"), unit_of("平顶山市新华区"), unit_of("洛阳市")
NOBODY = Unit("某某技工学校")


@pytest.mark.parametrize(
    ("given", "reported", "level", "count"),
    [
        (None, [CITY, OTHER], "city", 18),
        (None, [CITY], "city", 18),
        (None, [COUNTY, CITY], "county", 12),  # the counties of one city, and the city's own file
        (None, [COUNTY, OTHER], "city", 18),
        (None, [NOBODY], "", 0),
        ("city", [COUNTY], "city", 18),
        ("county", [], "county", 12),
        ("平顶山市", [OTHER], "county", 12),
    ],
)
def test_scope_follows_the_reporters(given: str | None, reported: list[Unit], level: str, count: int) -> None:
    scope = scope_of(given, reported)
    assert (scope.level, len(scope.units)) == (level, count)


def test_counties_of_pingdingshan_stand_in_the_order_of_the_list() -> None:
    """L2224-2235."""
    names = [unit.county for unit in counties("平顶山市").units]
    assert names == ["汝州市", "舞钢市", "宝丰县", "郏县", "鲁山县", "叶县", "新华区", "卫东区", "湛河区", "石龙区",
                     "城乡一体化示范区", "高新区"]  # fmt: skip


def test_units_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "单位.txt"
    path.write_text("\ufeff新华区人社局\n\n洛阳示例技工学校\n", encoding="utf-8")
    scope = scope_of(str(path), [])
    assert [unit.name for unit in scope.units] == ["平顶山市新华区", "洛阳示例技工学校"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])  # ANSI and Unicode, as 记事本 calls them
def test_units_from_a_file_of_chinese_windows(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "单位.txt"
    path.write_bytes("新华区人社局\r\n郏县人社局\r\n".encode(encoding))
    assert [unit.name for unit in scope_of(str(path), []).units] == ["平顶山市新华区", "平顶山市郏县"]


def test_what_counties_hand_in_to_their_city_is_that_citys_round() -> None:
    scope = scope_of(None, [CITY], local=True)
    assert (scope.level, scope.city, len(scope.units)) == ("county", "平顶山市", 12)
    assert scope_of(None, [CITY, OTHER], local=True).level == "city"


def test_units_that_are_neither_words_nor_a_file() -> None:
    with pytest.raises(CannotRun, match="--units 填的是“省”"):
        scope_of("省", [])


def test_a_city_has_reported_when_one_of_its_counties_has() -> None:
    assert has_reported(CITY, [COUNTY], "city")
    assert not has_reported(OTHER, [COUNTY], "city")
    assert not has_reported(unit_of("平顶山市卫东区"), [COUNTY], "county")
