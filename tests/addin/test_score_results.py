"""评分结果: sections with a native chart, lost points and what would earn them, warnings, review, last year's sheet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from addin.result_files import workbook_of
from addin.scoring.advice import advice
from addin.scoring.comparison import counterpart, items, totals
from addin.scoring.result_book import results_bytes, write_results
from addin.scoring.review import differences
from addin.scoring.sheets import SheetScore, score_results
from addin.tables import Column, ResultSheet, Table
from formulas.scoring_messages import two_decimals
from templates.reading import read_workbook
from tests.addin.scored_files import UNIVERSITY, scored_file
from tests.oracles.cached_values import CachedValues
from tests.oracles.schema import validation_errors

ENTERPRISE = {"企业名称（盖章）": "样例公司"}


def sheet(path: Path) -> SheetScore:
    return score_results(read_workbook(path))[0]


@pytest.fixture(scope="module")
def enterprise(tmp_path_factory: pytest.TempPathFactory) -> SheetScore:
    """79.5 % satisfied (5 of 10), 1.1① and 5.2 not met, one event: 100 − 5 − 2 − 1 − 100 = −8. Reviewed: 1.1② to 0."""
    path = tmp_path_factory.mktemp("enterprise") / "样例公司.xlsx"
    changes = {"12.1": [159, 200], "1.1①": "否", "5.2": "否", "13②": "有", "1.3②": "不涉及"}
    beside = {"i002.review": 0, "i002.reason": "没有花名册", "i002.evidence": "花名册"}
    return sheet(scored_file(path, "harmonious-enterprise", changes, ENTERPRISE, beside))


def test_the_score_is_worked_out_anew(enterprise: SheetScore) -> None:
    assert two_decimals(enterprise.result.total or 0) == "-8.00"  # type: ignore[arg-type]
    assert (enterprise.unit, enterprise.shown_total, enterprise.differs) == ("样例公司", None, False)


def test_what_would_earn_the_lost_points(enterprise: SheetScore) -> None:
    told = {entry.item.no: advice(entry, enterprise.result) for entry in enterprise.result.lost}
    assert told["12.1"] == "职工满意度达到80%，得8分（现5分）"
    assert told["1.1①"].startswith("做到本条并备齐佐证材料") and told["1.1①"].endswith("可再得2分")
    assert "不得申报（负面清单）" in told["13②"]


def test_advice_for_rates_counts_and_requirements(tmp_path: Path) -> None:
    changes = {**UNIVERSITY, "（一）3": {"score": 1, "meetings": 2}, "（五）3": 2}
    university = sheet(scored_file(tmp_path / "a.xlsx", "demo-university", changes, {"组别": "本科组"}))
    told = {entry.item.no: advice(entry, university.result) for entry in university.result.lost}
    assert told["（十一）1"] == "提高截至8月31日毕业去向落实率：每提高1个百分点加0.09分"
    assert "须高于所比较的平均水平" in told["（十三）1"]
    assert "每年召开会议次数要达到印定的次数" in told["（一）3"] and "1分" in told["（一）3"]
    assert told["（五）3"] == "达到本条印定的标准并提供数据依据，可再得1分"
    brand = sheet(
        scored_file(tmp_path / "b.xlsx", "hr-brand", {"（二）": 5000, "（三）": "不符合"}, {"申报主体": "其他"})
    )
    told = {entry.item.no: advice(entry, brand.result) for entry in brand.result.lost}
    assert told["（二）"] == "达到本条标准，提供品牌带动就业人数的数据依据"
    assert told["（三）"].startswith("做到本条")


def test_review_changes_the_total_and_needs_a_reason(enterprise: SheetScore) -> None:
    assert two_decimals(enterprise.final.total or Fraction(0)) == "-10.00"
    [line] = differences(enterprise)
    assert (line.no, line.own, line.reviewed, line.cut, line.reason) == ("1.1②", "2", "0", 2, "没有花名册")
    assert not line.unexplained


def test_section_caps_hold_after_review(tmp_path: Path) -> None:
    """Bonus 5 + 5 + 1 = 11, capped to 10; the reviewer takes the highlight back: still 10. Base 100 → 110."""
    values = {"60": {"国家级": 1}, "61": {"全国推广": 1}, "62": 1}
    city = sheet(
        scored_file(tmp_path / "a.xlsx", "migrant-citizenship-city", values, {}, {"i062.review": 0, "i063.review": -5})
    )
    assert city.result.total == 110
    assert city.final.total == 105
    assert [(line.no, line.unexplained) for line in differences(city)] == [("62", True), ("63", True)]


def test_compared_with_last_year(enterprise: SheetScore, tmp_path: Path) -> None:
    changes = {"12.1": [200, 200], "1.1①": "否"}
    before = sheet(scored_file(tmp_path / "上年.xlsx", "harmonious-enterprise", changes, ENTERPRISE))
    other = sheet(scored_file(tmp_path / "他.xlsx", "harmonious-enterprise", changes, {"企业名称（盖章）": "另一公司"}))
    assert counterpart(enterprise, [other, before]) is before
    first = totals(enterprise.result, before.result)[0]
    assert (first.text, first.before, first.now, first.change) == ("总分", "98", "-8", -106)
    changed = items(enterprise.result, before.result)
    assert [(line.no, line.before, line.now) for line in changed] == [
        ("13②", "0", "-100"),
        ("12.1", "10", "5"),
        ("5.2", "1", "0"),
    ]


def texts(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [str(c.value) for page in book for row in page.iter_rows() for c in row if c.value is not None]


def charts(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return "".join(package.read(n).decode() for n in package.namelist() if n.startswith("xl/charts/chart"))


def test_the_result_workbook(enterprise: SheetScore, tmp_path: Path) -> None:
    out, before = tmp_path / "结果.xlsx", tmp_path / "上年.xlsx"
    scored_file(before, "harmonious-enterprise", {"12.1": [200, 200]}, ENTERPRISE)
    write_results([enterprise], out, earlier=[sheet(before)])
    said = texts(out)
    for words in (
        "总分 -8.00 分",
        "不得申报（负面清单）",
        "一、各部分得分",
        "二、失分项（由多到少）",
        "三、否决和负面情形",
        "职工满意度达到80%，得8分（现5分）",
        "没有花名册",
        "与上年比较",
        "自评-8.00分，复评-10.00分。",
    ):
        assert any(words in text for text in said), words
    assert "<c:barChart>" in charts(out)  # twelve sections: bars
    assert validation_errors([out]) == {out: []}


def test_few_sections_make_a_radar_and_lists_bars(tmp_path: Path) -> None:
    university = scored_file(tmp_path / "a.xlsx", "demo-university", UNIVERSITY, {"组别": "本科组"})
    brand = scored_file(tmp_path / "b.xlsx", "hr-brand", {"（二）": 5000}, {"申报主体": "其他"})
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    write_results([sheet(university)], first)
    write_results([sheet(brand)], second)
    assert "<c:radarChart>" in charts(first)
    assert "<c:barChart>" in charts(second)
    assert any("未填的项" in text for text in texts(second))


def test_printed_counts_not_reached_are_warned_of(tmp_path: Path) -> None:
    """D7: full marks for （一）3 with two meetings where the print asks for three."""
    changes = {**UNIVERSITY, "（一）3": {"score": 2, "meetings": 2}}
    university = scored_file(tmp_path / "a.xlsx", "demo-university", changes, {"组别": "本科组"})
    out = tmp_path / "结果.xlsx"
    write_results([sheet(university)], out)
    assert any("未达到印定次数，不宜给满分" in text for text in texts(out))


def test_several_sheets_of_one_workbook_get_a_page_each(tmp_path: Path) -> None:
    path = scored_file(tmp_path / "a.xlsx", "harmonious-enterprise", {"12.1": [200, 200]}, ENTERPRISE)
    book = openpyxl.load_workbook(path)
    name = book.defined_names["harmony_standard_enterprise.i001"].attr_text
    place, _, at = name.rpartition("!")
    book[place.strip("'")][at.replace("$", "")].value = "符合"
    book.save(path)
    out = tmp_path / "结果.xlsx"
    write_results(score_results(read_workbook(path)), out)
    assert openpyxl.load_workbook(out).sheetnames == ["评分结果1", "评分结果2"]


def test_the_sheet_adds_up_the_review_as_we_do(
    tmp_path: Path, recalculated: Callable[[Iterable[Path]], list[CachedValues]]
) -> None:
    """A judged item cut, a bonus under its cap cut, an event that the reviewer found."""
    standards: dict[str, tuple[dict[str, object], dict[str, object]]] = {
        "demo-university": (UNIVERSITY, {"i001.review": 0.5, "i035.review": 8}),
        "migrant-citizenship-city": ({"60": {"国家级": 1}, "61": {"全国推广": 1}, "62": 1}, {"i062.review": 0}),
        "harmonious-enterprise": ({"12.1": [200, 200]}, {"i077.review": "有", "i001.review": 1}),
    }
    paths = [
        scored_file(tmp_path / f"{code}.xlsx", code, changes, {"组别": "本科组"} if "demo" in code else {}, beside)
        for code, (changes, beside) in standards.items()
    ]
    found = recalculated(paths)
    shown = [values.named(f"{sheet(path).form.name}.review_total") for values, path in zip(found, paths, strict=True)]
    # 96.807 − 1.5 − 0.325; 100 + 10; 100 − 100 − 1
    assert shown == [[94.98], [110], [-1]]
    assert [two_decimals(sheet(path).final.total or Fraction(0)) for path in paths] == ["94.98", "110.00", "-1.00"]


def beside_the_title(values: CachedValues, path: Path) -> object:
    """What stands above the reviewer's columns: own total and conclusion, below them those after review."""
    data = sheet(path).data
    rows = openpyxl.load_workbook(path)[data.sheet].iter_rows(max_row=3)
    [place] = [(c.row, c.column) for row in rows for c in row if str(c.value).startswith('="自评"')]
    return values.cells[data.sheet][place]


