"""The build command: what it writes, what the manifest says, what `--check` notices."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

import build
from addin.xlam.wheelhouse import WheelhouseError
from formulas.criterion import CriterionError
from formulas.documents import DataError
from formulas.expressions import ExpressionError
from formulas.facts import FactsError
from formulas.rubric_file import RubricError
from formulas.subsidy import RuleError
from templates.fields.base import FieldError
from templates.model import FormError, Workbook
from tests.templates.drawn import NUMBERED, list_form

LIST = Workbook("list", "清单", (list_form(*NUMBERED, code="list-form"),), folder="用工保障", version="3")
OTHER = Workbook("other", "另一张表", (list_form(*NUMBERED, code="other-form", title="另一张表"),))


BUNDLE = "就业报表-离线安装包.zip"


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "workbooks", lambda: {"list": LIST, "other": OTHER})
    monkeypatch.setattr(build, "fetch_wheels", lambda: {"jiuye-0.1.0-py3-none-any.whl": b"a wheel"})


def run(out: Path, *arguments: str) -> int:
    return build.main(["--out", str(out), "--rows", "5", *arguments])


def test_files_and_manifest(tmp_path: Path) -> None:
    assert run(tmp_path) == 0
    entries = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert [entry["path"] for entry in entries] == ["jiuye.xlam", "另一张表.xlsx", BUNDLE, "用工保障/清单.xlsx"]
    for entry in entries:
        assert entry["sha256"] == hashlib.sha256((tmp_path / entry["path"]).read_bytes()).hexdigest()
    assert {path.name for path in tmp_path.iterdir()} == {
        "jiuye.xlam", "另一张表.xlsx", BUNDLE, "用工保障", "manifest.json"
    }  # fmt: skip
    data = (tmp_path / "用工保障" / "清单.xlsx").read_bytes()
    assert entries[3] == {
        "path": "用工保障/清单.xlsx",
        "workbook": "list",
        "title": "清单",
        "forms": ["list-form"],
        "source": ["豫就业组〔2023〕1号"],
        "version": "3",
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def test_only_some_leaves_the_others_in_place(tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / "另一张表.xlsx").write_bytes(b"kept")
    assert run(tmp_path, "--only", "list") == 0
    assert (tmp_path / "另一张表.xlsx").read_bytes() == b"kept"
    assert len(json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]) == 4


def test_a_workbook_that_somebody_filled_in_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Typed into where it was built; the other workbook, damaged, is mended."""
    run(tmp_path)
    held, other = tmp_path / "用工保障" / "清单.xlsx", tmp_path / "另一张表.xlsx"
    other.write_bytes(b"damaged")
    book = openpyxl.load_workbook(held)
    sheet, _, cells = book.defined_names["list_form.name"].attr_text.rpartition("!")
    book[sheet.strip("'")][cells.split(":")[0].replace("$", "")].value = "平顶山示例有限公司"
    book.save(held)
    typed, manifest = held.read_bytes(), (tmp_path / "manifest.json").read_bytes()
    for _ in range(2):
        capsys.readouterr()
        assert run(tmp_path, "--only", "list", "other") == 1
        assert f"没有覆盖：{held} 已有人填写" in capsys.readouterr().err
        assert held.read_bytes() == typed
    assert other.read_bytes() != b"damaged"
    assert (tmp_path / "manifest.json").read_bytes() == manifest
    held.unlink()
    assert run(tmp_path, "--only", "list") == 0


def test_a_workbook_that_was_only_saved_anew_is_written_again(tmp_path: Path) -> None:
    run(tmp_path)
    held = tmp_path / "另一张表.xlsx"
    drawn = held.read_bytes()
    openpyxl.load_workbook(held).save(held)
    assert run(tmp_path, "--only", "other") == 0
    assert held.read_bytes() == drawn


def test_a_workbook_that_is_gone_leaves_the_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path)
    monkeypatch.setattr(build, "workbooks", lambda: {"list": LIST})
    run(tmp_path)
    entries = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert [entry["workbook"] for entry in entries] == ["addin", "bundle", "list"]


def test_check_of_a_fresh_build_finds_nothing_and_writes_nothing(tmp_path: Path) -> None:
    run(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert run(tmp_path, "--check") == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda out: (out / "另一张表.xlsx").unlink(), "缺少"),
        (lambda out: (out / "另一张表.xlsx").write_bytes(b"changed"), "与声明不一致"),
        (lambda out: (out / "manifest.json").unlink(), "清单未更新"),
        (lambda out: (out / "manifest.json").write_text("{", encoding="utf-8"), "清单未更新"),
    ],
)
def test_check_names_what_is_stale(harm, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    run(tmp_path)
    harm(tmp_path)
    capsys.readouterr()
    assert run(tmp_path, "--check", "--only", "other") == 1
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("name", ["jiuye.xlam", BUNDLE])
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: path.unlink(), "缺少"),
        (lambda path: path.write_bytes(b"changed"), "与声明不一致"),
        (lambda path: (path.parent / "manifest.json").unlink(), "清单未更新"),
    ],
)
def test_check_looks_at_the_addin_too(  # type: ignore[no-untyped-def]
    name: str, harm, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path)
    harm(tmp_path / name)
    capsys.readouterr()
    assert run(tmp_path, "--check") == 1
    assert f"{said}：{tmp_path / name}" in capsys.readouterr().out


