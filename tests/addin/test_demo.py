"""The demonstration: invented data that is valid, mistakes that are found, and the whole of it on a small scale."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from stdnum.cn import uscc

from addin.demo import __main__ as demo
from addin.demo.enterprises import Enterprise, cities, credit_code, enterprises_of, everyone
from addin.demo.mistakes import MISTAKES
from addin.demo.posting import BROKEN, MAILED, MISSING, ZIPPED
from addin.merging.quotas import city_quotas
from templates.fields import FieldContext, NameAndTel
from templates.registry import forms


def test_codes_are_valid_and_each_belongs_to_one_enterprise() -> None:
    """python-stdnum, another program, judges the check characters."""
    codes = [each.code for _, mine in everyone() for each in mine]
    assert len(set(codes)) == len(codes)
    assert all(uscc.is_valid(code) for code in codes)
    assert codes[0].startswith("91410102")  # the region of its county


def test_the_organisation_code_inside_has_its_own_check_character() -> None:
    """GB 11714: M=22, A=10, then 000001, weights 3 7 9 10 5 8 4 2: 66+70+2=138, 138 mod 11 = 6, 11-6 = 5."""
    assert credit_code("410402", 1)[8:17] == "MA0000015"


def test_numbers_are_near_the_quotas_of_the_notice() -> None:
    for city, mine in everyone():
        quota = city_quotas()[city]
        assert 0.9 <= len(mine) / quota.enterprises <= 1.1, city
        assert 0.9 <= sum(each.staff for each in mine) / float(quota.staff * 10_000) <= 1.15, city


def test_every_run_invents_the_same() -> None:
    assert enterprises_of("平顶山市") == enterprises_of("平顶山市")
    assert list(dict(everyone())) == list(cities())


def test_names_are_plainly_invented_and_values_fit_their_fields() -> None:
    columns = {column.code: column.type for column in forms()["key-enterprises"].columns}  # type: ignore[union-attr]
    for each in enterprises_of("洛阳市"):
        assert any(word in each.name for word in ("示例", "演示", "样例", "虚构", "假定"))
        assert columns["industry"].problems(each.industry, FieldContext()) == []
        assert columns["area"].problems(each.area, FieldContext()) == []
        assert NameAndTel().problems(each.contact, FieldContext()) == []


def test_every_kind_of_mistake_is_planted_once() -> None:
    planted = [each.city for each in MISTAKES]
    assert len(set(planted)) == len(planted)
    assert set(planted) <= set(cities())
    assert not {MISSING, BROKEN} & set(planted)


# --- the whole, small ---------------------------------------------------------------------------------------

SMALL = 12  # enterprises of a city
CHOSEN = ("郑州市", "开封市", "平顶山市", "新乡市", "濮阳市", "漯河市", "南阳市", "商丘市", BROKEN, "周口市", MAILED)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A run with a few cities and enterprises; its folder and what it said."""
    out = tmp_path_factory.mktemp("demo")
    small: list[tuple[str, list[Enterprise]]] = [(city, enterprises_of(city)[:SMALL]) for city in CHOSEN]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(demo, "everyone", lambda: iter(small))
        patched.setattr(demo, "ROWS", 20)
        said: list[str] = []
        patched.setattr(demo, "_say", said.append)
        patched.setattr(demo, "print_table", lambda heads, rows, title="": said.append(f"{title}{list(rows)}"))
        assert demo.main(["--out", str(out)]) == 0
    return out, "\n".join(said)


def test_folders_of_somebody_else_are_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    received = tmp_path / demo.INBOX / "平顶山市.xlsx"
    received.parent.mkdir()
    received.write_bytes(b"received")
    assert demo.main(["--out", str(tmp_path)]) == 2
    assert "不是演示写出的，没有改动" in capsys.readouterr().err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [received]


def test_it_leaves_the_form_the_inbox_and_the_summary(run: tuple[Path, str]) -> None:
    out, _ = run
    assert (out / "1-下发" / "用工保障.xlsx").exists()
    assert "再次演示会全部删掉" in (out / demo.NOTE).read_text(encoding="utf-8-sig")
    arrived = {path.name for path in (out / demo.INBOX).iterdir()}
    assert {f"{ZIPPED}人社局.zip", f"{MAILED}报送邮件.eml", f"用工保障_{BROKEN}.xlsx"} <= arrived
    assert not any(MISSING in name for name in arrived)
    book = openpyxl.load_workbook(out / demo.RESULT, read_only=True)
    assert "各地汇总" in book.sheetnames
    assert f"回执-{MAILED}" in book.sheetnames


def test_it_says_what_it_found_in_chinese(run: tuple[Path, str]) -> None:
    _, said = run
    assert f"{len(CHOSEN) - 1} 个文件，无法读取 1 个" in said
    assert "跨市重复 1 个" in said
    assert "漯河市" in said.split("未报：")[1]
    assert "全省合计" in said


def test_each_planted_mistake_is_found_by_its_rule(run: tuple[Path, str]) -> None:
    _, said = run
    for each in MISTAKES:
        if each.city in CHOSEN and each.rule:
            assert f"（{each.rule}）" in said, each.words