def test_the_sheet_adds_up_no_review_at_fault(
    tmp_path: Path, recalculated: Callable[[Iterable[Path]], list[CachedValues]]
) -> None:
    """A value beyond the item's points, a text, a word in the place of 有 or 无, a deduction without its sign."""
    cases: dict[str, tuple[str, dict[str, object], dict[str, object], object, str]] = {
        "3项": (
            "harmonious-enterprise",
            {"12.1": [200, 200]},
            {"i001.review": 3, "i002.review": "0", "i077.review": -100, "i003.review": 0},
            "有误3项",
            "自评100分　可申报和谐劳动关系创建示范企业\n复评填写有误3项，见变色的格",
        ),
        "小数": (  # 99.995 would show as 100; 12.1 is a rate in bands, 1.1① a yes or no
            "harmonious-enterprise",
            {"12.1": [200, 200]},
            {"i001.review": 1.995, "i076.review": 8.005},
            "有误2项",
            "复评填写有误2项",
        ),
        "扣分": ("migrant-citizenship-city", {}, {"i063.review": 5}, "有误1项", "复评填写有误1项"),
        "不适用": (
            "demo-university",
            UNIVERSITY,
            {"i019.review": 1, "i020.review": 1},
            "有误1项",
            "复评填写有误1项",
        ),
        "两行都填": (  # of two alternatives one may be filled in: the own total stays a number, what it says does not
            "demo-university",
            {**UNIVERSITY, "（六）5（适用专科）": 1},
            {"i001.review": 1},
            "填写有误",
            "复评：填写有误（2项）",
        ),
        "否决": (
            "harmonious-enterprise",
            {"12.1": [200, 200]},
            {"i077.review": "有"},
            0,
            "复评0分　不得申报（负面清单）",
        ),
        "88分": (
            "harmonious-enterprise",
            {"12.1": [200, 200]},
            {f"i00{number}.review": 0 for number in range(1, 10)},  # 1 (10 points) and 2.1① (2)
            88,
            "复评88分　未达90分",
        ),
        "没有复评": (
            "harmonious-enterprise",
            {"12.1": [200, 200]},
            {},
            100,
            "自评100分　可申报和谐劳动关系创建示范企业",
        ),
    }
    paths = [
        scored_file(tmp_path / f"{name}.xlsx", code, changes, {"组别": "本科组"} if "demo" in code else {}, beside)
        for name, (code, changes, beside, _, _) in cases.items()
    ]
    for path, values, (_, _, _, total, words) in zip(paths, recalculated(paths), cases.values(), strict=True):
        assert values.named(f"{sheet(path).form.name}.review_total") == [total], path.name
        told = str(beside_the_title(values, path))
        assert words in told, (path.name, told)
        found = sheet(path)  # and the received file is read alike
        assert ("复评" in told) == found.is_reviewed
        expected: object = found.final.total
        if found.result.findings:
            expected = "填写有误"
        assert (f"有误{len(found.review.faults)}项" if found.review.faults else expected) == total


