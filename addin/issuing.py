"""下发: one workbook for each reporting unit, unit, period and quota filled in and locked, with an issue id.

    issue("用工保障", "county", Path("下发"), period="2023年3月")

Units come from `city` (the cities of the province), `county` (the county units of 平顶山), the name of a city, or a
file: one unit a line, or a .csv whose first column is 单位 and whose other columns fill in fields, each headed by a
field's label or its defined name.
"""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from addin.errors import CannotRun
from addin.merging.units import Unit, scope_of, text_of, unit_of
from addin.result_files import workbook_of
from addin.sealing.naming import joined
from addin.tables import Column, ResultSheet, Table, Value, Words
from templates.forms import key_enterprise_quota
from templates.frame import UNIT_LABELS
from templates.lists import load_list
from templates.model import Form, ListForm, Workbook
from templates.names import field_name
from templates.registry import workbooks

_OFFICE = "人力资源和社会保障局"
_YEAR = re.compile(r"(?<![0-9])(19|20)[0-9]{2}(?![0-9]{5})|[〇○零一二三四五六七八九]{4}年")
_LIST = "下发清单.xlsx"
_COLUMNS = (Column("序号", 6, "center"), Column("单位", 36), Column("下发编号", 34), Column("文件", 60))
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Recipient:
    """One unit that gets a copy. `name` is what stands on the form; `values` are filled in by defined name."""

    unit: Unit
    name: str
    code: str = ""
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Copy:
    """One issued file. `kept` is the file of another content that had its name already."""

    recipient: Recipient
    id: str
    path: Path
    kept: Path | None = None


def issue(
    workbook: str,
    units: str,
    folder: Path,
    *,
    period: str = "",
    rows: int | None = None,
    today: dt.date | None = None,
    watch: Callable[[Sequence[Recipient]], Iterable[Recipient]] | None = None,
) -> list[Copy]:
    """Write a copy for each unit into `folder`, and the list of them; raises CannotRun.

    A file that is there already may have been filled in: one of another content stays, the new one goes beside it.
    """
    from templates.rendering import Issue, file_bytes

    chosen = find_workbook(workbook)
    if all(map(is_reference, chosen.forms)):
        raise CannotRun(f"“{chosen.title}”只供查阅，没有要填的表，不用下发。把文件直接发给各单位即可。")
    if period.strip() and not _YEAR.search(period):
        raise CannotRun(f"--period 填的是“{period}”：请写明年份，如2023年3月、2023年第二季度、2023年上半年、2023年。")
    day = today or dt.date.today()
    recipients = read_recipients(units, chosen)
    folder.mkdir(parents=True, exist_ok=True)
    copies: list[Copy] = []
    taken: set[str] = set()
    for number, each in enumerate(watch(recipients) if watch else recipients, start=1):
        number_id = f"{day:%Y%m%d}-{chosen.code}-{number:03d}"
        wanted = folder / _file_name(each, chosen, period)
        values = {**dict(_units(chosen, each.name)), **dict(_quota(chosen, each)), **each.values}
        content = file_bytes(chosen, rows=rows, issue=Issue(number_id, each.name, each.code, period, day, values))
        path = _free(wanted, content, taken)
        path.write_bytes(content)
        copies.append(Copy(each, number_id, path, wanted if path != wanted else None))
    content = _list_of(chosen, copies, period, day)
    _free(folder / _LIST, content, taken).write_bytes(content)
    return copies


def is_reference(form: Form) -> bool:
    """Whether a form is printed complete, with nothing on it to fill in."""
    if not isinstance(form, ListForm) or not form.fixed:
        return False
    return not any(column.is_input for column in form.printed[max(map(len, form.fixed)) :])


def find_workbook(text: str) -> Workbook:
    """The workbook of a code, a title or a file name; raises CannotRun with the nearest ones."""
    wanted = Path(text).stem
    for each in workbooks().values():
        if wanted in (each.code, each.title):
            return each
    known = [name for each in workbooks().values() for name in (each.code, each.title)]
    close = difflib.get_close_matches(wanted, known, n=3, cutoff=0.4)
    hint = f"是不是 {'、'.join(close)}？" if close else f"可用的有：{'、'.join(known[1::2])}。"
    raise CannotRun(f"没有工作簿“{text}”。{hint}")


def read_recipients(units: str, workbook: Workbook) -> list[Recipient]:
    """Who gets a copy, in official order; raises CannotRun."""
    if units.lower().endswith(".csv"):
        return list(_from_table(Path(units), workbook))
    scope = scope_of(units, ())
    if not scope.units:
        raise CannotRun(f"{units} 里没有单位。请一行写一个单位。")
    return [_recipient(unit) for unit in scope.units]


