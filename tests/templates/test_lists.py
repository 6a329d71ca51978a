"""Code lists: the official values, the divisions of GB/T 2260, clerks' spellings, and what the loader refuses.

1. The enumerations are those the compendium prints.
2. City and county codes are python-stdnum's current divisions; only zones outside GB/T 2260 carry house codes.
3. 平顶山市 has the twelve units of the printed table, in its order; 市县 combines both levels.
4. Other spellings meet their value, and a name that several cities use alone does not.
5. A damaged list file stops the load, naming the file, the entry and what is allowed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from stdnum import numdb

from templates.lists import Entry, ListError, children, inline_list, list_names, load_list, read_list
from templates.lists.spelling import fold, half_width, trim

CITY18 = [
    "郑州市", "开封市", "洛阳市", "平顶山市", "安阳市", "鹤壁市", "新乡市", "焦作市", "濮阳市", "许昌市", "漯河市",
    "三门峡市", "南阳市", "商丘市", "信阳市", "周口市", "驻马店市", "济源市",
]  # fmt: skip
COUNTY12 = [
    "410482 汝州市", "410481 舞钢市", "410421 宝丰县", "410425 郏县", "410423 鲁山县", "410422 叶县",
    "410402 新华区", "410403 卫东区", "410411 湛河区", "410404 石龙区",
]  # fmt: skip
ZONES = ["城乡一体化示范区", "高新区"]
INDUSTRY = [
    "A农、林、牧、渔业", "B采矿业", "C制造业", "D电力、热力、燃气及水生产和供应业", "E建筑业", "F批发和零售业",
    "G交通运输、仓储和邮政业", "H住宿和餐饮业", "I信息传输、软件和信息技术服务业", "J金融业", "K房地产业",
    "L租赁和商务服务业", "M科学研究和技术服务业", "N水利、环境和公共设施管理业", "O居民服务、修理和其他服务业",
    "P教育", "Q卫生和社会工作", "R文化、体育和娱乐业", "S公共管理、社会保障和社会组织", "T国际组织",
]  # fmt: skip


def current_divisions() -> dict[str, str]:
    """python-stdnum's county-level divisions of Henan that still exist, by code; its dates mark abolished ones."""
    found = {}
    for number in range(9002):
        code = f"41{number:04}"
        named = [facts["county"] for _, facts in numdb.get("cn/loc").info(code) if "county" in facts]
        for name in re.split(r",(?=\[)", named[0]) if named else []:
            span = re.fullmatch(r"(?:\[\d*-(\d*)\])?(.+)", name)
            assert span
            if not span[1]:
                found[code] = span[2]
    return found


def test_cities() -> None:
    cities = load_list("city18")
    assert list(cities.values) == CITY18
    stdnum = current_divisions()
    assert {entry.code: entry.value for entry in cities.entries} == {
        code: name for code, name in stdnum.items() if code.endswith("00") and code[2:4] not in ("00", "90")
    } | {"419001": "济源市"}
    assert stdnum["419001"] == "济源市"


def test_counties_are_the_current_divisions() -> None:
    counties = load_list("county").entries
    stdnum = {
        code: name
        for code, name in current_divisions().items()
        if not code.endswith("00") and not code.startswith("4190") and name != "市辖区"
    }
    assert {entry.code: entry.value for entry in counties if not entry.house_code} == stdnum
    assert len(stdnum) == 156
    cities = {entry.value: entry.code[:4] for entry in load_list("city18").entries}
    assert all(entry.code.startswith(cities[entry.parent]) for entry in counties)
    assert [entry.value for entry in counties if entry.house_code] == ["航空港区", *ZONES]


def test_pingdingshan() -> None:
    units = children("平顶山市")
    assert [f"{entry.code} {entry.value}" for entry in units][:10] == COUNTY12
    assert [entry.value for entry in units][10:] == ZONES
    assert load_list("county12").entries == units
    assert {entry.code for entry in units if entry.house_code} == {"410471", "410472"}
    assert children("济源市") == () and load_list("county").parents == tuple(CITY18[:-1])


def test_cities_and_counties_in_one_cell() -> None:
    area = load_list("area")
    assert len(area.values) == 156 + 3 + 1  # the zones with house codes, and 济源市, which has no lower level
    assert [entry.value for entry in area.children("平顶山市")][6] == "平顶山市新华区"
    assert area.values[-1] == "济源市"
    assert load_list("area19").values == (*CITY18, "航空港区")


