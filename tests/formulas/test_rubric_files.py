"""The loader refuses a slip in a rubric file and says where: one broken file per kind of mistake.

Every broken file is `sound.toml` with one thing changed; the table tells what the message must hold.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from formulas.rubric_file import RubricError, load
from formulas.rubrics import FOLDER

BROKEN = Path(__file__).parent / "rubric_cases" / "broken"
REFUSED = {
    "unknown-key": ["sections[1]（一）.items[1]（一、1）.pionts", "没有这个键"],
    "unknown-top-key": ["titel", "没有这个键", "title：缺少这个键"],
    "unknown-document": ["豫虚构〔2023〕1号", "documents.toml"],
    "missing-text": ["（一、1）.text", "缺少这个键"],
    "unknown-kind": ["（一、1）.kind", "不是允许的值", "checklist", "tick"],
    "points-as-text": ["（一、2）.points", "应为整数", "'3'"],
    "points-as-decimal": ["（一、2）.points", "应为整数"],
    "line-form": ["（一、2）.line", "写法不对", "第2行"],
    "total-differs": ["total 写的是 11，各项合计 10"],
    "section-differs": ["分区“一、虚构分区（10分）”写的是 9 分，各项合计 10 分"],
    "count-differs": ["count 写的是 4 项，实有 3 项"],
    "item-twice": ["项号 一、1 出现 2 次"],
    "bands-overlap": ["第 一、3 项", "档次重叠", "85", "80"],
    "bands-gap": ["第 一、3 项", "空档：79 到 80"],
    "bands-open-below": ["第 一、3 项", "最低一档从 10 开始"],
    "bands-open-above": ["第 一、3 项", "最高一档到 100 为止"],
    "bands-best-differs": ["第 一、3 项", "points 是 3，各档最高是 2"],
    "rate-without-counts": ["第 一、3 项", "比率 share", "numerator"],
    "not-toml": ["不是有效的 TOML"],
    "repeated-key": ["不是有效的 TOML"],
    "wrong-code": ["code 是“right-code”", "与文件名一致"],
    "without-period": ['表头缺少 {name = "评价期止", code = "period_end", type = "date"}'],
    "items-as-text": ["sections[1]（一）.items[1]", "应为一组键和值"],
    "checklist-without-points": ["第 一、1 项", "checklist 要写 points"],
    "expect-on-checklist": ["第 一、1 项", "expect 只用于 manual"],
    "prompts-nowhere": ["第 一、1 项", "五、9"],
    "not-involved-on-manual": ["第 一、2 项", "not_involved 只用于 checklist"],
    "criterion-unknown-name": ["第 一、2 项 的 when", "“meetings”没有声明"],
    "criterion-syntax": ["第 一、2 项 的 when", "“3 >=”写法有误"],
    "threshold-without-test": ["第 一、2 项", "threshold 要写 inputs 和 test"],
    "group-unknown": ["第 一、2 项", "不应写 group"],
    "places-twice": ["places 的“甲组”出现 2 次"],
    "places-none": ["places 的“甲组”写的是 0 个", "至少 1 个"],
    "places-misspelt": ["places[1].cuont", "没有这个键", "places[1].count：缺少这个键"],
    "places-missing": ["note 写了 {places}", "缺少 places"],
    "verdict-without-rest": ["只有最后一条不写 when"],
    "pass-line-not-concluded": ["没有 pass_line 的那句话"],
    "verdict-unknown-number": ["{totl}", "total"],
    "verdict-unknown-item": ["不存在的项 一、8"],
    "verdict-compares-text": ["verdicts 的 when", "类型是 text，应为 number"],
}


def test_the_sound_file_loads() -> None:
    assert load(BROKEN / "sound.toml").total == 10


def test_the_places_stand_in_the_note_in_words(tmp_path: Path) -> None:
    """河南省促进就业工作先进地区 五（三）: 3个省辖市、17个县（市）; of other numbers the words follow."""
    path = FOLDER / "advanced-region.toml"
    assert "综合排名（3个省辖市、17个县（市））" in load(path).note
    changed = tmp_path / path.name
    changed.write_text(path.read_text("utf-8").replace("count = 17}", "count = 20}"), "utf-8")
    assert "综合排名（3个省辖市、20个县（市））" in load(changed).note


def test_every_broken_file_is_in_the_table() -> None:
    assert {path.stem for path in BROKEN.glob("*.toml")} == {"sound", *REFUSED}


@pytest.mark.parametrize(("name", "fragments"), REFUSED.items(), ids=REFUSED)
def test_broken_file_is_refused(name: str, fragments: list[str]) -> None:
    with pytest.raises(RubricError) as refused:
        load(BROKEN / f"{name}.toml")
    message = str(refused.value)
    assert message.startswith(f"{name}.toml：")
    assert [part for part in fragments if part not in message] == []