def _recipient(unit: Unit, values: Values | None = None, code: str = "") -> Recipient:
    name = f"{unit.name}{_OFFICE}" if unit.city else unit.name
    return Recipient(unit, name, code or _code(unit), values or {})


def _code(unit: Unit) -> str:
    """The division's code; "" for a unit that is none."""
    if unit.county:
        found = [each.code for each in load_list("county").children(unit.city) if each.value == unit.county]
        return found[0] if found else ""
    city = load_list("city18").entry(unit.city)
    return city.code if city else ""


def _from_table(path: Path, workbook: Workbook) -> Iterator[Recipient]:
    try:
        lines = [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(text_of(path), newline=""))]
    except (OSError, UnicodeDecodeError, csv.Error):
        raise CannotRun(f"读不了 {path}：应为 .csv 文件，第一列是单位。") from None
    lines = [line for line in lines if any(line)]
    if len(lines) < 2 or lines[0][0] != "单位":
        raise CannotRun(f"{path.name}：第一行应为列名，第一列的列名应为“单位”，下面一行一个单位。")
    names = [_field(head, workbook, path.name) for head in lines[0][1:]]
    for line in lines[1:]:
        cells = dict(zip(names, line[1:], strict=False))
        code = cells.pop("code", "")
        values = {name: _value(name, text) for name, text in cells.items() if text}
        yield _recipient(unit_of(line[0]), values, code)


def _field(head: str, workbook: Workbook, file: str) -> str:
    """The defined name that a column fills in; "code" for the unit's code."""
    if head in ("代码", "行政区划代码"):
        return "code"
    known: dict[str, str] = {}
    for form in workbook.forms:
        for each in form.fields():
            name = field_name(form.code, each.code)
            known[name] = name
            known.setdefault(each.label.replace("\n", "").rstrip("：:"), name)
    if head not in known:
        close = difflib.get_close_matches(head, known, n=3, cutoff=0.5)
        hint = f"是不是 {'、'.join(close)}？" if close else "请用表单里的栏目名称或定义的名称。"
        raise CannotRun(f"{file}：没有栏目“{head}”。{hint}")
    return known[head]


def _value(name: str, text: str) -> object:
    """A list's column is filled from its first row; a number is a number."""
    try:
        number: object = int(text) if text.lstrip("-").isdigit() and len(text) < 12 else float(text)
    except ValueError:
        number = text
    in_list = name.startswith(f"{key_enterprise_quota.FORM.name}.")
    return [number] if in_list else number


def _units(workbook: Workbook, name: str) -> Iterator[tuple[str, object]]:
    """The unit, on every form that asks who reports."""
    for form in workbook.forms:
        for each in form.header:
            if each.label.startswith(UNIT_LABELS) and each.type.kind == "text":
                yield field_name(form.code, each.code), name


def _quota(workbook: Workbook, recipient: Recipient) -> Iterator[tuple[str, object]]:
    """A city's own line of the quotas, where the workbook has them."""
    form = key_enterprise_quota.FORM
    line = next((each for each in key_enterprise_quota.QUOTAS if each[0] == recipient.unit.city), None)
    if form not in workbook.forms or line is None or recipient.unit.county:
        return
    for column, value in zip(form.columns, line, strict=False):
        yield field_name(form.code, column.code), [value]


def _file_name(recipient: Recipient, workbook: Workbook, period: str) -> str:
    return joined(recipient.unit.name, workbook.title, period)


def _free(wanted: Path, content: bytes, taken: set[str]) -> Path:
    """Where the content goes: a name that is free, or that of a file which holds just this already."""
    number, path = 1, wanted
    while path.name.casefold() in taken or (path.exists() and not (path.is_file() and path.read_bytes() == content)):
        number += 1
        path = wanted.with_stem(f"{wanted.stem}({number})")
    taken.add(path.name.casefold())
    return path


def _list_of(workbook: Workbook, copies: Sequence[Copy], period: str, day: dt.date) -> bytes:
    words = f"{workbook.title}{f'，{period}' if period else ''}，{day.isoformat()}下发，共{len(copies)}份。"
    rows: list[list[Value]] = [
        [number, each.recipient.name, each.id, each.path.name] for number, each in enumerate(copies, start=1)
    ]
    sheet = ResultSheet("下发清单", [Words(words), Table(_COLUMNS, rows)])
    return workbook_of([("下发清单", sheet)], generated=False, made=day)