@pytest.mark.parametrize(
    "name, values",
    [
        ("size", "大型 中型 小型 微型"),
        ("yesno", "是 否"),
        ("sex", "男 女"),
        ("grad", "离校2年内未就业高校毕业生 离校2年内未就业中专中职毕业生 16-24岁失业青年"),
        (
            "range4",
            "对加快提振市场信心全面促进消费增长具有重大影响的龙头企业 "
            "对加快建设制造业强省完善产业布局具有重大意义的规上工业企业 "
            "省“三个一批”项目开工企业 涉及“米袋子”“菜篮子”等重要民生商品生产的中小微企业",
        ),
        (
            "loan11",
            "高校毕业生 城镇登记失业人员 返乡创业农民工 农村自主创业农民 脱贫劳动力（含监测对象） 退役军人 "
            "就业困难人员（含残疾人） 化解过剩产能企业职工和失业人员 网络商户 刑满释放人员 新市民",
        ),
    ],
)
def test_enumerations(name: str, values: str) -> None:
    assert load_list(name).values == tuple(values.split())


def test_industries() -> None:
    assert [entry.code + entry.value for entry in load_list("industry").entries] == INDUSTRY
    assert set(load_list("industry_part").parents) < set(load_list("industry").values)


@pytest.mark.parametrize(
    "name, text, value",
    [
        ("county12", "郟 县", "郏县"),  # as printed
        ("county12", "叶　县", "叶县"),
        ("county12", "新城区", "城乡一体化示范区"),  # as the list of telephone numbers has it
        ("city18", "济源示范区", "济源市"),
        ("area", "新华区", "平顶山市新华区"),
        ("area", "平顶山 高新区", "平顶山市高新区"),
        ("area", "河南省平顶山市宝丰县", "平顶山市宝丰县"),
        ("area", "航空港区", "郑州市航空港区"),
        ("area", "济源示范区", "济源市"),
        ("industry", "交通运输仓储及邮政业", "交通运输、仓储和邮政业"),
        ("range4", '省"三个一批"项目开工企业', "省“三个一批”项目开工企业"),
        ("loan11", "脱贫劳动力(含监测对象)", "脱贫劳动力（含监测对象）"),
        ("grad", "16—24岁失业青年", "16-24岁失业青年"),
        ("area", "高新区", ""),
        ("area", "城乡一体化示范区", ""),
        ("area", "平顶山市", ""),
        ("city18", "北京市", ""),
        ("size", "", ""),
    ],
)
def test_spellings(name: str, text: str, value: str) -> None:
    entry = load_list(name).find(text)
    assert (entry.value if entry else "") == value


def test_every_list_reads_and_names_its_source() -> None:
    assert len(list_names()) >= 13
    for name in list_names():
        codes = load_list(name)
        assert codes.name == name and codes.title and codes.source and codes.entries
        assert all(codes.find(value) == codes.entry(value) for value in codes.values)
        assert all(codes.by_code(entry.code) == entry for entry in codes.entries if entry.code)


def test_inline_lists() -> None:
    fruit = inline_list("苹果", "梨")
    assert inline_list("苹果", "梨") is fruit and load_list(fruit.name) is fruit
    assert inline_list("梨", "苹果").name != fruit.name
    assert fruit.entries == (Entry("苹果"), Entry("梨")) and fruit.by_code("") is None


def test_widths_and_brackets() -> None:
    assert half_width("ＡＢ１２，（）　") == "AB12,() "
    assert trim("　 某厂\u200b\n") == "某厂"
    assert fold("平顶山某某〔集团〕公司") == fold("平顶山 某某（集团）公司") != fold("平顶山某某公司")


BROKEN = sorted((Path(__file__).parent / "broken" / "lists").glob("*.toml"))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_lists(path: Path) -> None:
    """The first line of each file says what the message must hold."""
    fragments = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").split(" | ")
    with pytest.raises(ListError) as caught:
        read_list(path)
    assert all(fragment in str(caught.value) for fragment in [path.stem, *fragments])


def test_there_is_no_such_list() -> None:
    with pytest.raises(ListError, match=r"city17.*city18"):
        load_list("city17")
