"""下一处问题: from one finding of 校验结果 to the next."""

from __future__ import annotations

from collections.abc import Sequence

from addin.book import BookData
from addin.changes import Changes, refuse
from addin.commands import Options, command
from addin.findings_sheet import CELL, MESSAGE, SHEET, TITLE
from addin.tables import find_table
from templates.findings import position_of

Place = tuple[str, str]


@command("下一处问题", tip="跳到“校验结果”里的下一处问题，并显示应当怎样改。先做过校验才可用。", needs="nothing")
def next_finding(book: BookData, options: Options) -> Changes:
    """Select the next cell that has findings and tell them; after the last comes the first."""
    grid = book.result(TITLE)
    if grid is None:
        return refuse("还没有校验结果。请先点“校验本表”或“校验全部”。")
    rows = [each for each in find_table(grid, SHEET, CELL, MESSAGE).values() if each[SHEET]]
    places = list(dict.fromkeys((f"{each[SHEET]}", f"{each[CELL]}") for each in rows))
    places = [place for place in places if book.has_sheet(place[0])]
    if not places:
        return Changes().say("“校验结果”里没有需要改的地方。")
    place = places[_following(book, places)]
    words = [f"{each[MESSAGE]}" for each in rows if (f"{each[SHEET]}", f"{each[CELL]}") == place]
    number = places.index(place) + 1
    changes = Changes().select(place[0], place[1] or "A1").answer(sheet=place[0], cell=place[1], messages=words)
    return changes.say(f"第{number}处，共{len(places)}处：\n" + "\n".join(words))


def _following(book: BookData, places: Sequence[Place]) -> int:
    """The place after the selected cell: in the list where it is one of them, else in the order of the sheet."""
    selection = book.selection
    if selection is None:
        return 0
    here = (selection.sheet, selection.cell)
    if here in places:
        return (places.index(here) + 1) % len(places)
    row = position_of(selection.cell)
    later = (at for at, (sheet, cell) in enumerate(places) if sheet == selection.sheet and position_of(cell) > row)
    behind = (at for at, (sheet, _) in reversed(list(enumerate(places))) if sheet == selection.sheet)
    found = next(later, None)
    if found is None and (last := next(behind, None)) is not None:
        found = (last + 1) % len(places)
    return found or 0
