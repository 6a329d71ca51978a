"""Score sheets as drawn: official columns and texts, names, refusals in the cells, openness marks, the 自评表."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from formulas.rubrics import all_rubrics, rubric
from templates.forms import department_quota
from templates.model import ScoreSheetForm
from templates.registry import workbooks
from templates.rendering import file_bytes
from templates.rendering.styles import BEYOND_FILL, HEAD_FILL
from templates.score_cells import cells_of
from templates.score_forms import answer_forms
from templates.score_sheet import sheet_entry
from tests.oracles.cached_values import CachedValues

Recalculated = Callable[[Iterable[Path]], list[CachedValues]]
FOLDER = "评价标准"


@cache
def drawn(code: str) -> Any:
    """A workbook of the registry as openpyxl reads it back."""
    return openpyxl.load_workbook(io.BytesIO(file_bytes(workbooks()[code])))


def workbook_of(form: ScoreSheetForm) -> str:
    return next(code for code, book in workbooks().items() if any(each is form for each in book.forms))


def cell(book: Any, name: str) -> Any:
    """The first cell behind a defined name."""
    sheet, _, area = book.defined_names[name].attr_text.rpartition("!")
    left, top, _, _ = range_boundaries(area.replace("$", ""))
    return book[sheet.strip("'")].cell(top, left)


def sheet_of(code: str) -> tuple[Worksheet, ScoreSheetForm]:
    """The sheet on which a rubric is answered."""
    form = answer_forms()[code][0]
    book = drawn(workbook_of(form))
    return cell(book, f"{form.name}.total").parent, form


def heads(sheet: Worksheet) -> list[tuple[str, str]]:
    """Texts and colours of the heading, which is the row that every page repeats."""
    row = int(sheet.print_title_rows.split(":")[0].strip("$"))
    found = [(sheet.cell(row, column).value, sheet.cell(row, column).fill.fgColor.rgb) for column in range(1, 30)]
    named = [("".join(str(text).split()), colour) for text, colour in found if text]
    last = next((place for place, (text, _) in enumerate(named) if text == "提示"), len(named) - 1)
    return named[: last + 1]


# --- the print ----------------------------------------------------------------------------------------------------

OFFICIAL = {
    "harmonious-enterprise": ["评价项目", "评价要素", "分值", "评价内容", "评分细则", "得分"],
    "harmonious-park-township": ["评价项目", "评价细则", "评分"],
    "harmonious-industry": ["创建项目", "评价细则", "评分"],
    "demo-university": ["一级指标", "二级指标", "评分标准", "得分"],
    "demo-department": ["一级指标", "二级指标", "评分标准", "得分"],
    "migrant-citizenship-province": ["一级指标", "二级指标", "三级指标"],
    "migrant-citizenship-city": ["一级指标", "二级指标", "三级指标"],
    "migrant-citizenship-pilot": ["试点任务", "评估指标"],
    "startup-credit": ["评分指标", "评分标准", "分值"],
}


@pytest.mark.parametrize(("code", "official"), OFFICIAL.items())
def test_official_columns_come_first_and_what_is_added_looks_different(code: str, official: list[str]) -> None:
    sheet, _ = sheet_of(code)
    found = heads(sheet)
    assert [text for text, _ in found[: len(official)]] == official
    assert {colour for _, colour in found[: len(official)]} == {HEAD_FILL}
    added = found[len(official) :]
    assert {colour for _, colour in added} == {BEYOND_FILL}
    review = "复核" if code == "migrant-citizenship-pilot" else "复评"
    assert {"佐证材料", "备注", review, "提示"} <= {text for text, _ in added}


def test_a_table_without_a_score_column_gets_one() -> None:
    for code in ("migrant-citizenship-province", "migrant-citizenship-city"):
        assert [text for text, _ in heads(sheet_of(code)[0])[3:5]] == ["分值", "自评得分"]


@pytest.mark.parametrize("code", [each.code for each in all_rubrics()])
def test_every_text_stands_on_the_sheet(code: str) -> None:
    sheet, _ = sheet_of(code)
    words = "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if isinstance(c.value, str))
    squeezed = "".join(words.split())
    standard = rubric(code)
    for item in standard.items:
        if not item.inputs or not all(band.text for band in item.bands) or standard.total is None:
            texts = [band.text for band in item.bands if band.printed] if code == "startup-credit" else [item.text]
            assert all("".join(text.split()) in squeezed for text in texts if text), item.no
    for section in standard.sections:
        assert "".join(section.label.split()) in squeezed or standard.total is None
    for note in standard.footnotes:
        assert note in words


def test_slips_of_the_print() -> None:
    enterprise, _ = sheet_of("harmonious-enterprise")
    lost = next(c for row in enterprise.iter_rows() for c in row if c.comment and "源文本缺标题" in c.comment.text)
    assert lost.column == 1 and lost.value is None
    assert "7.1＋7.2＝8分" in lost.comment.text
    province, _ = sheet_of("migrant-citizenship-province")
    assert any(c.value == "40. （源文本缺失，待补）（10分）" for row in province.iter_rows() for c in row)


def test_levels_are_merged_and_pages_repeat_their_heading() -> None:
    sheet, form = sheet_of("demo-university")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    first = {area for area in merged if area.startswith("A") and ":A" in area}
    assert len(first) == 5  # four 一级指标 and the grounds of exclusion
    assert sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToWidth == 1 and sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows and sheet.print_area.startswith(f"'{sheet.title}'!$A$1:")
    assert sheet.oddFooter.center.text.startswith("第 &P 页")
    assert form.source.annex == "附件1"


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [each.code for each in all_rubrics()])
def test_every_name_of_the_entry_is_a_cell_of_the_workbook(code: str) -> None:
    form, path = answer_forms()[code]
    book = drawn(workbook_of(form))
    entry = sheet_entry(form, path)
    assert entry["workbook"].startswith(f"{FOLDER}/") and entry["form"] == form.code
    names = [entry["total"], entry["status"], *entry["sections"].values(), *_flat(entry["answers"])]
    names += [*_flat(entry["header"]), *entry["words"].values(), *entry["remarks"].values()]
    assert set(names) <= set(book.defined_names)
    assert set(entry["answers"]) == {item.no for item in rubric(code).items}
    assert len(_flat(entry["answers"])) == len(set(_flat(entry["answers"])))
    typed = [name for name in _flat(entry["answers"]) if cell(book, name).protection.locked]
    assert typed == []


def _flat(names: Any) -> list[str]:
    if isinstance(names, str):
        return [names]
    return [name for part in (names.values() if isinstance(names, dict) else names) for name in _flat(part)]


def test_the_shape_of_names_is_that_of_answers() -> None:
    answers = sheet_entry(*answer_forms()["demo-university"])["answers"]
    at = "university_standard"
    assert answers["（一）1"] == f"{at}.i001"
    assert answers["（一）3"] == {"score": f"{at}.i003.score", "meetings": f"{at}.i003.meetings"}
    assert answers["（二）1"] == {part: f"{at}.i004.{part}" for part in ("numerator", "denominator", "rate")}
    assert answers["（三）"]["rate"]["numerator"] == f"{at}.i007.rate.numerator"
    bonus = sheet_entry(*answer_forms()["migrant-citizenship-city"])["answers"]["60"]
    assert bonus == {
        level: f"citizenisation_indicators_city.i060.level_{n}"
        for n, level in ((1, "国家级"), (2, "省级"), (3, "市级"))
    }
    ages = sheet_entry(*answer_forms()["star-community-city"])["answers"]["六（二）-2"]["ages"]
    assert ages == [f"community_evaluation.i019.ages.{place}" for place in range(1, 17)]


# --- refused in the cell ----------------------------------------------------------------------------------------------


def validation(code: str, no: str, part: str = "") -> Any:
    """The validation on the cell of an answer."""
    sheet, form = sheet_of(code)
    each = next(each for each in cells_of(code) if each.item.no == no)
    keys = [c.key for c in each.cells if not part or c.part == part or c.input == part]
    key = f"{each.key}.review" if part == "review" else keys[0]
    at = cell(drawn(workbook_of(form)), f"{form.name}.{key}").coordinate
    return next(rule for rule in sheet.data_validations.dataValidation if at in rule.sqref)


REFUSALS = [
    # rubric, item, part, type, the bounds or the words that are taken
    ("demo-university", "（一）1", "", "decimal", ("0", "2")),
    ("migrant-citizenship-province", "40", "", "decimal", ("0", "10")),
    ("harmonious-enterprise", "1.1①", "", "list", ('"是,否"', None)),
    ("harmonious-enterprise", "1.4①", "", "list", ('"是,否,不涉及"', None)),
    ("harmonious-enterprise", "12.1", "numerator", "whole", ("0", None)),
    ("harmonious-enterprise", "12.1", "rate", "decimal", ("0", "1")),
    ("harmonious-enterprise", "13①", "", "list", ('"有,无"', None)),
    ("demo-university", "（三）", "numerator", "decimal", ("0", None)),
    ("migrant-citizenship-city", "63", "", "whole", ("0", None)),
    ("wage-arrears-support", "2", "word", "list", ('"待核"', None)),
    ("hr-brand", "（一）", "", "list", ('"符合,不符合,待核"', None)),
    ("migrant-citizenship-pilot", "一、1", "", "list", ('"已完成,未开展,推进中"', None)),
    ("harmonious-enterprise", "1.1①", "review", "decimal", ("0", "2")),
    ("harmonious-enterprise", "13①", "review", "list", ('"有,无"', None)),
    ("migrant-citizenship-city", "60", "review", "decimal", ("0", "10")),  # capped at 10 with its section
    ("migrant-citizenship-city", "63", "review", "decimal", ("-10", "0")),
]


@pytest.mark.parametrize(("code", "no", "part", "kind", "bounds"), REFUSALS)
def test_what_a_cell_refuses(code: str, no: str, part: str, kind: str, bounds: tuple[str, str | None]) -> None:
    rule = validation(code, no, part)
    assert rule.type == kind and (rule.formula1, rule.formula2) == bounds
    assert rule.errorStyle in (None, "stop") and rule.showErrorMessage
    assert rule.error and rule.prompt


def test_a_row_chosen_out_of_several_comes_from_a_list() -> None:
    assert validation("startup-credit", "1.3").formula1 == '"已婚有子女,已婚无子女,丧偶,未婚（离异）"'
    texts = validation("startup-credit", "1.6").formula1.strip('"').split(",")
    assert len(texts) == 4 and texts[-1] == "无对应档位" and texts[2] == "申请人夫妻无自有房产"


# --- openness, 自评表, quotas -----------------------------------------------------------------------------------------

MARKS = {  # D16, by the documents
    "豫人社函〔2023〕71号": "此件不公开",
    "豫农工办〔2023〕6号": "此件不公开",
    "豫农工〔2023〕3号": "此件不公开",
    "平人社函〔2023〕38号": "此件不公开",
    "豫人社办〔2023〕32号": "此件依申请公开",
    "豫人社办〔2023〕46号": "此件依申请公开",
    "平人社办〔2023〕96号": "此件依申请公开",
    "豫人社办〔2023〕78号": "此件依申请公开",
}


@pytest.mark.parametrize("code", [each.code for each in all_rubrics()])
def test_the_openness_mark_is_repeated(code: str) -> None:
    sheet, form = sheet_of(code)
    standard = rubric(code)
    mark = MARKS.get(standard.document, "")
    texts = [c.value for row in sheet.iter_rows(max_row=3) for c in row]
    assert ([text for text in texts if text in set(MARKS.values())] or [""]) == [mark]
    cover = drawn(workbook_of(form))["填报说明"]
    said = [str(c.value) for row in cover.iter_rows(max_row=4) for c in row if c.value]
    told = [text for text in said if standard.document in text and (mark or "此件") in text]
    assert bool(told) == bool(mark)


def points_column(book: Any, form: str, last: int) -> list[str]:
    """The printed numbers of a 自评表, beside its points."""
    cells = [cell(book, f"{form}.p{number:03d}.score") for number in range(1, last + 1)]
    return [c.parent.cell(c.row, 1).value for c in cells]


def test_the_self_evaluation_of_a_university_has_41_rows() -> None:
    book = drawn("demo-university")
    numbers = points_column(book, "university_selfeval", 41)
    assert "university_selfeval.p042.score" not in book.defined_names
    assert numbers[:8] == ["（一）1", "（一）2", "（一）3", "（二）1", "（二）2", "（二）3", "（三）", "（四）"]
    assert numbers.count("（五）2") == numbers.count("（六）5") == numbers.count("（十三）4") == 1
    sheet = cell(book, "university_selfeval.total").parent
    row = cell(book, "university_selfeval.total").row
    assert sheet.cell(row, 1).value == "自评总分"
    printed = ["三级指标序号", "三级指标自评相关数据、自评记分依据", "三级指标自评记分", "备注"]
    assert [text for text, _ in heads(sheet)[:4]] == printed


def test_the_self_evaluation_of_a_department_has_11_rows() -> None:
    book = drawn("demo-department")
    numbers = points_column(book, "department_selfeval", 11)
    assert numbers == [f"（{n}）" for n in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")]
    assert "department_selfeval.p012.score" not in book.defined_names


def test_the_quotas_of_155_schools() -> None:
    rows = department_quota.FORM.fixed
    assert [row[0] for row in rows] == list(range(1, 156))
    assert len({row[1] for row in rows}) == 155
    quotas = [int(str(row[2])) for row in rows]
    assert (sum(quotas), sum(quotas[:58]), set(quotas)) == (550, 263, {2, 3, 4, 5})
    known = {"河南城建学院": 4, "平顶山学院": 4, "平顶山工业职业技术学院": 4, "汝州职业技术学院": 2, "河南警察学院": 2}
    assert {str(row[1]): row[2] for row in rows if row[1] in known} == known


# --- one whole file ---------------------------------------------------------------------------------------------------


def test_a_filled_file_of_a_university(tmp_path: Path, recalculated: Recalculated) -> None:
    """Worked example 1: 78 points judged in full, rates 92.5, 1.2, 78, 88, 95 and 93 % against 90 % → 96.807."""
    path = tmp_path / "示范高校.xlsx"
    path.write_bytes(file_bytes(workbooks()["demo-university"]))
    book = openpyxl.load_workbook(path)
    entry = sheet_entry(*answer_forms()["demo-university"])
    cell(book, entry["header"]["组别"]).value = "本科组"
    rates = {
        "（十一）1": (925, 1000), "（十一）2": (12, 1000), "（十二）1": (78, 100), "（十二）2": (88, 100),
        "（十二）3": (95, 100), "（二）1": (9, 4500),
    }  # fmt: skip
    parts: dict[str, dict[str, Any]] = {
        "（三）": {"in_budget": "是", "rate": (120, 10000)},
        "（四）": {"rooms": "是", "area": 600, "graduates": 4500},
        "（十三）1": {"rate": (93, 100), "average": 0.9},
    }
    for item in rubric("demo-university").items:
        names = entry["answers"][item.no]
        if item.no == "（六）5（适用专科）":
            continue
        if item.no in rates:
            _put(book, names, rates[item.no])
        elif item.no in parts:
            for name, value in parts[item.no].items():
                _put(book, names[name], value)
        elif item.kind == "veto":
            _put(book, names, "无")
        elif item.kind == "threshold":
            _put(book, names, 3)
        else:
            _put(book, names["score"] if isinstance(names, dict) else names, item.points)
    book.save(path)
    (values,) = recalculated([path])
    assert values.named(entry["total"]) == [96.81]
    assert values.named(entry["status"]) == ["参加本科组综合排名（原文未定达标线）"]
    assert values.named("university_selfeval.total") == [96.81]
    carried = [values.named(f"university_selfeval.p{n:03d}.score")[0] for n in (10, 33, 41)]
    assert carried == [4, pytest.approx(8.325), 4]  # （五）2 = 2 + 2, （十一）1 = 92.5 % × 9, （十三）4 = 2 + 2
    assert values.named("jy.errors.university_standard") == [0]


def _put(book: Any, names: Any, value: Any) -> None:
    if isinstance(value, tuple):
        for name, each in zip((names["numerator"], names["denominator"]), value, strict=True):
            cell(book, name).value = each
    else:
        cell(book, names).value = value


@pytest.mark.parametrize("code", [code for code, book in workbooks().items() if book.folder == FOLDER])
def test_nobody_reads_line_numbers_of_a_transcription(code: str) -> None:
    said = []
    for sheet in drawn(code):
        for row in sheet.iter_rows():
            for each in row:
                said += [str(each.value)] if each.data_type == "s" else []
                said += [each.comment.text] if each.comment else []
        for rule in sheet.data_validations.dataValidation:
            said += [rule.prompt or "", rule.error or ""]
    assert len(said) > 50
    assert [text for text in said if re.search(r"(?<![A-Za-z0-9])L\d{2,4}(?!\d)", text)] == []


def test_a_result_in_many_words_is_not_cut_off() -> None:
    """不在10万元及以下免除反担保之列: 15 characters and a half of 11 points in a column of 10 units take four lines."""
    book = drawn("reference-limits")
    first, last = (cell(book, f"guarantee_loan.{key}") for key in ("i006", "i006.word"))
    rows = range(first.row, last.row + 1)
    assert sum(first.parent.row_dimensions[row].height for row in rows) >= 4 * 11 * 1.2


@pytest.mark.parametrize("code", ["harmonious-enterprise", "demo-university"])
def test_the_row_of_an_item_grows_with_what_is_typed(code: str) -> None:
    """Excel leaves a row alone whose height counts as set by hand. Merged cells never make a row grow."""
    sheet, form = sheet_of(code)
    package = zipfile.ZipFile(io.BytesIO(file_bytes(workbooks()[workbook_of(form)])))
    place = sheet.parent.sheetnames.index(sheet.title) + 1
    text = package.read(f"xl/worksheets/sheet{place}.xml").decode()
    fixed = {int(number) for number in re.findall(r'<row [^>]*?r="(\d+)"[^>]*customHeight="1"', text)}
    merged = {area.coord.partition(":")[0] for area in sheet.merged_cells.ranges}
    names = re.findall(rf"\b{form.name}\.\w+\.basis\b", " ".join(sheet.parent.defined_names))
    rows = [cell(sheet.parent, name) for name in names]
    growing = [each.row not in fixed for each in rows]
    assert any(growing) and growing == [each.coordinate not in merged for each in rows]
