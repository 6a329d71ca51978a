"""增加行: more prepared rows at the end of a list, with their checks, formulas and borders."""

from __future__ import annotations

from addin.book import BookData
from addin.changes import Changes, refuse
from addin.commands import Options, command
from addin.errors import CannotRun
from templates.model import ListForm
from templates.names import ROW_LIMIT

_DEFAULT, _MOST = 20, 5000


@command(
    "增加行",
    tip="在当前清册的最后一行之后增加空行，校验、公式和边框一并带上。",
    needs="open form",
    takes=("count",),
)
def add_rows(book: BookData, options: Options) -> Changes:
    """Insert rows at the end of the prepared ones of the list in front; option `count`, 20 by default."""
    data = book.selected_form()
    if data is None or not isinstance(data.form, ListForm):
        return refuse("当前工作表不是清册或台账，不能增加行。请切换到要增加行的表。")
    if data.form.fixed:
        return refuse(f"“{data.sheet}”的行是文件印好的，不能增加。")
    names = book.names.get(data.form.name, {})
    ranges = [
        area
        for column in data.form.columns
        if (area := names.get(column.name)) is not None and area.sheet == data.sheet
    ]
    if not ranges:
        return refuse(f"“{data.sheet}”里找不到预备行的范围（定义的名称已被删除），不能自动增加行。请直接插入行填写。")
    last, count = max(area.bottom for area in ranges) + 1, _count(options.get("count"))
    if last + count > ROW_LIMIT:
        return refuse(f"再加{count}行就超过Excel的行数了。请分成几份填报。")
    first = min(area.top for area in ranges) + 1
    changes = Changes().add_rows(data.sheet, last, count).answer(sheet=data.sheet, first=last, count=count)
    words = f"已在“{data.sheet}”增加{count}行，共可填{last - first + 1 + count}行。校验、公式和边框已带上。"
    return changes.say(words)


def _count(text: str | None) -> int:
    if text is None:
        return _DEFAULT
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= _MOST:
        raise CannotRun(f"增加的行数填的是“{text}”，应为1至{_MOST}的整数。")
    return int(text)