def test_a_page_ends_neither_after_a_heading_nor_within_the_chart(enterprise: SheetScore) -> None:
    page = openpyxl.load_workbook(io.BytesIO(results_bytes([enterprise])))["评分结果"]
    ends = [each.id for each in page.row_breaks.brk]  # the last rows of pages
    assert ends
    for row in ends:
        assert page.cell(row, 1).fill.fgColor.rgb != "FFDCE6F1", f"the head of a table is row {row}"
        assert not re.match("[一二三四五六七八九]、", str(page.cell(row, 1).value)), f"a heading is row {row}"
    [chart] = page._charts
    assert not [row for row in ends if chart.anchor._from.row < row <= chart.anchor.to.row]


@pytest.mark.parametrize("name", ["<r>甲 & 乙</r>", "@SUM(1,2)", "http://example.com"])
def test_a_name_stays_a_text_in_every_file_that_is_written(name: str, tmp_path: Path) -> None:
    path = scored_file(tmp_path / "a.xlsx", "harmonious-enterprise", {"5.2": "否"}, {"企业名称（盖章）": name})
    listed = ResultSheet("公示表", (Table((Column("单位", 20),), [[name]]),))
    for content in (results_bytes([sheet(path)]), workbook_of([("公示表", listed)])):
        cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for cell in row]
        assert any(name in str(cell.value) for cell in cells)
        assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