def test_check_finds_an_old_addin_in_the_bundle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path)
    with zipfile.ZipFile(tmp_path / BUNDLE) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(tmp_path / BUNDLE, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, b"an older one" if name.endswith(".xlam") else data)
    capsys.readouterr()
    assert run(tmp_path, "--check") == 1
    assert capsys.readouterr().out.strip() == f"与声明不一致：{tmp_path / BUNDLE}"


def test_without_an_index_everything_else_is_still_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline() -> dict[str, bytes]:
        raise WheelhouseError("pip download: no route to host")

    monkeypatch.setattr(build, "fetch_wheels", offline)
    assert run(tmp_path) == 0
    said = capsys.readouterr().err
    assert "没有取到 Python 程序包" in said and "重新运行 make build" in said and "no route to host" in said
    with zipfile.ZipFile(tmp_path / BUNDLE) as archive:
        assert not [name for name in archive.namelist() if "wheelhouse" in name]
        assert "只能按用法乙安装" in archive.read("jiuye-setup/安装说明.txt").decode("utf-8-sig")
    entries = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert [entry["title"] for entry in entries if entry["path"] == BUNDLE] == [
        "就业报表加载项离线安装包（不含 Python 程序包）"
    ]
    assert run(tmp_path, "--check") == 0


def test_no_wheels_asks_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(build, "fetch_wheels")
    assert run(tmp_path, "--no-wheels") == 0


def test_python_itself_goes_into_the_bundle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    installer = tmp_path / "python-3.11.9-amd64.exe"
    installer.write_bytes(b"the installer")
    assert run(tmp_path / "dist", "--python-installer", str(installer)) == 0
    with zipfile.ZipFile(tmp_path / "dist" / BUNDLE) as archive:
        assert archive.read("jiuye-setup/python-3.11.9-amd64.exe") == b"the installer"
    other = installer.rename(tmp_path / "python-3.12.1-amd64.exe")
    assert run(tmp_path / "dist", "--python-installer", str(other)) == 2
    assert "python-3.11.x-amd64.exe" in capsys.readouterr().err


def test_other_rows_are_another_file(tmp_path: Path) -> None:
    run(tmp_path)
    assert build.main(["--out", str(tmp_path), "--rows", "6", "--check"]) == 1


def test_list_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none", "--list") == 0
    assert "用工保障/清单.xlsx" in capsys.readouterr().out
    assert not (tmp_path / "none").exists()


def test_an_unknown_workbook_is_named_with_those_that_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--only", "nowhere") == 2
    assert "nowhere" in (said := capsys.readouterr().err) and "list、other" in said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("LIST", "list"), ("list.py", "list"), ("list_form", "list"), ("另一张表", "other"), ("othr", "other")],
)
def test_a_misspelt_workbook_is_answered_with_what_was_meant(
    typed: str, meant: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "--only", typed) == 2
    assert f"没有这个工作簿：{typed}。是不是 {meant}？" in capsys.readouterr().err


def test_a_closing_line_says_what_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "--no-wheels")
    assert capsys.readouterr().out.startswith(f"已写出 {tmp_path}/（4 个文件，")
    run(tmp_path, "--only", "list")
    assert capsys.readouterr().out.startswith(f"已写出 {tmp_path}/用工保障/清单.xlsx（0.0 MB）")
    run(tmp_path, "--check")
    assert capsys.readouterr().out == f"{tmp_path}/ 与声明一致（4 个文件）。\n"


WRONG = (FormError, RuleError, RubricError, DataError, FieldError, ExpressionError, CriterionError, FactsError)


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_declaration_is_one_sentence(
    kind: type[Exception], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> dict[str, Workbook]:
        raise kind("类别“职业指导”没有登记")

    monkeypatch.setattr(build, "workbooks", refuse)
    assert run(tmp_path, "--list") == run(tmp_path) == 2
    assert capsys.readouterr().err == "无法生成：类别“职业指导”没有登记\n" * 2


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("RULE = int('一')", "第1行：invalid literal"),
        ("p = int\nRULE = p.per_persn", "第2行：写法有误，Python 说：type object 'int' has no attribute 'per_persn'"),
        ("RULE = Subsidy()", "第1行：写法有误，Python 说：name 'Subsidy' is not defined（NameError）"),
        ("RULE = (", "第1行：写法有误，Python 说：'(' was never closed（SyntaxError）"),
        (
            "from formulas.subsidies import job_intro\njob_intro.p.per_persn",
            "hire_invented.py 第2行：job_intro.toml 没有参数“per_persn”；有：per_person",
        ),
    ],
)
def test_the_line_of_a_wrong_declaration_is_named(
    source: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(build.__file__).with_name("formulas") / "subsidies" / "hire_invented.py"
    monkeypatch.setattr(build, "workbooks", lambda: exec(compile(source, path, "exec")))
    assert run(tmp_path) == 2
    found = capsys.readouterr().err
    assert found.startswith("无法生成：") and said in found
    assert "hire_invented.py" in found or "job_intro.toml" in found


def test_a_fault_of_the_program_keeps_its_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "workbooks", lambda: None.items())  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        run(tmp_path)


def test_a_place_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run(tmp_path / "file") == 2
    assert "无法读写" in capsys.readouterr().err


@pytest.mark.parametrize("rows", ["0", "-1", "many", "99999999"])
def test_rows_out_of_range(rows: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build.main(["--rows", rows])
    assert ended.value.code == 2 and "行数应为" in capsys.readouterr().err
